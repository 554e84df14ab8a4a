import {
  BadRequestError,
  type BulkContactRow,
  type BulkCreateReport,
  IncompleteError,
  InputError,
  LeadLex,
  NotFoundError,
  OutcomeUnknownError,
  UnreadableResponseError,
} from "puffle-sdk/leadlex";
import { describe, expect, it } from "vitest";
import { edited, tapped } from "../puffle/support/world.ts";
import { caughtAs } from "../support/errors.ts";
import { contactIds, countOf, GENERATIONS, setUp, type World } from "./support/world.ts";

/** Rows, all different. */
function rows(count: number): BulkContactRow[] {
  return Array.from({ length: count }, (_, index) => ({ full_name: `No ${index}`, email: `no${index}@example.com` }));
}

/** The names of all contacts of the workspace, in the order of their creation. */
async function namesIn({ leadlex }: World): Promise<unknown[]> {
  const all = await leadlex.contacts.list({ per_page: 100 }).all({ limit: 5_000 });
  return all.map(({ full_name }) => full_name);
}

describe("contacts", () => {
  for (const envelopes of GENERATIONS) {
    it(`L08 are created, read, changed and deleted (${envelopes})`, async () => {
      const { leadlex } = setUp({ envelopes });
      const { contacts } = leadlex;
      const made = await contacts.create({ full_name: "Example, Ada", email: "ada@example.com", priority: "high" });
      expect(made).toMatchObject({ first_name: "Ada", last_name: "Example", email: "ada@example.com" });
      const changed = await contacts.update(made, { job_title: "Owner", company_name: "Blue" });
      expect(changed.id).toBe(made.id);
      expect(await contacts.get(made.id)).toMatchObject({ id: made.id, job_title: "Owner", company: "Blue" });
      expect(await contacts.delete({ contact_id: made.id })).toEqual({ deleted: true, id: made.id });
      expect(await caughtAs(NotFoundError, contacts.get(made))).toMatchObject({ code: "not_found" });
    });
  }

  it("L07 are listed by page or one by one, searched, sorted, and by list", async () => {
    const { sandbox, leadlex } = setUp();
    sandbox.addContacts(120);
    const list_id = sandbox.addList({ name: "Two", contacts: [{ full_name: "Zoe Last" }, { full_name: "Abe First" }] });
    const page = await leadlex.contacts.list({ per_page: 100, page: 2 });
    expect([page.items.length, page.page, page.total, page.hasMore]).toEqual([22, 2, 122, false]);
    const all = await leadlex.contacts.list().all({ limit: 1_000 });
    expect(new Set(all.map(({ id }) => id)).size).toBe(122);
    const names = (await leadlex.contacts.list({ list_id, sort: "full_name" })).items.map((one) => one.full_name);
    expect(names).toEqual(["Abe First", "Zoe Last"]);
    expect((await leadlex.contacts.list({ search: "zoe" })).total).toBe(1);
  });

  it("are read with what is asked for besides", async () => {
    const queries: string[] = [];
    const world = setUp();
    const fetch = tapped(world.sandbox.fetch, { before: ({ query }) => queries.push(decodeURIComponent(query)) });
    const { contacts } = new LeadLex({ ...world.sandbox.options, fetch });
    const [id = ""] = contactIds(world, 1);
    expect(await contacts.get(id)).not.toHaveProperty("recent_notes");
    expect(await contacts.get(id, { include: ["notes", "deals"] })).toMatchObject({ recent_notes: [], open_deals: [] });
    expect(await contacts.get(id, { include: "*" })).toMatchObject({ open_tasks: [] });
    await contacts.get(id, { include: [] });
    expect(queries).toEqual(["", "?include=notes,deals", "?include=*", ""]);
    await caughtAs(InputError, Reflect.apply(contacts.get, contacts, [id, { include: ["emails"] }]));
    await caughtAs(InputError, Reflect.apply(contacts.get, contacts, [id, { include: "notes" }]));
    expect(queries).toHaveLength(4);
  });

  it("P17 are never created twice: a lost answer is said to be lost, and where to look", async () => {
    for (const fault of [{ drop: "after" }, { drop: "before" }, { status: 503, work: true }] as const) {
      const world = setUp();
      world.sandbox.fail("createContact", fault);
      const call = world.leadlex.contacts.create({ full_name: "Ada Example", email: "ada@example.com" });
      const error = await caughtAs(OutcomeUnknownError, call);
      expect(error.message).toContain("contacts.list({ search })");
      expect(JSON.stringify(error)).not.toContain("Ada");
      expect(countOf(world, "createContact")).toBe(1);
    }
  });

  it("P17 are changed again when an answer was lost, but for notes, which would be there twice", async () => {
    const world = setUp();
    const [id = ""] = contactIds(world, 1);
    world.sandbox.fail("updateContact", { drop: "after" });
    expect((await world.leadlex.contacts.update(id, { phone: "1" })).id).toBe(id);
    expect(countOf(world, "updateContact")).toBe(2);
    for (const body of [{ notes: "Met at the fair" }, { phone: "2", notes: "" }]) {
      world.sandbox.fail("updateContact", { drop: "after" });
      const before = countOf(world, "updateContact");
      const error = await caughtAs(OutcomeUnknownError, world.leadlex.contacts.update(id, body));
      expect(error.message).toContain("contacts.get(id)");
      expect(error.message).not.toContain("fair");
      expect(countOf(world, "updateContact")).toBe(before + 1);
    }
  });

  it("are gone when the answer to their deletion was lost", async () => {
    const world = setUp();
    const [id = ""] = contactIds(world, 1);
    world.sandbox.fail("deleteContact", { drop: "after" });
    expect(await world.leadlex.contacts.delete(id)).toEqual({ deleted: true, id });
    await caughtAs(NotFoundError, world.leadlex.contacts.delete(id));
  });
});

