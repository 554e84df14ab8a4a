import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { begun } from "./tests-in-the-readme.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, ".tmp/readme");

interface Snippet {
  readonly title: string;
  readonly code: string;
  readonly file: string;
}

/** What people read, and copy from. */
const documents = await Promise.all(
  ["README.md", "docs/two-services.md"].map(async (path) => {
    const text = await readFile(join(root, path), "utf8");
    return { path, text, snippets: snippetsOf(path, text) };
  }),
);
const snippets = documents.flatMap((document) => document.snippets);

function snippetsOf(path: string, text: string): readonly Snippet[] {
  return [...text.matchAll(/^```ts\n(.*?)^```/gms)].map((match, index) => {
    const heading =
      text
        .slice(0, match.index)
        .match(/^#+ (.*)$/gm)
        ?.at(-1) ?? "";
    return {
      title: `${path} ${index + 1}, under "${heading.replace(/^#+ /, "")}"`,
      code: match[1] ?? "",
      file: join(folder, `${path.replace(/\W/g, "-").toLowerCase()}-${index + 1}.ts`),
    };
  });
}

/** A snippet as a program: what it goes on from is there already. */
function programOf(code: string): string {
  const ready: string[] = [];
  const begins = code.includes("new Puffle(") || code.includes("new LeadLex(") || code.includes("setupServer");
  if (!begins && code.includes("GET /api/leads"))
    ready.push(
      'import { Puffle } from "puffle-sdk";',
      'const puffle = new Puffle({ apiKey: "pk_test", fetch: async () => Response.json({ leads: [], nextCursor: null }) });',
    );
  else if (!begins && /\bpuffle\./.test(code))
    ready.push(
      'import { readyCampaign } from "../../test/puffle/ready-campaign.ts";',
      "const { puffle, campaign } = await readyCampaign();",
    );
  if (!begins && /\bleadlex\./.test(code))
    ready.push(
      'import { readyDraft } from "../../test/readme/leadlex-draft.ts";',
      "const { leadlex, draft } = await readyDraft();",
    );
  return `${[...ready, code].join("\n")}\nexport {};\n`;
}

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  for (const { code, file } of snippets) await writeFile(file, programOf(code));
});

describe("what people read", () => {
  test.each(documents)("has snippets: $path", ({ path, snippets: own }) => {
    expect(own.length).toBeGreaterThan(path === "README.md" ? 8 : 2);
  });

  test("compiles, snippet by snippet, as a user's strict project would", () => {
    const config = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
    const program = ts.createProgram(
      snippets.map(({ file }) => file),
      { ...options, noUnusedLocals: false },
    );
    // Only what they say themselves: the package's own files are checked with the rest of the repository.
    const problems = program
      .getSourceFiles()
      .filter(({ fileName }) => fileName.startsWith(folder))
      .flatMap((file) => ts.getPreEmitDiagnostics(program, file))
      .map(
        ({ file, messageText }) =>
          `${file?.fileName.slice(folder.length)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
      );
    expect(problems).toEqual([]);
  }, 60_000);

  test.each(snippets)("runs: snippet $title", async ({ file, code }) => {
    const runnable = file.replace(/\.ts$/, ".run.ts");
    const standIns = programOf(code)
      .replace('from "puffle-sdk"', 'from "../../test/readme/puffle-in-the-sandbox.ts"')
      .replace('from "vitest"', 'from "../../test/readme/tests-in-the-readme.ts"');
    await writeFile(runnable, standIns);
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    vi.stubEnv("PUFFLE_API_KEY", "pk_test");
    try {
      await import(/* @vite-ignore */ runnable);
      await Promise.all(begun.splice(0));
      // What a snippet sets out to show, it shows.
      if (code.includes("console.log(") && !code.includes("catch")) expect(log).toHaveBeenCalled();
    } finally {
      log.mockRestore();
      vi.unstubAllEnvs();
    }
  });

  test.each(documents)("names scripts, files and headings that exist: $path", async ({ path, text }) => {
    const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    for (const [, script] of text.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty([String(script)]);
    for (const [, link = ""] of text.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      const [file = "", heading] = link.split("#");
      const target = file === "" ? join(root, path) : join(dirname(join(root, path)), file);
      expect(ts.sys.fileExists(target) || ts.sys.directoryExists(target), `${path} links to ${link}`).toBe(true);
      if (heading !== undefined)
        expect(headingsOf(await readFile(target, "utf8")), `${path} links to ${link}`).toContain(heading);
    }
  });
});

/** As they are linked to. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    String(heading)
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}
