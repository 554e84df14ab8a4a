/** docs/errors.md has a section for each class that can be caught, and each section says what such an error carries. */
import { readFileSync } from "node:fs";
import * as puffle from "puffle-sdk";
import * as leadlex from "puffle-sdk/leadlex";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const STATIC = ts.SyntaxKind.StaticKeyword;
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const page = read("docs/errors.md");

/** By its class's name: the text up to the next heading. */
const sections = new Map(
  page
    .split(/^#{2,3} /m)
    .filter((section) => /^\w+Error\n/.test(section))
    .map((section) => [section.split("\n", 1)[0] ?? "", section]),
);

/** Every class that either entry exports and that is thrown. */
const exported = [
  ...new Set(
    [...Object.entries(puffle), ...Object.entries(leadlex)].flatMap(([name, value]) =>
      typeof value === "function" && (value === puffle.PuffleError || value.prototype instanceof Error) ? [name] : [],
    ),
  ),
].sort();

/** What each class has beyond the one that it extends. */
const declared = new Map(
  ["src/core/errors.ts", "src/puffle/errors.ts", "src/leadlex/errors.ts"].flatMap((path) =>
    ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest).statements.flatMap((statement) => {
      if (!ts.isClassDeclaration(statement) || !statement.name) return [];
      const base = statement.heritageClauses?.[0]?.types[0]?.expression;
      const members = statement.members.flatMap((member) => {
        const isOwn =
          ts.isPropertyDeclaration(member) || ts.isGetAccessorDeclaration(member) || ts.isMethodDeclaration(member);
        const isStatic = ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(({ kind }) => kind === STATIC);
        return isOwn && !isStatic && ts.isIdentifier(member.name) ? [member.name.text] : [];
      });
      return [[statement.name.text, { members, base: base && ts.isIdentifier(base) ? base.text : undefined }] as const];
    }),
  ),
);

/** Classes that a section needn't name as the base: they say nothing that the section doesn't. */
const PLAIN = ["PuffleError", "StatusError", "Error"];

describe("the page on errors", () => {
  it("has a section for every class, and no other", () => {
    expect(exported.length).toBeGreaterThan(40);
    expect([...sections.keys()].sort()).toEqual(exported);
    expect(page.match(/^### \w+Error$/gm)).toHaveLength(exported.length);
  });

  it.each(exported)("says of %s when it comes, what it carries, whether the work was done, and what to do", (name) => {
    const section = sections.get(name) ?? "";
    for (const part of ["When", "Carries", "The work", "Sent again", "Do"]) expect(section).toContain(`- **${part}**`);
    const carries = section.slice(section.indexOf("- **Carries**"), section.indexOf("- **The work**"));
    for (const member of declared.get(name)?.members ?? []) expect(carries).toMatch(new RegExp(`\`${member}\\b`));
    const { base = "" } = declared.get(name) ?? {};
    if (!PLAIN.includes(base)) expect(section).toContain(`[\`${base}\`](#${base.toLowerCase()})`);
  });

  it.each(exported)("leads to %s from what one sees", (name) => {
    const overview = page.slice(page.indexOf("## By what you see"), page.indexOf("## What every error has"));
    if (name !== "PuffleError") expect(overview).toContain(`[${name}](#${name.toLowerCase()})`);
  });
});
