import { describe, expect, it } from "vitest";
import { at } from "../../src/core/record.ts";
import type { Schemas } from "../../src/sandbox/puffle/wire.ts";
import { type PlainClient, setUp } from "./helpers.ts";

type Lead = Schemas["Lead"];
type NewLead = Schemas["NewLead"];

const ANN: NewLead = {
  type: "person",
  name: { first: "Ann", last: "Archer" },
  title: "Head of Sales",
  company: { name: "Blue Freight", domain: "blue.example.com" },
  location: { city: "Hamburg", country: "Germany" },
  contacts: [{ value: "ann@blue.example.com" }],
  socials: [{ url: "https://www.linkedin.com/in/ann-archer" }],
  industry: "Logistics",
};

/** So many leads, the n-th by the name of `Lead n`. */
function numbered(count: number): Partial<Lead>[] {
  return Array.from({ length: count }, (_, index) => ({ name: { full: `Lead ${index}` } }));
}

const names = (leads: readonly Lead[]) => leads.map(({ name }) => name?.full);

async function pagesOf(call: PlainClient, limit: number, between: (page: number) => Promise<void> = async () => {}) {
  const pages: (string | null | undefined)[][] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { body } = await call("listLeads", { query: { limit, ...(cursor && { cursor }) } });
    pages.push(names(body.leads));
    cursor = body.nextCursor;
    await between(pages.length);
  }
  return pages;
}

describe("listing the leads of a workspace", () => {
  it("P59 goes by cursor, and says with null that there is no more", async () => {
    const { call } = setUp({ workspace: { leads: numbered(5) } });
    expect(await pagesOf(call, 2)).toEqual([["Lead 0", "Lead 1"], ["Lead 2", "Lead 3"], ["Lead 4"]]);
  });

  it("P59 repeats nothing and loses nothing when leads come and go between two pages", async () => {
    const { call } = setUp({ workspace: { leads: numbered(6).map((lead, index) => ({ ...lead, id: `l${index}` })) } });
    const pages = await pagesOf(call, 2, async (page) => {
      if (page !== 1) return;
      // The very lead that the cursor names, one before it and one behind it.
      for (const id of ["l0", "l1", "l3"]) await call("deleteLead", { body: { id } });
      await call("createLead", { body: { type: "person", name: { full: "Late" } } });
    });
    expect(pages).toEqual([
      ["Lead 0", "Lead 1"],
      ["Lead 2", "Lead 4"],
      ["Lead 5", "Late"],
    ]);
  });

  it("refuses a cursor that it has never handed out", async () => {
    const { call } = setUp();
    expect((await call("listLeads", { query: { cursor: "page2" } })).status).toBe(400);
  });

  it("finds leads by any of the filters, whatever the case, and by all of them at once", async () => {
    const { call } = setUp();
    await call("createLead", { body: ANN });
    await call("createLead", { body: { type: "company", name: { full: "Red Cargo" }, domain: "red.example.com" } });
    const found = async (query: object) => names((await call("listLeads", { query })).body.leads);
    for (const query of [
      { q: "archer" },
      { q: "BLUE.example" },
      { name: "ann" },
      { title: "sales" },
      { role: "head of" },
      { company: "blue f" },
      { domain: "blue" },
      { email: "ann@" },
      { industry: "logist" },
      { location: "hamburg" },
      { type: "person" },
    ])
      expect(await found(query), JSON.stringify(query)).toEqual(["Ann Archer"]);
    expect(await found({ type: "company" })).toEqual(["Red Cargo"]);
    expect(await found({ name: "ann", company: "red" })).toEqual([]);
  });

  it("reads one lead by its id, and answers 404 or nothing for an unknown one", async () => {
    const statuses = new Set<number>();
    for (let seed = 1; seed <= 12; seed++) {
      const { call } = setUp({ seed, workspace: { leads: numbered(2) } });
      const { id } = (await call("listLeads", {})).body.leads[1] ?? { id: "" };
      expect(names((await call("listLeads", { query: { id } })).body.leads)).toEqual(["Lead 1"]);
      const unknown = await call("listLeads", { query: { id: "nobody" } });
      if (unknown.status === 200) expect(unknown.body.leads).toEqual([]);
      statuses.add(unknown.status);
    }
    expect(statuses).toEqual(new Set([200, 404]));
  });
});

