import { describe, expect, it } from "vitest";
import type { Schemas } from "../../src/sandbox/puffle/wire.ts";
import { wordings } from "../../src/sandbox/puffle/wording.ts";
import { type PlainClient, setUp } from "./helpers.ts";

type NewLead = Schemas["NewLead"];

const person = (index: number): NewLead => ({
  type: "person",
  name: { full: `Person ${index}` },
  contacts: [{ value: `person${index}@example.com` }],
});
const BLUE: NewLead = { type: "company", name: { full: "Blue" } };
const people = (count: number, from = 0) => Array.from({ length: count }, (_, index) => person(from + index));

async function defaultList(call: PlainClient) {
  const list = (await call("listLists", {})).body.lists?.find(({ name }) => name === "all");
  if (!list) throw new Error("there is no default list");
  return list;
}

async function newList(call: PlainClient, body = {}) {
  return (await call("createList", { body })).body.list;
}

/** The names in a list. */
async function namesIn(call: PlainClient, id: string, query = {}) {
  const { body } = await call("listListLeads", { path: { id }, query });
  return body.leads.map(({ name }) => name?.full);
}

describe("lists", () => {
  it("come newest first, with their counts, and the default one has every lead", async () => {
    const { sandbox, call } = setUp({ workspace: { leads: [{ name: { full: "Loner" } }] } });
    sandbox.addList({ name: "Mixed", leads: [person(1), BLUE] });
    const { list } = (await call("createList", { body: { description: "Later" } })).body;
    expect(list).toMatchObject({ name: "Untitled List", description: "Later", leadType: "person", leadCount: 0 });
    const { lists } = (await call("listLists", {})).body;
    expect(lists?.map(({ name, leadCount, personCount }) => [name, leadCount, personCount])).toEqual([
      ["Untitled List", 0, 0],
      ["Mixed", 2, 1],
      ["all", 3, 2],
    ]);
  });

  it("are made with leads that are there already, which are not copied", async () => {
    const { call } = setUp({ workspace: { leads: [{ id: "a", ...person(1) }] } });
    const list = await newList(call, { name: "New", leadIds: ["a", "a"] });
    expect(list.leadCount).toBe(1);
    await call("updateLead", { body: { id: "a", title: "CEO" } });
    expect((await call("listListLeads", { path: { id: list.id } })).body.leads[0]).toMatchObject({
      id: "a",
      title: "CEO",
    });
    expect((await defaultList(call)).leadCount).toBe(1);
  });

  it("can be renamed, described and converted unless their leads forbid it; deleting one keeps its leads", async () => {
    const { sandbox, call } = setUp();
    const id = sandbox.addList({ name: "Old", leads: [person(1)] });
    const { body } = await call("updateList", { body: { id, name: "New", description: null, leadType: "mixed" } });
    expect(body.list).toMatchObject({ name: "New", description: null, leadType: "mixed" });
    const refused = await call("updateList", { body: { id, leadType: "company", name: "Newer" } });
    expect([400, 409, 422]).toContain(refused.status);
    expect((await call("listLists", {})).body.lists?.[0]?.name).toBe("New");
    expect((await call("deleteList", { body: { id } })).body).toEqual({ success: true });
    expect((await call("deleteList", { body: { id } })).status).toBe(404);
    expect((await call("listListLeads", { path: { id } })).status).toBe(404);
    expect((await call("listLeads", {})).body.leads).toMatchObject([{ lists: [{ name: "all" }] }]);
  });

  it("P58 never lets go of the default list, whichever the words and the status", async () => {
    const sentences = new Set<string>();
    const statuses = new Set<number>();
    for (let seed = 1; seed <= 40; seed++) {
      const { call } = setUp({ seed });
      const { id } = await defaultList(call);
      for (const answer of [
        await call("deleteList", { body: { id } }),
        await call("updateList", { body: { id, name: "mine" } }),
        await call("updateList", { body: { id, leadType: "person" } }),
      ]) {
        sentences.add(answer.error);
        statuses.add(answer.status);
      }
      expect(await defaultList(call)).toMatchObject({ name: "all", leadType: "mixed" });
      expect((await call("updateList", { body: { id, description: "Everybody" } })).status).toBe(200);
    }
    expect(sentences.size).toBe(wordings.list_protected.length);
    expect(statuses).toEqual(new Set([400, 409, 422]));
  });

  it("P58 takes no lead out of the default list, with a status of the contract whatever the seed", async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { call } = setUp({
        seed,
        workspace: { leads: people(2).map((lead, index) => ({ ...lead, id: `l${index}` })) },
      });
      const { id } = await defaultList(call);
      expect((await call("removeListLeads", { path: { id }, body: { leadIds: ["l0"] } })).status).toBe(400);
      expect(await namesIn(call, id)).toHaveLength(2);
    }
  });
});

