import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Group, Outcome, Ran } from "./matrix.ts";
import { root } from "./paths.ts";

const PAGE = join(root, "docs/runtimes.md");
const BEGIN = "<!-- What follows is written by `npm run test:matrix`. -->";
const END = "<!-- Up to here. -->";

/** Writes down what ran. Only a run of the whole matrix in which everything ran may do that. */
export async function writePage(outcomes: readonly Outcome[]): Promise<void> {
  const text = await readFile(PAGE, "utf8");
  const [before, rest = ""] = text.split(BEGIN);
  const [, after] = rest.split(END);
  if (before === undefined || after === undefined) throw new Error(`${PAGE} has lost its marks: ${BEGIN} … ${END}`);
  await writeFile(PAGE, `${before}${BEGIN}\n\n${tables(outcomes)}\n\n${END}${after}`);
}

function tables(outcomes: readonly Outcome[]): string {
  const ran = (group: Group): readonly Ran[] =>
    outcomes.flatMap((outcome) => (outcome.project.group === group && outcome.how === "ran" ? [outcome.ran] : []));
  return [
    "## Runtimes",
    table(
      [
        "runtime",
        "ES modules",
        "CommonJS",
        "`require` of the ES modules",
        "TypeScript as it is",
        "`createSandbox` inside",
      ],
      ran("runtime").map(({ on, formats }) => [on, ...FORMATS.map((format) => cell(formats, format))]),
    ),
    "## TypeScript",
    table(["compiler", ...RESOLUTIONS], typescripts(ran("types"))),
    "## Bundlers",
    table(
      ["bundler", "everything, at once", "on first use", "one resource, at once", "on first use", "`verifyWebhook`"],
      ran("bundler").map(({ on, cells = [] }) => [on, ...cells]),
    ),
    "## Beside others",
    table(
      ["project", "what ran"],
      outcomes.flatMap((outcome) =>
        outcome.project.group === "other" && outcome.how === "ran"
          ? [[outcome.project.name, [outcome.ran.formats.join(", "), outcome.ran.note].filter(Boolean).join("; ")]]
          : [],
      ),
    ),
  ].join("\n\n");
}

const FORMATS = ["ESM", "CJS", "require of ESM", "TypeScript", "sandbox inside"];
const RESOLUTIONS = ["nodenext", "node16", "bundler"];

/** A format that has something to it is said: `ESM, bundled`. */
function cell(formats: readonly string[], format: string): string {
  const found = formats.find((one) => one === format || one.startsWith(`${format}, `));
  if (found === undefined) return "";
  return found === format ? "yes" : found.slice(format.length + 2);
}

function typescripts(ran: readonly Ran[]): string[][] {
  const compilers = [...new Set(ran.map(({ on }) => on))];
  return compilers.map((compiler) => [
    compiler,
    ...RESOLUTIONS.map(
      (resolution) => ran.find(({ on, note }) => on === compiler && note === resolution)?.formats.join(", ") ?? "",
    ),
  ]);
}

/** Laid out as the formatter does it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0), 3));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, at) => (cells[at] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
