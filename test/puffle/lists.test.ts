import {
  DefaultListError,
  IncompleteError,
  InputError,
  type MembershipReport,
  NotFoundError,
  OutcomeUnknownError,
  Puffle,
  StatusError,
} from "puffle-sdk";
import { describe, expect, it } from "vitest";
import { caught, caughtAs } from "../support/errors.ts";
import { countOf, edited, setUp, somebodyElse, tapped, type World } from "./support/world.ts";

const LEADS = Array.from({ length: 1_201 }, (_, index) => ({ id: `l${index}`, name: { full: `Lead ${index}` } }));
const IDS = LEADS.map(({ id }) => id);

/** The names of all lists, newest first, as somebody else reads them. */
async function namesIn(world: World) {
  return (await somebodyElse(world).lists.list()).map(({ name }) => name);
}

async function defaultList(puffle: Puffle) {
  const list = (await puffle.lists.list()).find(({ name }) => name === "all");
  if (!list) throw new Error("there is no default list");
  return list;
}

describe("lists", () => {
  it("can be created, changed, listed and deleted, named by the list or by its id", async () => {
    const { puffle } = setUp({ workspace: { leads: LEADS.slice(0, 3) } });
    const list = await puffle.lists.create({ name: "Spring", leadIds: ["l0", "l2"] });
    expect(list).toMatchObject({ name: "Spring", leadCount: 2 });
    expect(await puffle.lists.update(list, { name: "Summer", description: "Hot" })).toMatchObject({
      id: list.id,
      name: "Summer",
    });
    expect((await puffle.lists.list()).map(({ name }) => name)).toEqual(["Summer", "all"]);
    expect(await puffle.lists.delete(list.id)).toEqual({ success: true });
    await caughtAs(NotFoundError, puffle.lists.delete(list));
    expect((await puffle.lists.create()).name).toBe("Untitled List");
  });

  it("P58 say that the default one can't be deleted, renamed or converted, under every wording and status", async () => {
    const statuses = new Set<unknown>();
    for (let seed = 1; seed <= 25; seed++) {
      const { sandbox, puffle } = setUp({ seed });
      const all = await defaultList(puffle);
      for (const call of [
        puffle.lists.delete(all),
        puffle.lists.update(all, { name: "mine" }),
        puffle.lists.update(all.id, { leadType: "company" }),
      ]) {
        const error = await caughtAs(DefaultListError, call);
        expect(error).toMatchObject({ next: "fix_request", outcome: "not_sent" });
        expect(error).toBeInstanceOf(StatusError);
        statuses.add(error.status);
      }
      expect(countOf(sandbox, "deleteList")).toBe(1);
    }
    expect(statuses).toEqual(new Set([400, 409, 422]));
  });

  it("P58 are not called the default one for another refusal", async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { puffle } = setUp({ seed, workspace: { leads: LEADS.slice(0, 1) } });
      const list = await puffle.lists.create({ leadIds: ["l0"] });
      const error = await caughtAs(StatusError, puffle.lists.update(list, { leadType: "company" }));
      expect(error).not.toBeInstanceOf(DefaultListError);
    }
  });

  it("count duplicates without changing anything", async () => {
    const { sandbox, puffle } = setUp();
    const listId = sandbox.addList({ name: "A", leads: [{ name: { full: "Ann" }, company: { name: "Blue" } }] });
    const people = [{ fullName: "Ann", company: "Blue" }, { fullName: "Bob" }];
    expect(await puffle.lists.checkDuplicates({ people })).toEqual({ duplicateCount: 1 });
    expect(await puffle.lists.checkDuplicates({ people, excludeListId: listId })).toEqual({ duplicateCount: 0 });
  });

  it("P10 are not compared where the list that does not count, or the search, is none: all at once, nothing is sent", async () => {
    const { sandbox, puffle } = setUp();
    const body: object = { searchId: null, excludeListId: "" };
    const error = await caughtAs(InputError, Reflect.apply(puffle.lists.checkDuplicates, puffle.lists, [body]));
    expect(error.problems.map(({ field }) => field)).toEqual(["searchId", "excludeListId"]);
    expect(sandbox.requests).toEqual([]);
  });

  it("refuse an id that is none before anything is sent", async () => {
    const { sandbox, puffle } = setUp();
    await caughtAs(InputError, puffle.lists.update("", { name: "x" }));
    await caughtAs(InputError, puffle.lists.delete(" "));
    await caughtAs(InputError, puffle.lists.leads.add("", ["l1"]));
    await caughtAs(InputError, puffle.lists.import("", []));
    expect(sandbox.requests).toEqual([]);
  });
});

