import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { RULES_DOCUMENT, rulesInTitles } from "../scripts/generate/rules.ts";

/** Every rule of either service: each must be named by a test. */
const RULES = [
  ...numbers("P", 1, 39),
  ...numbers("P", 50, 60),
  ...numbers("P", 70, 78),
  ...numbers("P", 80, 82),
  ...numbers("L", 1, 10),
];

function numbers(letter: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${letter}${String(first + index).padStart(2, "0")}`);
}

const rows = new Map(
  [...(await readFile(RULES_DOCUMENT, "utf8")).matchAll(/^\| ([PL]\d\d) \| (.*?) \| (.*) \|$/gm)].map((match) => [
    match[1] ?? "",
    { behaviour: match[2] ?? "", proofs: match[3] ?? "" },
  ]),
);
const inTitles = await rulesInTitles();

test("every rule stands in docs/rules.md, with its behaviour", () => {
  expect([...rows.keys()].sort()).toEqual([...RULES].sort());
  for (const { behaviour } of rows.values()) expect(behaviour.length).toBeGreaterThan(10);
});

test.each([...rows.keys()])("docs/rules.md lists for %s exactly the tests that name it", (rule) => {
  const listed = [...(rows.get(rule)?.proofs ?? "").matchAll(/\.\.\/test\/(\S+?)\) \((\d+)\)/g)].map(
    ([, file, count]) => [file, Number(count)],
  );
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(inTitles.get(rule) ?? []));
  if (listed.length === 0) expect(rows.get(rule)?.proofs).toBe("not yet");
});

test.each(RULES)("%s is proved by a test", (rule) => {
  expect(rows.get(rule)?.proofs).not.toBe("not yet");
});

test("no test names a rule that does not exist", () => {
  expect([...inTitles.keys()].filter((rule) => !rows.has(rule))).toEqual([]);
});
