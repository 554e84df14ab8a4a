import {
  BadRequestError,
  DuplicateNameError,
  IncompleteError,
  InputError,
  LeadLex,
  type ListAdditionReport,
  NotFoundError,
  OutcomeUnknownError,
} from "puffle-sdk/leadlex";
import { describe, expect, it } from "vitest";
import { edited, tapped } from "../puffle/support/world.ts";
import { caughtAs } from "../support/errors.ts";
import { contactIds, countOf, emptyList, GENERATIONS, setUp, somebodyElse, type World } from "./support/world.ts";

/** The names of all lists, as somebody else reads them. */
async function namesIn(world: World): Promise<unknown[]> {
  const all = await somebodyElse(world).lists.list().all({ limit: 1_000 });
  return all.map(({ name }) => name);
}

/** Who is on a list. */
async function membersOf(world: World, list_id: string): Promise<string[]> {
  const all = await somebodyElse(world).contacts.list({ list_id, per_page: 100 }).all({ limit: 5_000 });
  return all.map(({ id }) => id);
}

/** A client that gets the answers to its reads of the lists with other rows. */
function withRows({ sandbox }: World, change: (list: object) => object): LeadLex {
  const fetch = tapped(sandbox.fetch, {
    after: ({ method }, response) =>
      method === "GET"
        ? edited(response, (body) => {
            const { lists = [] }: { lists?: object[] } = Object(body["data"]);
            return { ...body, data: { lists: lists.map(change) } };
          })
        : response,
  });
  return new LeadLex({ ...sandbox.options, fetch });
}

describe("lists", () => {
  for (const envelopes of GENERATIONS) {
    it(`L08 are created, listed, filled, emptied and deleted (${envelopes})`, async () => {
      const world = setUp({ envelopes });
      const { lists } = world.leadlex;
      const ids = contactIds(world, 3);
      const list = await lists.create({ name: "Spring", description: "Warm" });
      expect(list).toMatchObject({ name: "Spring", description: "Warm", contact_count: 0 });
      expect(await lists.addContacts(list, ids)).toMatchObject({ added: 3, skipped: 0, contact_count: 3 });
      const [gone = "", ...left] = ids;
      expect(await lists.removeContact(list, { id: gone })).toEqual({
        removed: true,
        list_id: list.id,
        contact_id: gone,
      });
      expect(await membersOf(world, list.id)).toEqual(left);
      expect((await lists.list()).items).toMatchObject([{ id: list.id, contact_count: 2 }]);
      expect(await lists.delete(list.id)).toEqual({ deleted: true, id: list.id, memberships_removed: 2 });
    });
  }

  it("L07 are listed page by page or one by one", async () => {
    const { sandbox, leadlex } = setUp();
    for (let index = 0; index < 120; index++) sandbox.addList({ name: `List ${index}`, contacts: 0 });
    const page = await leadlex.lists.list({ per_page: 100 });
    expect([page.items.length, page.total, page.hasMore]).toEqual([100, 120, true]);
    expect(await leadlex.lists.list().all({ limit: 1_000 })).toHaveLength(120);
  });

  it("L05 have names of their own: a taken one is a DuplicateNameError, or fetches the list that has it", async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const world = setUp({ seed });
      for (let index = 0; index < 105; index++) world.sandbox.addList({ name: `List ${index}`, contacts: 0 });
      const id = world.sandbox.addList({ name: "Spring", contacts: 2 });
      const error = await caughtAs(DuplicateNameError, world.leadlex.lists.create({ name: "Spring" }));
      expect(error).toMatchObject({ status: 400, code: "validation_error", next: "use_existing", outcome: "not_sent" });
      const found = await world.leadlex.lists.create({ name: "Spring" }, { ifExists: "return" });
      expect(found).toMatchObject({ id, contact_count: 2 });
    }
  });

  it("are refused as any other for another 400, and before anything is sent without a name", async () => {
    const world = setUp();
    const { lists } = world.leadlex;
    for (const body of [{ name: " " }, {}, null])
      await caughtAs(InputError, Reflect.apply(lists.create, lists, [body]));
    await caughtAs(InputError, Reflect.apply(lists.create, lists, [{ name: "x" }, { ifExists: "maybe" }]));
    let taken = 0;
    const source = { [Symbol.iterator]: () => ({ next: () => ({ done: ++taken > 1, value: "a" }) }) };
    await caughtAs(InputError, lists.addContacts(" ", source));
    expect(taken).toBe(0);
    await caughtAs(InputError, lists.delete(""));
    expect(world.sandbox.requests).toEqual([]);
    const body = { error: { code: "validation_error", message: "No", details: { fields: { name: "Is too long" } } } };
    world.sandbox.fail("createList", { status: 400, body });
    const error = await caughtAs(BadRequestError, lists.create({ name: "x" }, { ifExists: "return" }));
    expect(error).not.toBeInstanceOf(DuplicateNameError);
  });
});