describe("a list whose answer was lost", () => {
  for (const fault of [{ drop: "after" }, { stall: "body" }, { status: 503, work: true }] as const) {
    it(`P17 is found again and not created twice (${Object.keys(fault)[0]})`, async () => {
      const world = setUp({ workspace: { leads: LEADS.slice(0, 2) } });
      world.sandbox.fail("createList", fault);
      const list = await world.puffle.lists.create({ name: "Spring", description: "Warm", leadIds: ["l0", "l1"] });
      expect(list).toMatchObject({ name: "Spring", leadCount: 2 });
      expect(await namesIn(world)).toEqual(["Spring", "all"]);
    });
  }

  it("P17 is told from an older one of the same name, and made again when it never arrived", async () => {
    const world = setUp();
    await somebodyElse(world).lists.create({ name: "Spring" });
    await world.sandbox.clock.advance(5_000);
    world.sandbox.fail("createList", { drop: "before" });
    world.sandbox.fail("createList", { drop: "after" });
    await world.puffle.lists.create({ name: "Spring" });
    expect(await namesIn(world)).toEqual(["Spring", "Spring", "all"]);
    world.sandbox.fail("deleteList", { drop: "after" });
    const [newest] = await world.puffle.lists.list();
    expect(await world.puffle.lists.delete(newest?.id ?? "")).toEqual({ success: true });
  });

  it("P17 is told from one of the same name that this client has made at the same time", async () => {
    const world = setUp();
    const first = await world.puffle.lists.create({ name: "Spring" });
    world.sandbox.fail("createList", { drop: "after" });
    const second = await world.puffle.lists.create({ name: "Spring" });
    expect(second.id).not.toBe(first.id);
    expect(await namesIn(world)).toEqual(["Spring", "Spring", "all"]);
  });

  it("P17 is left open when two of that name were made meanwhile, or one that is not what was sent", async () => {
    for (const theirs of [{ name: "Spring" }, { name: "Spring", description: "Mine" }]) {
      const world = setUp();
      const { sandbox } = world;
      const fetch = tapped(sandbox.fetch, {
        before: async ({ method, nth }) => {
          if (method === "POST" && nth === 1) await somebodyElse(world).lists.create(theirs);
        },
      });
      sandbox.fail("createList", { drop: theirs.description ? "before" : "after", skip: 1 });
      const puffle = new Puffle({ ...sandbox.options, fetch });
      const error = await caughtAs(OutcomeUnknownError, puffle.lists.create({ name: "Spring" }));
      const lists = (await somebodyElse(world).lists.list()).filter(({ name }) => name === "Spring");
      expect(error.candidates).toEqual(lists.map(({ id }) => id));
    }
  });

  it("P17 is left open when the service shows no lists, and never made twice for that", async () => {
    const { sandbox } = setUp();
    const fetch = tapped(sandbox.fetch, {
      after: ({ method }, response) => (method === "GET" ? edited(response, () => ({})) : response),
    });
    sandbox.fail("createList", { drop: "after" });
    await caughtAs(OutcomeUnknownError, new Puffle({ ...sandbox.options, fetch }).lists.create({ name: "Spring" }));
    expect(countOf(sandbox, "createList")).toBe(1);
  });
});

