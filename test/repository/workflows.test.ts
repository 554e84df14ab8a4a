import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mistakesIn } from "../../scripts/lint-workflows/mistakes.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
let copy = "";

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "puffle-workflows-"));
  const named = [".github", ".ci", "scripts", "package.json", "package-lock.json"];
  const others = ["bench", "docs", "test/matrix"].map((folder) => `${folder}/package-lock.json`);
  for (const name of [...named, ...others]) await cp(join(repository, name), join(copy, name), { recursive: true });
});
afterAll(() => rm(copy, { recursive: true }));

/** What is said of the workflows when one file is another. */
async function mistakesWith(name: string, change: (text: string) => string): Promise<string[]> {
  const file = join(copy, ".github", name);
  const text = await readFile(file, "utf8");
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(file, changed);
  const mistakes = await mistakesIn(copy);
  await writeFile(file, text);
  return mistakes;
}

describe("the workflows", () => {
  test("are valid, and name only what is there", async () => {
    expect(await mistakesIn(repository)).toEqual([]);
  });

  test.each([
    [
      "a key that GitHub does not know",
      "ci.yml",
      "timeout-minutes: 40",
      "timeout-minuts: 40",
      /ci\.yml:\d+:\d+ .*timeout-minuts/,
    ],
    ["an expression that is none", "ci.yml", "matrix.node }}", "matrix.knot }}", /property "knot" is not defined/],
    ["a job that needs one that is not there", "release.yml", "needs: gate", "needs: gates", /"gates"/],
    [
      "a permission that there is not",
      "codeql.yml",
      "security-events: write",
      "security-event: write",
      /"security-event"/,
    ],
    ["a schedule at no time", "nightly.yml", "17 2 * * *", "17 25 * * *", /17 25/],
    [
      "a script that package.json has not",
      "ci.yml",
      "npm run test:matrix",
      "npm run test:matrices",
      /no script "test:matrices"/,
    ],
    ["a file that is not there", "ci.yml", "bash .ci/run", "bash .ci/walk", /there is no \.ci\/walk/],
    ["a job without an end", "pages.yml", "timeout-minutes: 20", "name: Build", /"build" has no timeout-minutes/],
    [
      "no permissions of its own",
      "pages.yml",
      "permissions:\n  contents: read\n\n",
      "",
      /has no permissions of its own/,
    ],
  ])("with %s are refused, with the place", async (_, name, from, to, said) => {
    const mistakes = await mistakesWith(`workflows/${name}`, (text) => text.replace(from, to));
    expect(mistakes.join("\n")).toMatch(said);
    expect(mistakes[0]).toContain(`.github/workflows/${name}`);
  });
});

describe("dependency updates", () => {
  test.each([
    ["a folder without a lockfile", "/bench", "/benches", /update 2: there is no benches\/package-lock\.json/],
    ["an ecosystem that there is not", "ecosystem: npm", "ecosystem: nmp", /update 1: "nmp" is none of npm/],
    ["an interval that there is not", "interval: weekly", "interval: hourly", /interval must be one of daily/],
    ["no version", "version: 2", "version: two", /needs version: 2/],
    ["text that is no YAML", "updates:", "updates: [", /dependabot\.yml .*\(updates\)/],
  ])("with %s are refused", async (_, from, to, said) => {
    const mistakes = await mistakesWith("dependabot.yml", (text) => text.replace(from, to));
    expect(mistakes.join("\n")).toMatch(said);
  });
});
