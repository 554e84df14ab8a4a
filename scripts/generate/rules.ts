import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const TESTS = new URL("../../test/", import.meta.url);

/** How many titles name a rule, by rule and by test file. */
export async function rulesInTitles(): Promise<Map<string, Map<string, number>>> {
  const found = new Map<string, Map<string, number>>();
  const names = await readdir(TESTS, { recursive: true });
  for (const name of names.filter((one) => one.endsWith(".test.ts")).sort()) {
    const text = await readFile(new URL(name, TESTS), "utf8");
    for (const rule of titlesIn(text).flatMap((title) => title.match(/\b[PL]\d\d\b/g) ?? [])) {
      const files = found.get(rule) ?? new Map<string, number>();
      found.set(rule, files.set(name, (files.get(name) ?? 0) + 1));
    }
  }
  return found;
}

/** Texts that are the first argument of a call: where titles stand. */
function titlesIn(text: string): string[] {
  return [...text.matchAll(/\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1/g)].map((match) => match[2] ?? "");
}

/** `docs/rules.md` with its last column as the tests have it. */
export async function withProofs(document: string): Promise<string> {
  const rules = await rulesInTitles();
  return document.replace(/^\| ([PL]\d\d) \| (.*?) \|[^|\n]*\|$/gm, (_, rule: string, behaviour: string) => {
    const files = [...(rules.get(rule) ?? [])].map(
      ([file, count]) => `[${file.replace(/\.test\.ts$/, "")}](../test/${file}) (${count})`,
    );
    return `| ${rule} | ${behaviour} | ${files.join(", ") || "not yet"} |`;
  });
}

export const RULES_DOCUMENT = fileURLToPath(new URL("../../docs/rules.md", import.meta.url));
