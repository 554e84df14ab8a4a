import {
  IncompleteError,
  InputError,
  type LeadImportReport,
  type NewLead,
  type NewLeadRow,
  NotFoundError,
  Puffle,
} from "puffle-sdk";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { jsonResponse } from "../support/fetch.ts";
import { countOf, setUp, tapped, type World } from "./support/world.ts";

const OPERATION = "importListLeads";

/** People, all different. */
function people(count: number, from = 0): NewLead[] {
  return Array.from({ length: count }, (_, index) => ({
    type: "person",
    name: { first: `First${from + index}`, last: `Last${from + index}` },
    contacts: [{ value: `person${from + index}@example.com` }],
  }));
}

/** One by one, as from a file. */
async function* streamed(count: number): AsyncGenerator<NewLead> {
  for (const person of people(count)) yield person;
}

async function listIn({ puffle }: World) {
  return puffle.lists.create({ name: "Imported" });
}

/** How many leads a list has. */
async function sizeOf({ puffle }: World, id: string): Promise<number | undefined> {
  return (await puffle.lists.leads.list(id, { limit: 1 })).total;
}

/** Imports rows of whatever kind, as a program without types may. */
function importAny({ puffle }: World, id: string, rows: readonly unknown[]): Promise<LeadImportReport> {
  return Reflect.apply(puffle.lists.import, puffle.lists, [id, rows]);
}

