/** Who looks for a method in a table finds it: every public one is named in the row of its resource, and nothing else is. */
import { readFileSync } from "node:fs";
import { Puffle } from "puffle-sdk";
import { LeadLex } from "puffle-sdk/leadlex";
import { createLeadLexSandbox, createSandbox } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";

/** The methods of a client's resources, by the resource's dotted name. */
function resourcesOf(client: object, prefix = ""): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, part] of Object.entries(client)) {
    if (typeof part !== "object" || part === null) continue;
    const proto: object = Object.getPrototypeOf(part);
    const methods = Object.getOwnPropertyNames(proto).filter(
      (one) => one !== "constructor" && typeof Reflect.getOwnPropertyDescriptor(proto, one)?.value === "function",
    );
    if (methods.length > 0) found.set(prefix + name, methods);
    for (const [inner, own] of resourcesOf(part, `${prefix}${name}.`)) found.set(inner, own);
  }
  return found;
}

const puffle = resourcesOf(new Puffle(createSandbox().options));
const leadlex = resourcesOf(new LeadLex(createLeadLexSandbox().options));

/** Named beside the methods, and no method of a client. */
const FUNCTIONS = ["verifyWebhook", "signWebhook"];

const namesIn = (text: string) => [...text.matchAll(/`([\w.]+)`/g)].map(([, name = ""]) => name);

/** A row's resources; "`signals`, with `types`" are signals and signals.types. */
function resourcesIn(cell: string): string[] {
  const [own = "", parts = ""] = cell.split(", with ");
  return [...namesIn(own), ...namesIn(parts).map((part) => `${namesIn(own)[0]}.${part}`)];
}

const tables = [
  { page: "docs/methods.md", heading: "Puffle", resources: puffle },
  { page: "docs/methods.md", heading: "LeadLex", resources: leadlex },
  { page: "docs/leadlex.md", heading: "All of LeadLex", resources: leadlex },
].map(({ page, heading, resources }) => {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), "utf8");
  const section = text.split(`## ${heading}\n`)[1]?.split(/^## /m)[0] ?? "";
  const rows = [...section.matchAll(/^\| (`[^|]*`) +\| (.*) \|$/gm)].map(([, cell = "", methods = ""]) => ({
    of: resourcesIn(cell),
    named: namesIn(methods).filter((name) => !FUNCTIONS.includes(name)),
  }));
  return { page, heading, section, rows, resources };
});

describe.each(tables)("the table under $heading in $page", ({ section, rows, resources }) => {
  it("has each resource once", () => {
    expect(rows.flatMap(({ of }) => of).sort()).toEqual([...resources.keys()].sort());
  });

  it.each(rows)("names what $of can do", ({ of, named }) => {
    const methods = of.flatMap((resource) => resources.get(resource) ?? []);
    expect([...named].sort()).toEqual(methods.sort());
  });

  it("tells of request(), which calls any operation", () => {
    expect(section).toContain("`request()`");
  });
});