describe("a list whose answer was lost", () => {
  for (const fault of [{ drop: "after" }, { stall: "body" }, { status: 503, work: true }] as const) {
    it(`P17 is found again among all pages of lists, and not created twice (${JSON.stringify(fault)})`, async () => {
      const world = setUp();
      for (let index = 0; index < 130; index++) world.sandbox.addList({ name: `List ${index}`, contacts: 0 });
      await world.sandbox.clock.advance(5_000);
      world.sandbox.fail("createList", fault);
      const list = await world.leadlex.lists.create({ name: "Spring", description: "Warm" });
      expect(list).toMatchObject({ name: "Spring", description: "Warm", contact_count: 0 });
      expect((await namesIn(world)).filter((name) => name === "Spring")).toHaveLength(1);
      expect(countOf(world, "createList")).toBe(1);
    });
  }

  it("L06 is looked for no more than twice where one look takes many of the day's calls", async () => {
    const world = setUp();
    for (let index = 0; index < 350; index++) world.sandbox.addList({ name: `List ${index}`, contacts: 0 });
    await world.sandbox.clock.advance(5_000);
    world.sandbox.fail("createList", { stall: "before" });
    await world.leadlex.lists.create({ name: "Spring" });
    expect([countOf(world, "createList"), countOf(world, "listLists")]).toEqual([2, 8]);
  });

  it("P17 is found as well where it comes when it was looked for once, and lists take several pages", async () => {
    const world = setUp();
    for (let index = 0; index < 130; index++) world.sandbox.addList({ name: `List ${index}`, contacts: 0 });
    await world.sandbox.clock.advance(5_000);
    const fetch = tapped(world.sandbox.fetch, {
      after: async ({ method, nth }, response) => {
        if (method === "GET" && nth === 2) await somebodyElse(world).lists.create({ name: "Spring" });
        return response;
      },
    });
    world.sandbox.fail("createList", { stall: "before" });
    await new LeadLex({ ...world.sandbox.options, fetch }).lists.create({ name: "Spring" });
    // The second one is what arrived late.
    expect([countOf(world, "createList"), countOf(world, "listLists")]).toEqual([2, 4]);
    expect((await namesIn(world)).filter((name) => name === "Spring")).toHaveLength(1);
  });

  it("P17 is created again when it never arrived", async () => {
    const world = setUp();
    world.sandbox.fail("createList", { drop: "before" });
    await world.leadlex.lists.create({ name: "Spring" });
    expect([await namesIn(world), countOf(world, "createList")]).toEqual([["Spring"], 2]);
  });

  it("P17 is not taken for one that was there before: that is why the name is taken", async () => {
    const world = setUp();
    world.sandbox.addList({ name: "Spring", contacts: 1 });
    await world.sandbox.clock.advance(60_000);
    world.sandbox.fail("createList", { drop: "before" });
    await caughtAs(DuplicateNameError, world.leadlex.lists.create({ name: "Spring" }));
  });

  it("P17 is left open, with the candidate, where its row does not prove it, and handed out if any will do", async () => {
    for (const change of [
      (list: object) => ({ ...list, created_at: undefined }),
      (list: object) => ({ ...list, description: "Theirs" }),
      (list: object) => ({ ...list, contact_count: undefined }),
    ]) {
      const world = setUp();
      world.sandbox.fail("createList", { drop: "after" });
      const lists = withRows(world, change).lists;
      const error = await caughtAs(OutcomeUnknownError, lists.create({ name: "Spring" }));
      expect(error.candidates).toHaveLength(1);
      world.sandbox.fail("createList", { drop: "after" });
      const found = await withRows(world, change).lists.create({ name: "Spring" }, { ifExists: "return" });
      expect([found.id]).toEqual(error.candidates);
      expect(await namesIn(world)).toEqual(["Spring"]);
    }
  });

  it("P17 is found as well where pages are smaller than was asked for", async () => {
    const world = setUp();
    for (let index = 0; index < 90; index++) world.sandbox.addList({ name: `List ${index}`, contacts: 0 });
    const fetch: typeof globalThis.fetch = (input, init) =>
      world.sandbox.fetch(String(input).replace("per_page=100", "per_page=40"), init);
    world.sandbox.fail("createList", { drop: "after" });
    const list = await new LeadLex({ ...world.sandbox.options, fetch }).lists.create({ name: "Spring" });
    expect([list.name, countOf(world, "createList")]).toEqual(["Spring", 1]);
  });

  it("P17 is found as well where lists don't come in pages, with no `meta`", async () => {
    for (const count of [3, 150]) {
      const world = setUp();
      const all: object[] = Array.from({ length: count }, (_, index) => ({ id: `l${index}`, name: `List ${index}` }));
      const fetch = tapped(world.sandbox.fetch, {
        after: ({ method }, response) =>
          method === "GET"
            ? edited(response, (body) => {
                const { lists = [] }: { lists?: object[] } = Object(body["data"]);
                all.push(...lists);
                return { data: { lists: all } };
              })
            : response,
      });
      world.sandbox.fail("createList", { drop: "after" });
      const list = await new LeadLex({ ...world.sandbox.options, fetch }).lists.create({ name: "Spring" });
      expect(list.name).toBe("Spring");
      expect(countOf(world, "createList")).toBe(1);
    }
  });
});