describe("importing leads into a list", () => {
  it("P57 takes any source of any length, 500 a request, and says by how many the list grew", async () => {
    const world = setUp();
    const { id } = await listIn(world);
    const progress: number[] = [];
    const onProgress = ({ sent }: { sent: number }) => void progress.push(sent);
    const report = await world.puffle.lists.import(id, streamed(1_201), { onProgress });
    expect(report).toMatchObject({ received: 1_201, sent: 1_201, listGrewBy: 1_201, rejected: [], repeated: [] });
    expect([report.unknown, report.notSent, report.chunks]).toEqual([0, 0, 3]);
    expect(progress).toEqual([500, 1_000, 1_201]);
    expect(countOf(world.sandbox, OPERATION)).toBe(3);
    expect(await sizeOf(world, id)).toBe(1_201);
  });

  it("P57 writes nothing for a preview, and sums what the service would import", async () => {
    const world = setUp();
    const { id } = await listIn(world);
    const companies: NewLead[] = [{ type: "company", name: { full: "Blue" }, domain: "blue.example.com" }];
    const report = await world.puffle.lists.import(id, [...people(700), ...companies], { preview: true });
    expect(report.preview).toEqual({ leadCount: 701, personCount: 700, companyCount: 1 });
    expect([report.listGrewBy, report.counts]).toEqual([undefined, undefined]);
    expect(await sizeOf(world, id)).toBe(0);
    expect((await world.puffle.leads.list()).items).toEqual([]);
  });

  it("P57 rejects rows that are no leads, each with its index and nobody's data", async () => {
    const world = setUp();
    const { id } = await listIn(world);
    const cyclic: Record<string, unknown> = { type: "person", name: { full: "Secretperson" } };
    cyclic["self"] = cyclic;
    const name = { full: "Secretperson" };
    const wrong = [
      null,
      "Secretperson",
      [],
      { type: "person" },
      { type: "robot", name },
      { name },
      { type: "person", name: "Secretperson" },
      { type: "person", name: { full: " " } },
      { type: "person", name: { full: 7 } },
      { type: "person", name, title: 7 },
      { type: "person", name, company: "Secretperson" },
      { type: "person", name, location: { city: 7 } },
      { type: "person", name, socials: [7] },
      { type: "person", name, contacts: [{ value: 7 }] },
      { type: "person", name, attributes: [] },
      { type: "person", name, listIds: [7] },
      cyclic,
      { type: "person", name: { full: "Big" }, raw: { size: 7n } },
    ];
    const report = await importAny(world, id, [...wrong, ...people(2)]);
    expect(report.rejected.map(({ index }) => index)).toEqual(wrong.map((_, index) => index));
    expect(JSON.stringify(report)).not.toContain("Secretperson");
    expect(report).toMatchObject({ received: wrong.length + 2, sent: 2, listGrewBy: 2 });
  });

  it("takes a table's row as it comes, with null where nothing is known", async () => {
    const world = setUp();
    const { id } = await listIn(world);
    const row: NewLeadRow = {
      type: "person",
      name: { full: "Ann", first: null, last: null },
      title: null,
      company: { name: "Blue", domain: null },
      location: null,
      contacts: [{ value: null }],
    };
    expect(await world.puffle.lists.import(id, [row])).toMatchObject({ sent: 1, rejected: [] });
    // @ts-expect-error A lead without a name is none.
    const nameless: NewLeadRow = { type: "person", name: null };
    expect((await importAny(world, id, [row, nameless])).rejected).toMatchObject([{ index: 1 }]);
  });

  it("P57 reports who stands in the source before: by profile, else by address, else by a company's domain", async () => {
    const world = setUp();
    const { id } = await listIn(world);
    const profile = (url: string): NewLead => ({ type: "person", name: { full: "A" }, socials: [{ url }] });
    const address = (value: string): NewLead => ({ type: "person", name: { full: "B" }, contacts: [{ value }] });
    const company = (domain: string): NewLead => ({ type: "company", name: { full: "C" }, domain });
    const nobody: NewLead = { type: "person", name: { full: "Ann" } };
    const leads = [
      profile("https://www.linkedin.com/in/ann"),
      address("ann@example.com"),
      company("blue.example.com"),
      profile("linkedin.com/in/Ann/?x=1"),
      address(" ANN@example.com"),
      company("Blue.example.com"),
      nobody,
      nobody,
    ];
    const report = await world.puffle.lists.import(id, leads);
    expect(report.repeated).toEqual([
      { index: 3, firstIndex: 0 },
      { index: 4, firstIndex: 1 },
      { index: 5, firstIndex: 2 },
    ]);
    // Two of the same name may be two people.
    expect([report.sent, report.listGrewBy]).toEqual([5, 5]);
  });

  it("P57 drops nobody because of an address that is not one person's own: a query, a company's page, another site", async () => {
    const world = setUp();
    const { id } = await listIn(world);
    const person = (url: string, value?: string): NewLead => ({
      type: "person",
      name: { full: "A" },
      socials: [{ url }],
      ...(value !== undefined && { contacts: [{ value }] }),
    });
    const company = (name: string): NewLead => ({
      type: "company",
      name: { full: name },
      socials: [{ url: `https://www.linkedin.com/company/${name}?trk=x` }],
    });
    const leads = [
      person("https://www.linkedin.com/profile/view?id=1"),
      person("https://www.linkedin.com/profile/view?id=2"),
      person("https://www.linkedin.com/company/blue", "ann@example.com"),
      person("https://www.linkedin.com/company/blue", "bob@example.com"),
      person("https://example.com/?of=linkedin.com/in/ann"),
      person("https://example.com/?of=linkedin.com/in/bob"),
      person("https://www.linkedin.com/in/?id=1"),
      person("https://www.linkedin.com/in/?id=2"),
      company("blue"),
      company("red"),
      // These are: the same profile, and the same company's page.
      person("http://linkedin.com/pub/ann/1/2?trk=x"),
      person("https://www.linkedin.com/pub/Ann/1/2/"),
      company("Blue"),
    ];
    const report = await world.puffle.lists.import(id, leads);
    expect(report.repeated).toEqual([
      { index: 11, firstIndex: 10 },
      { index: 12, firstIndex: 8 },
    ]);
    expect(report.sent).toBe(11);
  });

  it("counts nobody twice who is in the list already: the list's own growth is what is said", async () => {
    const world = setUp();
    const { id } = await listIn(world);
    await world.puffle.lists.import(id, people(10));
    expect(await world.puffle.lists.import(id, people(15))).toMatchObject({ sent: 15, listGrewBy: 5 });
  });

  it("hands on the service's own numbers where it gives some, and invents none where it does not", async () => {
    const counted = new Set<string>();
    for (let seed = 1; seed <= 12; seed++) {
      const world = setUp({ seed });
      const { id } = await listIn(world);
      const { counts } = await world.puffle.lists.import(id, people(700));
      counted.add(String(JSON.stringify(counts)));
    }
    expect(counted).toEqual(new Set(["undefined", JSON.stringify({ imported: 700, updated: 0, total: 700 })]));
  });

  for (const fault of [{ drop: "after" }, { stall: "body" }, { status: 502, work: true }] as const) {
    it(`P17 may be sent again after a lost answer, and nobody is there twice (${Object.keys(fault)[0]})`, async () => {
      const world = setUp();
      const { id } = await listIn(world);
      world.sandbox.fail(OPERATION, { ...fault, skip: 1 });
      const report = await world.puffle.lists.import(id, people(1_100));
      expect(report).toMatchObject({ sent: 1_100, listGrewBy: 1_100, unknown: 0, counts: undefined });
      expect(countOf(world.sandbox, OPERATION)).toBe(4);
      expect((await world.puffle.leads.list({ limit: 500 }).all({ limit: 2_000 })).length).toBe(1_100);
    });
  }

  it("P57 drops a row that the service refuses by its index, and takes the others", async () => {
    const { sandbox } = setUp();
    const { puffle } = { puffle: new Puffle(sandbox.options) };
    const { id } = await puffle.lists.create();
    const fetch = tapped(sandbox.fetch, {
      after: ({ path, body }, response) => {
        const leads = path === "/api/lists/import" ? (Reflect.get(Object(body), "leads") as readonly NewLead[]) : [];
        const place = leads.findIndex(({ title }) => title === "Refused");
        return place < 0 ? response : jsonResponse({ error: `leads[${place}].title is not allowed` }, 400);
      },
    });
    const leads = [...people(3), { ...people(1, 3)[0], title: "Refused" }, ...people(2, 4)];
    const world = { sandbox, puffle: new Puffle({ ...sandbox.options, fetch }), email: "", linkedin: "" };
    const report = await importAny(world, id, leads);
    expect(report.rejected).toEqual([{ index: 3, reason: expect.stringContaining("not allowed") }]);
    expect(report.sent).toBe(5);
  });

  it("stops with a report when a later request fails, and goes on from its checkpoint", async () => {
    const world = setUp();
    const { id } = await listIn(world);
    world.sandbox.fail(OPERATION, { status: 403, skip: 1 });
    const error = await caughtAs(IncompleteError<LeadImportReport>, world.puffle.lists.import(id, streamed(1_100)));
    expect(error.report).toMatchObject({ sent: 500, listGrewBy: undefined });
    expect(String(error)).not.toContain("First");
    const { checkpoint } = error.report;
    const rest = await world.puffle.lists.import(id, streamed(1_100), { checkpoint });
    // The earlier requests' numbers are not in the checkpoint.
    expect(rest).toMatchObject({ sent: 1_100, listGrewBy: 600, counts: undefined });
    expect(await sizeOf(world, id)).toBe(1_100);
  });

  it("P57 begins a preview at the beginning: one that would go on from a checkpoint is refused, for its counts would lie", async () => {
    const world = setUp();
    const { id } = await listIn(world);
    world.sandbox.fail(OPERATION, { status: 403, skip: 2 });
    const preview = true;
    const { report } = await caughtAs(
      IncompleteError<LeadImportReport>,
      world.puffle.lists.import(id, people(1_200), { preview }),
    );
    const before = countOf(world.sandbox, OPERATION);
    const { checkpoint } = report;
    const error = await caughtAs(InputError, world.puffle.lists.import(id, people(1_200), { preview, checkpoint }));
    expect(error.problems.map(({ field }) => field)).toEqual(["checkpoint"]);
    expect(countOf(world.sandbox, OPERATION)).toBe(before);
  });

  it("P57 has no counts in a run that goes on from a checkpoint: those of the requests before are not known", async () => {
    // A workspace whose service counts.
    for (let seed = 1; seed <= 12; seed++) {
      const world = setUp({ seed });
      const { id } = await listIn(world);
      const whole = await world.puffle.lists.import(id, people(700));
      world.sandbox.fail(OPERATION, { status: 403, skip: 1 });
      const { report } = await caughtAs(
        IncompleteError<LeadImportReport>,
        world.puffle.lists.import(id, people(700, 700)),
      );
      const { checkpoint } = report;
      const rest = await world.puffle.lists.import(id, people(700, 700), { checkpoint });
      expect([rest.sent, rest.counts]).toEqual([700, undefined]);
      if (whole.counts !== undefined) return;
    }
    throw new Error("no seed whose service counts");
  });

  it("refuses a source without anything, another's checkpoint and options that are none, and sends nothing", async () => {
    const world = setUp();
    const { id } = await listIn(world);
    const before = world.sandbox.requests.length;
    await caughtAs(InputError, world.puffle.lists.import(id, []));
    const options = { preview: "yes" };
    await caughtAs(InputError, Reflect.apply(world.puffle.lists.import, world.puffle.lists, [id, people(1), options]));
    expect(world.sandbox.requests.length).toBe(before);
    const preview = await world.puffle.lists.import(id, people(1), { preview: true });
    const { checkpoint } = preview;
    await caughtAs(InputError, world.puffle.lists.import(id, people(1), { checkpoint }));
    await caughtAs(NotFoundError, world.puffle.lists.import("nowhere", people(1)));
  });

  it("takes the leads although the list's total can't be read, and then says nothing of its growth", async () => {
    for (const skip of [0, 1]) {
      const world = setUp();
      const { id } = await listIn(world);
      world.sandbox.fail("listListLeads", { status: 500, times: 9, skip });
      const report = await world.puffle.lists.import(id, people(2));
      expect([report.sent, report.listGrewBy]).toEqual([2, undefined]);
    }
  });

  it.each([null, "15", {}, 1.5])(
    "P57 says nothing of a list's growth where its total is no whole number but %j",
    async (total) => {
      const { sandbox, puffle } = setUp();
      const { id } = await puffle.lists.create();
      const fetch = tapped(sandbox.fetch, {
        after: ({ method, path }, response) =>
          method === "GET" && path.endsWith("/leads") ? jsonResponse({ leads: [], total }) : response,
      });
      const report = await new Puffle({ ...sandbox.options, fetch }).lists.import(id, people(2));
      expect([report.sent, report.listGrewBy]).toEqual([2, undefined]);
    },
  );

  it("leaves the list to the service where none is named", async () => {
    const world = setUp();
    const report = await world.puffle.lists.import(undefined, people(2));
    expect([report.sent, report.listGrewBy]).toEqual([2, undefined]);
    expect((await world.puffle.leads.list()).items).toHaveLength(2);
  });
});
