import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { operations as leadlex } from "../../generated/leadlex.operations.ts";
import { operations as puffle } from "../../generated/puffle.operations.ts";

const page = await readFile(new URL("../../docs/states.md", import.meta.url), "utf8");

describe("the page of states", () => {
  it("draws every state of a campaign, a search and an enrichment that the contract knows, and no other", async () => {
    const { Campaign, LeadSearchTask, SignalSearch, EnrichmentRun } = await schemas("puffle");
    expect(drawn("Launch")).toEqual(known(Campaign));
    expect(drawn("Search")).toEqual(known(LeadSearchTask));
    expect(drawn("Search")).toEqual(known(SignalSearch));
    expect(drawn("Enrichment")).toEqual(known(EnrichmentRun));
  });

  it("draws every state of a task that LeadLex's contract knows", async () => {
    const { LexiTask } = await schemas("leadlex");
    const tasks = [...section("Approval").matchAll(/state "task: (\w+)"/g)].map(([, name = ""]) => name);
    expect(tasks.sort()).toEqual(known(LexiTask));
  });

  it("ends each diagram where the contract says that the job has ended", () => {
    expect(ends("Search")).toEqual(terminal(puffle.createLeadSearch.poll));
    expect(ends("Search")).toEqual(terminal(puffle.createSignalSearch.poll));
    expect(ends("Enrichment")).toEqual(terminal(puffle.createEnrichment.poll));
    expect(ends("Approval")).toEqual([...leadlex.startCampaign.poll.failure].sort());
  });

  it("says of each state what the SDK does", () => {
    for (const name of ["Launch", "Search", "Enrichment"]) {
      const rows = [...section(name).matchAll(/^\| (`.*?) +\|/gm)].flatMap(([, cell = ""]) => cell.match(/\w+/g) ?? []);
      expect(rows.sort(), name).toEqual(drawn(name));
    }
  });
});

function section(title: string): string {
  const found = new RegExp(`^## ${title}$(.*?)(?=^## |$(?![^]))`, "ms").exec(page)?.[1];
  if (found === undefined) throw new Error(`docs/states.md has no section on ${title}`);
  return found;
}

function edges(title: string): (readonly [string, string])[] {
  return [...section(title).matchAll(/^ +(\S+) --> ([^\s:]+)/gm)].map(([, from = "", to = ""]) => [from, to] as const);
}

/** The states between the arrows. */
function drawn(title: string): string[] {
  return [...new Set(edges(title).flat())].filter((name) => name !== "[*]").sort();
}

/** Those from which an arrow leads to the end. */
function ends(title: string): string[] {
  return edges(title)
    .flatMap(([from, to]) => (to === "[*]" ? [from] : []))
    .sort();
}

function terminal(poll: {
  readonly success: readonly string[];
  readonly failure: readonly string[];
  readonly ended: readonly string[];
}): string[] {
  return [...poll.success, ...poll.failure, ...poll.ended].sort();
}

type Schemas = Readonly<
  Record<string, { readonly properties: { readonly status: { readonly "x-extensible-enum": string[] } } }>
>;

async function schemas(service: string): Promise<Schemas> {
  const contract = parse(await readFile(new URL(`../../openapi/${service}.yaml`, import.meta.url), "utf8"));
  return contract.components.schemas;
}

function known(schema: Schemas[string] | undefined): string[] {
  return [...(schema?.properties.status["x-extensible-enum"] ?? [])].sort();
}
