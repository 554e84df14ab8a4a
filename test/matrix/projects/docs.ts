import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context, Project } from "../matrix.ts";
import { root } from "../paths.ts";
import { Failure } from "../run.ts";

/** The page that must have the three programs. */
const JOURNEY = "docs/journeys/launch-from-search.md";

const FORMATS = { "app.mjs": "ESM", "app.cjs": "CJS", "app.ts": "TypeScript" } as const;
type File = keyof typeof FORMATS;

/**
 * The programs of the pages, word for word, in projects that have only the tarball: set up as the page says, run as the page
 * says, and printing what the page says.
 */
export const docs: readonly Project[] = (Object.keys(FORMATS) as File[]).map((file) => ({
  name: `docs: ${file}`,
  group: "docs",
  fast: true,
  async run(context) {
    const pages = await pagesWith(file);
    if (!pages.some(({ page }) => page === JOURNEY)) throw new Failure(`${JOURNEY} has no program [${file}]`);
    for (const { page, text } of pages) await runProgram(context, file, page, text);
    return {
      on: `Node ${process.versions.node}`,
      formats: [FORMATS[file]],
      note: pages.map(({ page }) => page).join(", "),
    };
  },
}));

async function runProgram({ project, run }: Context, file: File, page: string, text: string): Promise<void> {
  const program = fence(text, `\\w+ \\[${file.replace(".", "\\.")}\\]`) ?? "";
  const config = fence(text, "json", '"compilerOptions"');
  if (file === "app.ts" && config === undefined) throw new Failure(`${page} says nowhere how to compile ${file}`);
  const folder = await project({
    type: file === "app.ts" ? "module" : "commonjs",
    files: { [file]: program, ...(config !== undefined && { "tsconfig.json": config }) },
  });
  if (file === "app.ts") await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc")], { cwd: folder });
  const printed = await run(process.execPath, [file.replace(/ts$/, "js")], { cwd: folder });
  const promised = fence(text, "text \\[output\\]") ?? "";
  if (printed.trim() !== promised.trim() || promised.trim() === "")
    throw new Failure(`${file} of ${page} prints something else than the page says`, printed);
}

/** The text of the first code block with this info, and with this in it. */
function fence(text: string, info: string, containing = ""): string | undefined {
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${info}\\n(.*?)^\`\`\`$`, "gms"))];
  return blocks.map(([, block = ""]) => block).find((block) => block.includes(containing));
}

async function pagesWith(file: File): Promise<{ page: string; text: string }[]> {
  const names = await readdir(join(root, "docs"), { recursive: true });
  const pages = names
    .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
    .map((name) => `docs/${name}`);
  const read = await Promise.all(pages.map(async (page) => ({ page, text: await readFile(join(root, page), "utf8") })));
  return read.filter(({ text }) => fence(text, `\\w+ \\[${file.replace(".", "\\.")}\\]`) !== undefined);
}