describe("putting contacts on a list", () => {
  it("L09 takes any source of any length, 100 a request, and counts who is on it already", async () => {
    const world = setUp();
    const ids = contactIds(world, 250);
    const list = await emptyList(world);
    await world.leadlex.lists.addContacts(list, ids.slice(0, 30));
    const steps: unknown[] = [];
    const report = await world.leadlex.lists.addContacts(list, world.leadlex.contacts.list({ per_page: 100 }), {
      onProgress: ({ added, skipped }) => steps.push([added, skipped]),
    });
    expect(report).toMatchObject({ received: 250, added: 220, skipped: 30, perhapsAdded: 0, contact_count: 250 });
    expect(steps).toEqual([
      [70, 30],
      [170, 30],
      [220, 30],
    ]);
    expect(countOf(world, "addListContacts")).toBe(4);
    expect(await membersOf(world, list.id)).toEqual(ids);
  });

  it("L09 is sent again when an answer was lost, and what the list has more tells how many it may have added", async () => {
    const world = setUp();
    const ids = contactIds(world, 250);
    const list = await emptyList(world);
    await world.leadlex.lists.addContacts(list, ids.slice(100, 110));
    world.sandbox.fail("addListContacts", { drop: "after", skip: 1 });
    const report = await world.leadlex.lists.addContacts(list, ids);
    expect(report).toMatchObject({ received: 250, added: 150, skipped: 100, perhapsAdded: 90, contact_count: 250 });
  });

  it("L09 takes no credit for whom somebody else has put there meanwhile", async () => {
    const world = setUp();
    const ids = contactIds(world, 200);
    const list = await emptyList(world);
    const fetch = tapped(world.sandbox.fetch, {
      before: async ({ method, nth }) => {
        if (method === "POST" && nth === 2) await somebodyElse(world).lists.addContacts(list, ids.slice(150));
      },
    });
    world.sandbox.fail("addListContacts", { drop: "after", skip: 2 });
    const report = await new LeadLex({ ...world.sandbox.options, fetch }).lists.addContacts(list, ids);
    expect(report).toMatchObject({ received: 200, added: 100, skipped: 100, perhapsAdded: 100, contact_count: 200 });
  });

  it("L09 is not called less than the answer itself says, when somebody takes contacts off meanwhile", async () => {
    const world = setUp();
    const ids = contactIds(world, 200);
    const list = await emptyList(world);
    const them = somebodyElse(world).lists;
    await them.addContacts(list, ids.slice(150));
    const fetch = tapped(world.sandbox.fetch, {
      before: async ({ method, nth }) => {
        if (method === "POST" && nth === 3) for (const id of ids.slice(0, 30)) await them.removeContact(list, id);
      },
    });
    world.sandbox.fail("addListContacts", { drop: "before", skip: 1 });
    const report = await new LeadLex({ ...world.sandbox.options, fetch }).lists.addContacts(list, ids);
    expect(report).toMatchObject({ received: 200, added: 150, skipped: 50, perhapsAdded: 50, contact_count: 170 });
  });

  it("says how many of those skipped it may have added, where nothing tells what the list had before", async () => {
    const world = setUp();
    const ids = contactIds(world, 120);
    const list = await emptyList(world);
    world.sandbox.fail("addListContacts", { drop: "after" });
    const report = await world.leadlex.lists.addContacts(list, ids);
    expect(report).toMatchObject({ received: 120, added: 20, skipped: 100, perhapsAdded: 100, contact_count: 120 });
    const other = await emptyList(world, "Other");
    world.sandbox.fail("addListContacts", { drop: "before" });
    expect(await world.leadlex.lists.addContacts(other, ids)).toMatchObject({ added: 120, perhapsAdded: 0 });
  });

  it("stops at a request that the service refuses, with a report of what was done", async () => {
    const world = setUp();
    const ids = contactIds(world, 100);
    const list = await emptyList(world);
    const error = await caughtAs(
      IncompleteError<ListAdditionReport>,
      world.leadlex.lists.addContacts(list, [...ids, "nobody"]),
    );
    expect(error.cause).toBeInstanceOf(BadRequestError);
    expect(error.report).toMatchObject({ received: 101, added: 100, notSent: 1, unknown: 0, contact_count: 100 });
    await caughtAs(NotFoundError, world.leadlex.lists.addContacts("none", ids));
  });
});

describe("a list's deletion, or a contact's, whose answer was lost", () => {
  it("is success, and fails where nothing was there", async () => {
    const world = setUp();
    const { lists } = world.leadlex;
    const [contact_id = ""] = contactIds(world, 1);
    const { id } = await emptyList(world);
    await lists.addContacts(id, [contact_id]);
    world.sandbox.fail("removeListContact", { drop: "after" });
    expect(await lists.removeContact(id, contact_id)).toEqual({ removed: true, list_id: id, contact_id });
    expect((await caughtAs(NotFoundError, lists.removeContact(id, contact_id))).code).toBe("membership_not_found");
    world.sandbox.fail("deleteList", { drop: "after" });
    expect(await lists.delete(id)).toEqual({ deleted: true, id });
    expect((await caughtAs(NotFoundError, lists.delete(id))).code).toBe("list_not_found");
    world.sandbox.fail("removeListContact", { drop: "before" });
    expect((await caughtAs(NotFoundError, lists.removeContact(id, contact_id))).code).toBe("list_not_found");
  });
});