describe("the leads of a list", () => {
  it("P59 are paged by cursor, with the total and whether there are more, while the list changes", async () => {
    const { sandbox, call } = setUp();
    const leads = people(5).map((lead, index) => ({ ...lead, id: `l${index}` }));
    const id = sandbox.addList({ name: "Five", leads });
    const first = (await call("listListLeads", { path: { id }, query: { limit: 2 } })).body;
    expect(first).toMatchObject({ total: 5, hasMore: true });
    const cursor = first.nextCursor ?? "";
    await call("removeListLeads", { path: { id }, body: { leadIds: ["l1", "l2"] } });
    await call("addListLeads", { path: { id }, body: { leadIds: ["l1"] } });
    const second = (await call("listListLeads", { path: { id }, query: { limit: 500, cursor } })).body;
    expect(second.leads.map((lead) => lead.id)).toEqual(["l3", "l4", "l1"]);
    expect(second).toMatchObject({ total: 4, hasMore: false, nextCursor: null });
    for (const limit of [0, 501])
      expect((await call("listListLeads", { path: { id }, query: { limit } })).status).toBe(400);
  });

  it("can be read by type", async () => {
    const { sandbox, call } = setUp();
    const id = sandbox.addList({ name: "Both", leads: [person(1), BLUE] });
    expect(await namesIn(call, id, { type: "company" })).toEqual(["Blue"]);
  });

  it("are added once, and taken out without leaving the workspace", async () => {
    const { call } = setUp({ workspace: { leads: people(3).map((lead, index) => ({ ...lead, id: `l${index}` })) } });
    const { id } = await newList(call);
    for (let again = 0; again < 2; again++) {
      const { body } = await call("addListLeads", { path: { id }, body: { leadIds: ["l0", "l2"] } });
      expect(body.list.leadCount).toBe(2);
    }
    for (let again = 0; again < 2; again++) {
      const { body } = await call("removeListLeads", { path: { id }, body: { leadIds: ["l0"] } });
      expect(body.list.leadCount).toBe(1);
    }
    expect((await call("listLeads", {})).body.leads).toHaveLength(3);
    expect((await call("addListLeads", { path: { id }, body: { leadIds: [] } })).status).toBe(400);
    expect((await call("addListLeads", { path: { id: "no-list" }, body: { leadIds: ["l0"] } })).status).toBe(404);
  });

  it("are added without the unknown ones, or not at all: which of the two is not documented", async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 12; seed++) {
      const { call } = setUp({ seed, workspace: { leads: [{ id: "l0", ...person(0) }] } });
      const { id } = await newList(call);
      const { status } = await call("addListLeads", { path: { id }, body: { leadIds: ["l0", "nobody"] } });
      seen.add(`${status} ${(await namesIn(call, id)).length}`);
    }
    expect(seen).toEqual(new Set(["200 1", "404 0"]));
  });
});