describe("changing leads", () => {
  it("creates a lead with a name made of its parts, in the default list", async () => {
    const { call } = setUp();
    const { body } = await call("createLead", { body: ANN });
    expect(body.lead).toMatchObject({ type: "person", name: { full: "Ann Archer" }, lists: [{ name: "all" }] });
  });

  it("takes one with a known profile or address for the one that is there, and fills in what is new", async () => {
    const { call } = setUp();
    const { lead } = (await call("createLead", { body: ANN })).body;
    const again = await call("createLead", {
      body: {
        type: "person",
        name: { first: "Ann", last: "Baker" },
        socials: [{ url: "http://linkedin.com/in/Ann-Archer/?x=1" }],
        contacts: [{ value: "ann@home.example.com" }],
      },
    });
    expect(again.body.lead).toMatchObject({ id: lead.id, title: "Head of Sales", name: { last: "Baker" } });
    expect(again.body.lead.contacts).toHaveLength(2);
    const byNewAddress: NewLead = {
      type: "person",
      name: { full: "A" },
      contacts: [{ value: "ANN@home.example.com" }],
    };
    expect((await call("createLead", { body: byNewAddress })).body.lead.id).toBe(lead.id);
    expect((await call("listLeads", {})).body.leads).toHaveLength(1);
  });

  it("tells companies apart by their domain, and people not by their company's", async () => {
    const { call } = setUp();
    const create = async (type: "person" | "company", full: string) =>
      (await call("createLead", { body: { type, name: { full }, company: { domain: "blue.example.com" } } })).body.lead
        .id;
    expect(await create("company", "Blue")).toBe(await create("company", "Blue Ltd"));
    expect(await create("person", "Ann")).not.toBe(await create("person", "Bob"));
  });

  it("refuses a lead without any name, one without a type, and an unknown list, and creates nothing", async () => {
    const { call } = setUp();
    const bodies: unknown[] = [
      { type: "person", name: {} },
      { type: "person", name: { full: " " } },
      { name: { full: "Ann" } },
      { ...ANN, listIds: ["nowhere"] },
    ];
    for (const body of bodies) {
      const { status } = await call("createLead", { body: ANN }, { body: JSON.stringify(body) });
      expect(status, JSON.stringify(body)).toBe(400);
    }
    expect((await call("listLeads", {})).body.leads).toEqual([]);
  });

  it("changes what is sent and keeps the rest; a new address is known from then on, the old one no longer", async () => {
    const { call } = setUp();
    const { lead } = (await call("createLead", { body: ANN })).body;
    const { body } = await call("updateLead", {
      body: { id: lead.id, name: { last: "Baker" }, contacts: [{ value: "new@blue.example.com" }] },
    });
    expect(body.lead).toMatchObject({ title: "Head of Sales", name: { first: "Ann", last: "Baker" } });
    const idOf = async (value: string) =>
      (await call("createLead", { body: { type: "person", name: { full: "X" }, contacts: [{ value }] } })).body.lead.id;
    expect(await idOf("new@blue.example.com")).toBe(lead.id);
    expect(await idOf("ann@blue.example.com")).not.toBe(lead.id);
  });

  it("keeps a lead's type, sources and lists whatever a change says, and members of its own making out", async () => {
    const { call } = setUp();
    const { lead } = (await call("createLead", { body: ANN })).body;
    const forged = { type: "company", sources: [{ id: "s" }], createdAt: "1999", listIds: ["l"], nonsense: 1 };
    const body = { id: lead.id, title: "CEO" };
    const changed = await call("updateLead", { body }, { body: JSON.stringify({ ...body, ...forged }) });
    expect(changed.body.lead).toEqual({ ...lead, title: "CEO" });
    const rows = [{ ...ANN, title: "CEO", id: "forged", nonsense: 1, company: { name: "Blue Freight", nonsense: 1 } }];
    await call("importListLeads", { body: { leads: [ANN] } }, { body: JSON.stringify({ leads: rows }) });
    expect((await call("listLeads", {})).body.leads).toEqual([changed.body.lead]);
  });

  it("deletes a lead from the workspace and from every list, once", async () => {
    const { sandbox, call } = setUp();
    const id = "lead-1";
    const listIds = ["A", "B"].map((name) => sandbox.addList({ name, leads: [{ id, name: { full: "Ann" } }] }));
    expect((await call("listLeads", { query: { id } })).body.leads[0]?.lists?.map(({ name }) => name)).toEqual([
      "all",
      "A",
      "B",
    ]);
    expect((await call("deleteLead", { body: { id } })).body).toEqual({ success: true });
    for (const listId of listIds)
      expect((await call("listListLeads", { path: { id: listId } })).body).toMatchObject({ leads: [], total: 0 });
    expect((await call("deleteLead", { body: { id } })).status).toBe(404);
    expect((await call("updateLead", { body: { id, title: "CEO" } })).status).toBe(404);
    expect(at((await call("listLists", {})).body, "lists.0.leadCount")).toBe(0);
  });
});
