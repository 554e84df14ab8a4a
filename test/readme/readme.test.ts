import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { begun } from "./tests-in-the-readme.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, ".tmp/readme");
const text = await readFile(join(root, "README.md"), "utf8");

interface Snippet {
  readonly title: string;
  readonly code: string;
  readonly file: string;
}

const snippets: readonly Snippet[] = [...text.matchAll(/^```ts\n(.*?)^```/gms)].map((match, index) => {
  const heading =
    text
      .slice(0, match.index)
      .match(/^#+ (.*)$/gm)
      ?.at(-1) ?? "";
  return {
    title: `${index + 1}, under "${heading.replace(/^#+ /, "")}"`,
    code: match[1] ?? "",
    file: join(folder, `snippet-${index + 1}.ts`),
  };
});

/** A snippet as a program: what it goes on from is there already. */
function programOf(code: string): string {
  const begins = code.includes("new Puffle(") || code.includes("setupServer");
  if (begins) return `${code}\nexport {};\n`;
  const ready = code.includes("GET /api/leads")
    ? 'import { Puffle } from "puffle-sdk";\nconst puffle = new Puffle({ apiKey: "pk_test", fetch: async () => Response.json({ leads: [], nextCursor: null }) });'
    : 'import { readyCampaign } from "../../test/puffle/ready-campaign.ts";\nconst { puffle, campaign } = await readyCampaign();';
  return `${ready}\n${code}\nexport {};\n`;
}

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  for (const { code, file } of snippets) await writeFile(file, programOf(code));
});

describe("the README", () => {
  test("has snippets", () => {
    expect(snippets.length).toBeGreaterThan(8);
  });

  test("compiles, snippet by snippet, as a user's strict project would", () => {
    const config = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
    const program = ts.createProgram(
      snippets.map(({ file }) => file),
      { ...options, noUnusedLocals: false },
    );
    const problems = ts
      .getPreEmitDiagnostics(program)
      .filter(({ file }) => file?.fileName.startsWith(folder))
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

  test("names scripts, files and headings that exist", async () => {
    const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    for (const [, script] of text.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty([String(script)]);
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(
      ([, heading]) =>
        `#${String(heading)
          .toLowerCase()
          .replace(/[^\w -]/g, "")
          .replaceAll(" ", "-")}`,
    );
    for (const [, link] of text.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      if (link?.startsWith("#")) {
        expect(headings, `README links to ${link}`).toContain(link);
        continue;
      }
      const path = join(dirname(join(root, "README.md")), String(link));
      expect(ts.sys.fileExists(path) || ts.sys.directoryExists(path), `README links to ${link}`).toBe(true);
    }
  });
});
