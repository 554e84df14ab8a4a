/** Who looks for a method in the tables finds it: every public one is named in the row of its resource, and no other is. */
import { readFileSync } from "node:fs";
import { LeadLex } from "puffle-sdk/leadlex";
import { createLeadLexSandbox } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";

/** The methods of a client and of what hangs on it, by the resource's dotted name. */
function resourcesOf(client: object, prefix = ""): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, part] of Object.entries(client)) {
    if (typeof part !== "object" || part === null) continue;
    const proto: object = Object.getPrototypeOf(part);
    const methods = Object.getOwnPropertyNames(proto).filter(
      (method) =>
        method !== "constructor" && typeof Reflect.getOwnPropertyDescriptor(proto, method)?.value === "function",
    );
    if (methods.length > 0) found.set(prefix + name, methods);
    for (const [inner, list] of resourcesOf(part, `${prefix}${name}.`)) found.set(inner, list);
  }
  return found;
}

const tables = [
  { page: "docs/leadlex.md", heading: "All of LeadLex", client: new LeadLex(createLeadLexSandbox().options) },
].map(({ page, heading, client }) => {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), "utf8");
  const section = text.split(`## ${heading}\n`)[1]?.split(/^## /m)[0] ?? "";
  const rows = [...section.matchAll(/^\| `([\w.]+)` +\| (.*) \|$/gm)];
  return { page, section, rows, resources: resourcesOf(client) };
});

/** Named beside the methods, and no method of a client. */
const FUNCTIONS = ["verifyWebhook", "signWebhook"];

describe.each(tables)("the table of methods in $page", ({ section, rows, resources }) => {
  it("has a row for each resource", () => {
    expect(rows.map(([, name]) => name).sort()).toEqual([...resources.keys()].sort());
  });

  it.each([...resources])("names what %s can do", (resource, methods) => {
    const row = rows.find(([, name]) => name === resource)?.[2] ?? "";
    const named = [...row.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !FUNCTIONS.includes(name)).sort()).toEqual([...methods].sort());
  });

  it("tells of request(), which calls any operation", () => {
    expect(section).toContain("`request()`");
  });
});