describe("creating many contacts", () => {
  it("L09 takes any source of any length, 500 a request, and tells the ids in order", async () => {
    const world = setUp();
    function* source() {
      yield* rows(1_001);
    }
    const steps: unknown[] = [];
    const report = await world.leadlex.contacts.bulkCreate(source(), { onProgress: (step) => steps.push(step) });
    expect(report).toMatchObject({ received: 1_001, created: 1_001, unknown: 0, notSent: 0, chunks: 3 });
    expect(countOf(world, "bulkCreateContacts")).toBe(3);
    expect(steps).toEqual([
      { received: 500, chunks: 1, created: 500 },
      { received: 1_000, chunks: 2, created: 1_000 },
      { received: 1_001, chunks: 3, created: 1_001 },
    ]);
    const last = await world.leadlex.contacts.get(report.ids.at(-1) ?? "");
    expect([new Set(report.ids).size, last.full_name]).toEqual([1_001, "No 1000"]);
  });

  it("L09 names the rows that can't be created, and loses no other", async () => {
    const world = setUp();
    const source: unknown[] = [
      { full_name: "Ada", email: "ada@example.com", phone: null },
      { email: "nameless@example.com" },
      { full_name: "  " },
      "Ben",
      { full_name: "Cleo", tags: "vip" },
      { full_name: "Dario", email: 5 },
      { full_name: "Edda", custom_fields: ["x"] },
      { email: "ada@example.com", full_name: "Ada" },
      { full_name: "John Smith" },
      { full_name: "John Smith" },
      { full_name: "Ada B.", email: "ada@example.com" },
    ];
    const { bulkCreate } = world.leadlex.contacts;
    const report: BulkCreateReport = await Reflect.apply(bulkCreate, world.leadlex.contacts, [source]);
    expect(report.rejected.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(report.repeated).toEqual([{ index: 7, firstIndex: 0 }]);
    expect(report).toMatchObject({ received: 11, created: 4 });
    expect(JSON.stringify(report.rejected)).not.toMatch(/nameless|Cleo|vip/);
    expect(await namesIn(world)).toEqual(["Ada", "John Smith", "John Smith", "Ada B."]);
  });

  it("P17 is never sent again when an answer is lost: the run stops, and hands out no checkpoint", async () => {
    for (const fault of [
      { drop: "after" },
      { drop: "before" },
      { answer: "{}" },
      { status: 502, work: true },
    ] as const) {
      const world = setUp();
      world.sandbox.fail("bulkCreateContacts", { ...fault, skip: 1 });
      const bulk = world.leadlex.contacts.bulkCreate(rows(1_600));
      const error = await caughtAs(IncompleteError<BulkCreateReport>, bulk);
      expect(error.outcome).toBe("unknown");
      expect(error.report).toMatchObject({ received: 1_000, created: 500, unknown: 500, chunks: 1 });
      expect(error.report).toHaveProperty("checkpoint", undefined);
      expect(error.report.ids).toHaveLength(500);
      expect(countOf(world, "bulkCreateContacts")).toBe(2);
    }
  });

  it("P17 says that the outcome is unknown when the very first answer is lost", async () => {
    const world = setUp();
    world.sandbox.fail("bulkCreateContacts", { drop: "after" });
    const error = await caughtAs(IncompleteError<BulkCreateReport>, world.leadlex.contacts.bulkCreate(rows(3)));
    expect(error.cause).toBeInstanceOf(OutcomeUnknownError);
    expect(error.report).toMatchObject({ received: 3, created: 0, unknown: 3, checkpoint: undefined });
    expect(countOf(world, "bulkCreateContacts")).toBe(1);
  });

  it("goes on where a refusal has stopped it, and creates nobody twice", async () => {
    const world = setUp();
    world.sandbox.fail("bulkCreateContacts", { status: 403, skip: 1 });
    const error = await caughtAs(IncompleteError<BulkCreateReport>, world.leadlex.contacts.bulkCreate(rows(700)));
    const { checkpoint, created, notSent } = error.report;
    expect([created, notSent]).toEqual([500, 200]);
    const report = await world.leadlex.contacts.bulkCreate(rows(700), { checkpoint });
    expect(report).toMatchObject({ received: 700, created: 700, unknown: 0 });
    expect(report.ids).toHaveLength(200);
    expect(new Set(await namesIn(world)).size).toBe(700);
  });

  it("P17 does not advise to begin anew where the checkpoint does not fit: that would create them twice", async () => {
    const world = setUp();
    world.sandbox.fail("bulkCreateContacts", { status: 400, skip: 1 });
    const { contacts } = world.leadlex;
    const { report } = await caughtAs(IncompleteError<BulkCreateReport>, contacts.bulkCreate(rows(600)));
    const { checkpoint } = report;
    if (!checkpoint) throw new Error("there is no checkpoint");
    for (const [source, given] of [
      [[{ full_name: "Ada Changed" }, ...rows(600).slice(1)], checkpoint],
      [rows(600), { ...checkpoint, offset: 0 }],
      [rows(600), "{"],
    ] as const) {
      const error = await caughtAs(InputError, contacts.bulkCreate(source, { checkpoint: given }));
      expect(error.message).toMatch(/unchanged checkpoint and source.* created again/);
      expect(error.message).not.toMatch(/duplicates|leave it out/i);
    }
    expect(countOf(world, "bulkCreateContacts")).toBe(2);
  });

  it("counts those as unknown that the service's count leaves out", async () => {
    const { sandbox } = setUp();
    const fetch = tapped(sandbox.fetch, {
      after: (_, response) => edited(response, ({ data }) => ({ data: { ...Object(data), created: 2 } })),
    });
    const report = await new LeadLex({ ...sandbox.options, fetch }).contacts.bulkCreate(rows(3));
    expect(report).toMatchObject({ received: 3, created: 2, unknown: 1 });
  });

  it("P17 stops without sending anything again where an answer does not name who was created", async () => {
    const world = setUp();
    const fetch = tapped(world.sandbox.fetch, {
      after: (_, response) => edited(response, ({ data }) => ({ data: { ...Object(data), contacts: undefined } })),
    });
    const { contacts } = new LeadLex({ ...world.sandbox.options, fetch });
    const error = await caughtAs(IncompleteError<BulkCreateReport>, contacts.bulkCreate(rows(3)));
    expect(error.cause).toBeInstanceOf(UnreadableResponseError);
    expect(error.report).toMatchObject({ created: 0, unknown: 3, checkpoint: undefined });
    expect(countOf(world, "bulkCreateContacts")).toBe(1);
  });

  it("P17 stops as well where some of them have no id, and tells no id that is none", async () => {
    const world = setUp();
    const fetch = tapped(world.sandbox.fetch, {
      after: (_, response) =>
        edited(response, () => ({ data: { created: 3, contacts: [{ id: "a" }, { id: 5 }, {}] } })),
    });
    const { contacts } = new LeadLex({ ...world.sandbox.options, fetch, validation: "off" });
    const error = await caughtAs(IncompleteError<BulkCreateReport>, contacts.bulkCreate(rows(3)));
    expect(error.cause).toMatchObject({ name: "UnreadableResponseError", outcome: "sent" });
    expect(error.report).toMatchObject({ ids: ["a"], unknown: 3, checkpoint: undefined });
    expect(countOf(world, "bulkCreateContacts")).toBe(1);
  });

  it("is refused with nothing to create, and as it is where the first request is refused", async () => {
    const world = setUp();
    const { contacts } = world.leadlex;
    await caughtAs(InputError, contacts.bulkCreate([]));
    await caughtAs(InputError, Reflect.apply(contacts.bulkCreate, contacts, [rows(1), { concurrency: 2 }]));
    expect(world.sandbox.requests).toEqual([]);
    world.sandbox.fail("bulkCreateContacts", { status: 400 });
    expect(await caughtAs(BadRequestError, contacts.bulkCreate(rows(1)))).toMatchObject({ outcome: "not_sent" });
  });
});