describe("the leads of a list", () => {
  it("P59 are read to their end, 500 a page at most", async () => {
    const { sandbox, puffle } = setUp();
    const id = sandbox.addList({ name: "Long", leads: LEADS });
    const leads = await puffle.lists.leads.list(id, { limit: 500 }).all({ limit: 2_000 });
    expect(leads.map((lead) => lead.id)).toEqual(IDS);
    expect(countOf(sandbox, "listListLeads")).toBe(3);
    expect(await puffle.lists.leads.list({ id }, { limit: 10 })).toMatchObject({ total: 1_201, hasMore: true });
  });

  it("are added and taken out from any source of any length, 500 a request, and counted", async () => {
    const { sandbox, puffle } = setUp({ workspace: { leads: LEADS } });
    const list = await puffle.lists.create();
    const report = await puffle.lists.leads.add(list, puffle.leads.list({ limit: 500 }));
    expect(report).toMatchObject({ received: 1_201, sent: 1_201, leadCount: 1_201, chunks: 3, unknown: 0, notSent: 0 });
    expect(countOf(sandbox, "addListLeads")).toBe(3);
    const progress: number[] = [];
    const onProgress = ({ sent }: { sent: number }) => void progress.push(sent);
    const removed = await puffle.lists.leads.remove(list, new Set(IDS.slice(0, 600)), { onProgress });
    expect(removed).toMatchObject({ sent: 600, leadCount: 601 });
    expect(progress).toEqual([500, 600]);
    expect((await defaultList(puffle)).leadCount).toBe(1_201);
  });

  it("name by index what is no lead, and what stands there twice", async () => {
    const { puffle } = setUp({ workspace: { leads: LEADS.slice(0, 3) } });
    const list = await puffle.lists.create();
    const ids: unknown[] = ["l0", 7, "l1", "", "l0", { id: "l2" }, null];
    const report: MembershipReport = await Reflect.apply(puffle.lists.leads.add, puffle.lists.leads, [list, ids]);
    expect(report).toMatchObject({ received: 7, sent: 3, repeated: [{ index: 4, firstIndex: 0 }], leadCount: 3 });
    expect(report.rejected.map(({ index }) => index)).toEqual([1, 3, 6]);
  });

  it("P17 are added once although an answer is lost: the request may be sent again", async () => {
    const { sandbox, puffle } = setUp({ workspace: { leads: LEADS } });
    const list = await puffle.lists.create();
    sandbox.fail("addListLeads", { drop: "after", skip: 1 });
    const report = await puffle.lists.leads.add(list, IDS);
    expect(report).toMatchObject({ sent: 1_201, leadCount: 1_201 });
    expect(countOf(sandbox, "addListLeads")).toBe(4);
  });

  it("stop with a report when a later request fails, and go on from its checkpoint", async () => {
    const { sandbox, puffle } = setUp({ workspace: { leads: LEADS } });
    const list = await puffle.lists.create();
    sandbox.fail("addListLeads", { status: 403, skip: 1 });
    const error = await caughtAs(IncompleteError<MembershipReport>, puffle.lists.leads.add(list, IDS));
    expect(error.report).toMatchObject({ sent: 500, leadCount: 500 });
    const { checkpoint } = error.report;
    const rest = await puffle.lists.leads.add(list, IDS, { checkpoint: JSON.stringify(checkpoint) });
    expect(rest).toMatchObject({ sent: 1_201, leadCount: 1_201 });
    expect(countOf(sandbox, "addListLeads")).toBe(4);
  });

  it("of a list that does not exist are refused as they are", async () => {
    const { puffle } = setUp();
    await caughtAs(NotFoundError, puffle.lists.leads.add("nowhere", ["l0"]));
    const empty = await caught(puffle.lists.leads.remove("nowhere", []));
    expect(empty).toBeInstanceOf(InputError);
  });
});

describe("a create that the way there gave up on", () => {
  it("P17 is looked for as long as one that got no answer: after a 504 it may yet be carried out", async () => {
    const world = setUp();
    world.sandbox.fail("createList", { status: 504 });
    await world.puffle.lists.create({ name: "Late" });
    const sent = world.sandbox.requests.filter(({ operation }) => operation === "createList").map(({ at }) => at);
    expect(sent).toHaveLength(2);
    expect((sent[1] ?? 0) - (sent[0] ?? 0)).toBeGreaterThanOrEqual(20_000);
  });
});