describe("importing leads", () => {
  it("P57 puts up to 500 into a list; who is there already is changed, not doubled", async () => {
    const { call } = setUp();
    const { id } = await newList(call);
    await call("importListLeads", { body: { leads: people(500), listId: id } });
    const leads = [{ ...person(499), title: "CEO" }, person(500)];
    await call("importListLeads", { body: { leads, listId: id } });
    const { body } = await call("listListLeads", { path: { id }, query: { limit: 500 } });
    expect(body.total).toBe(501);
    expect((await call("listLeads", { query: { title: "CEO" } })).body.leads).toHaveLength(1);
    expect((await call("importListLeads", { body: { leads: people(501) } })).status).toBe(400);
    expect((await call("importListLeads", { body: { leads: [] } })).status).toBe(400);
    expect((await call("importListLeads", { body: { leads: people(1), listId: "no-list" } })).status).toBe(404);
  });

  it("P57 only counts for a preview, and writes nothing", async () => {
    const { call } = setUp();
    const leads = [...people(3), BLUE];
    const { body } = await call("importListLeads", { body: { leads, preview: true } });
    expect(body).toEqual({ preview: { leadCount: 4, personCount: 3, companyCount: 1 } });
    expect((await defaultList(call)).leadCount).toBe(0);
  });

  it("refuses all rows for one that is no lead, and names its index", async () => {
    const { call } = setUp();
    const leads = [...people(2), { type: "person", name: {} }] satisfies NewLead[];
    const { status, error } = await call("importListLeads", { body: { leads } });
    expect([status, error]).toEqual([400, expect.stringContaining("leads[2]")]);
    expect((await defaultList(call)).leadCount).toBe(0);
  });

  it("without a list leaves the leads in the default one; a row's own lists count as well", async () => {
    const { call } = setUp();
    const { id } = await newList(call);
    await call("importListLeads", { body: { leads: [{ ...person(1), listIds: [id] }, person(2)] } });
    expect(await namesIn(call, id)).toEqual(["Person 1"]);
    expect((await defaultList(call)).leadCount).toBe(2);
  });

  it("is answered in ways that nothing can rely on, since no page shows the answer", async () => {
    const answers = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) {
      const { call } = setUp({ seed });
      const { body } = await call("importListLeads", { body: { leads: people(1) } });
      answers.add(Object.keys(body).join());
    }
    expect(answers).toEqual(new Set(["success", "list", "imported,updated,total"]));
  });
});

describe("checking for duplicates", () => {
  it("counts people by profile, else by name and company, else by name and location", async () => {
    const { sandbox, call } = setUp();
    const ann: NewLead = {
      type: "person",
      name: { full: "Ann Archer" },
      company: { name: "Blue" },
      location: { raw: "Hamburg" },
      socials: [{ url: "https://www.linkedin.com/in/ann" }],
    };
    const listId = sandbox.addList({ name: "A", leads: [ann] });
    const check = async (person: object, excludeListId?: string) => {
      const body = { people: [person], ...(excludeListId && { excludeListId }) };
      return (await call("checkListDuplicates", { body })).body.duplicateCount;
    };
    expect(await check({ linkedinUrl: "linkedin.com/in/Ann/" })).toBe(1);
    expect(await check({ fullName: "ann  archer", company: "BLUE" })).toBe(1);
    expect(await check({ fullName: "Ann Archer", location: "Hamburg" })).toBe(1);
    expect(await check({ fullName: "Ann Archer" })).toBe(0);
    expect(await check({ fullName: "Ann Archer", company: "Red" })).toBe(0);
    expect(await check({ linkedinUrl: "linkedin.com/in/ann" }, listId)).toBe(0);
  });

  it("refuses more than 10,000 people", async () => {
    const { call } = setUp();
    const many = Array.from({ length: 10_001 }, () => ({ fullName: "A" }));
    expect((await call("checkListDuplicates", { body: { people: many } })).status).toBe(400);
  });
});
