/**
 * Every snippet of the README and of every page under docs/ is compiled, strictly, and run. How one is written:
 *
 * - ```` ```ts ````: a piece of a program. It may use, without making it, what `given.ts` has: `sandbox`, `puffle`, `sender`,
 *   `campaign`, `list`, `search`, `thread`, `leadlexSandbox`, `leadlex`, `draft`. Whatever else it uses it makes or imports.
 *   `new Puffle()` and `new LeadLex()` reach the same sandbox as these, and so does the platform's `fetch`; a `createSandbox()` of
 *   its own is another world.
 * - ```` ```ts [invite.ts] ````: the same, in a file of that name; later snippets of the page may import `./invite.js`. A name
 *   stands once on a page. A label without a dot is a tab's title and no more.
 * - ```` ```js [app.mjs] ````, ```` ```js [app.cjs] ````: whole programs. A `.cjs` is run by `require` and waited for by its output.
 * - A snippet that imports vitest has its tests run, with their hooks.
 * - `<!-- snippet: goes on -->` on the line above: the snippet before it on the page, with all that went before, comes first.
 *   `<!-- snippet: ends with RateLimitError -->`: running it throws that. `<!-- snippet: compiled only: why -->`: it can't be run
 *   here, for a reason that is given. Above a code group the remark is for all of its tabs.
 * - ```` ```text [output] ````: what the snippet above prints, or each of the code group above; `sh` may
 *   stand in between. `…` stands for anything in a line; a line that is `…` alone, for any number of lines.
 * - What is not run is looked at: `sh` (npm scripts and the arguments of puffle-sdk must exist), `json`, `yaml`; `text` and
 *   `mermaid` (the site's own test draws it) are shown. Any other fence fails.
 * - `<<< ../examples/serverless.ts` must name a file of examples/, which has a test of its own.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readArguments } from "../../src/cli-arguments.ts";
import { isExisting, problemsOfLinks } from "./links.ts";
import { pages, relativeToRoot, root } from "./pages.ts";
import { isCode, snippetsOf } from "./programs.ts";
import { run } from "./run.ts";

/** TypeScript's number for a parameter without a type. */
const IMPLICIT_ANY = 7006;

const snippets = pages.flatMap(snippetsOf);
const runnable = snippets.filter(({ remark }) => !remark.startsWith("compiled only"));

beforeAll(async () => {
  for (const { file, program } of snippets) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, program);
  }
});

describe("what people read", () => {
  test("is there", () => {
    expect(snippets.filter(({ page }) => page === "README.md").length).toBeGreaterThan(3);
    expect(snippets.length).toBeGreaterThan(20);
  });

  test("compiles, snippet by snippet, as a user's strict project would", () => {
    const config = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
    const program = ts.createProgram(
      snippets.map(({ file }) => file),
      { ...options, noUnusedLocals: false, noUnusedParameters: false, allowJs: true, checkJs: true },
    );
    const titles = new Map(snippets.map(({ file, title }) => [file, title]));
    // Only what they say themselves: the package's own files are checked with the rest of the repository.
    const problems = program
      .getSourceFiles()
      .filter(({ fileName }) => titles.has(fileName))
      .flatMap((file) => ts.getPreEmitDiagnostics(program, file))
      // JavaScript has no way to say a parameter's type.
      .filter(({ file, code }) => !(code === IMPLICIT_ANY && /\.[mc]js$/.test(file?.fileName ?? "")))
      .map(({ file, start = 0, messageText }) => {
        const line = file?.text.slice(start).split("\n")[0];
        return `${titles.get(file?.fileName ?? "")}: ${ts.flattenDiagnosticMessageText(messageText, "\n")} (${line})`;
      });
    expect(problems).toEqual([]);
  }, 120_000);

  test.each(runnable)("runs: $title", async (snippet) => {
    const { text, remark, output, file } = snippet;
    const end = /^ends with (\w+)$/.exec(remark)?.[1];
    const isQuiet = !text.includes("console.") || text.includes("catch") || remark !== "";
    if (file.endsWith(".cjs")) expect(output, "what it prints must be shown").toBeDefined();
    const ran = run(snippet, (printed) => {
      if (output !== undefined) expect(printed).toMatch(patternOf(output));
      // What a snippet sets out to show, it shows.
      else if (!isQuiet) expect(printed).not.toBe("");
    });
    if (end) await expect(ran).rejects.toMatchObject({ name: end });
    else await ran;
  });

  test.each(pages)("has no fence that nobody looks at: $path", ({ fences, path }) => {
    const problems = fences
      .filter((fence) => !isCode(fence))
      .flatMap(({ language, line, text, remark }) => {
        const at = (problem: string) => [`${path}:${line}: ${problem}`];
        if (remark && !["text", "sh"].includes(language)) return at(`"${remark}" is for code`);
        if (language === "sh") return text.split("\n").flatMap(problemsOfCommand).flatMap(at);
        if (language === "json") return isParsed(JSON.parse, text) ? [] : at("is no JSON");
        if (language === "yaml") return isParsed(parse, text) ? [] : at("is no YAML");
        return ["text", "mermaid"].includes(language) ? [] : at(`what is "${language}", and who looks at it?`);
      });
    for (const { remark, line } of fences)
      if (!/^($|goes on$|ends with \w+$|compiled only: \w.+)/.test(remark))
        problems.push(`${path}:${line}: "${remark}"?`);
    expect(problems).toEqual([]);
  });

  test.each(pages)("names commands, files and headings that exist: $path", async ({ path, text, fences }) => {
    const inCode = new Set(fences.flatMap((fence) => fence.text.split("\n")));
    const prose = text
      .split("\n")
      .filter((line) => !inCode.has(line))
      .join("\n");
    expect(await problemsOfLinks(path, prose)).toEqual([]);
    for (const [, script] of prose.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty([String(script)]);
    for (const [, included = ""] of prose.matchAll(/^<<< *([^\s{[#]+)/gm)) {
      const file = join(root, included.startsWith("@/") ? `docs/${included.slice(2)}` : join(dirname(path), included));
      expect(isExisting(file), `${path} includes ${included}`).toBe(true);
      expect(relativeToRoot(file), "what is included has a test").toMatch(/^examples\//);
    }
  });
});

const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));

/** What is wrong with a line of a shell. */
function problemsOfCommand(line: string): string[] {
  const command = line.replace(/\s+#.*$/, "").trim();
  const script = /^npm run ([\w:-]+)/.exec(command)?.[1];
  if (script && !(script in scripts)) return [`there is no script ${script}`];
  const words = /^npx puffle-sdk (.*)$/.exec(command)?.[1]?.split(/\s+/);
  const read = words && readArguments(words);
  return typeof read === "object" && "problem" in read ? [read.problem] : [];
}

function isParsed(read: (text: string) => unknown, text: string): boolean {
  try {
    read(text);
    return true;
  } catch {
    return false;
  }
}

/** An output as the page has it. */
function patternOf(output: string): RegExp {
  const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const lines = output
    .split("\n")
    .map((line) => (line.trim() === "…" ? "[^]*" : line.split("…").map(quoted).join(".*")));
  return new RegExp(`^${lines.join("\n")}$`);
}
