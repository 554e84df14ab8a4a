import { InputError, type NewLead, NotFoundError, OutcomeUnknownError, Puffle, type PuffleError } from "puffle-sdk";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { countOf, edited, setUp, somebodyElse, tapped, type World } from "./support/world.ts";

const ANN: NewLead = {
  type: "person",
  name: { first: "Ann", last: "Archer" },
  title: "CEO",
  company: { name: "Blue Freight" },
  industry: "Logistics",
  contacts: [{ value: "Ann@blue.example.com" }],
  socials: [{ url: "https://www.linkedin.com/in/ann/" }],
};
/** Nothing that tells her from others of that name. */
const NAMED: NewLead = { type: "person", name: { full: "Ann Archer" } };

/** All leads, as somebody else reads them. */
function leadsIn(world: World) {
  return somebodyElse(world).leads.list().all({ limit: 1_000 });
}

describe("the leads of a workspace", () => {
  it("P59 are read to their end over the pages, filtered by the service", async () => {
    const leads = Array.from({ length: 120 }, (_, index) => ({ name: { full: `Lead ${index}` }, title: "CEO" }));
    const { sandbox, puffle } = setUp({ workspace: { leads: [...leads, { name: { full: "Other" }, title: "CTO" }] } });
    const seen: string[] = [];
    for await (const { name } of puffle.leads.list({ title: "CEO", limit: 50 })) seen.push(name?.full ?? "");
    expect(seen).toEqual(leads.map(({ name }) => name.full));
    expect(countOf(sandbox, "listLeads")).toBe(3);
    const page = await puffle.leads.list({ title: "CEO", limit: 50 });
    expect([page.items.length, page.hasMore]).toEqual([50, true]);
    const next = await puffle.leads.list({ title: "CEO", limit: 50, ...(page.cursor && { cursor: page.cursor }) });
    expect(next.items[0]?.name?.full).toBe("Lead 50");
  });

  it("P59 are each given out once, and none is lost, while leads come and go between the pages", async () => {
    const leads = Array.from({ length: 6 }, (_, index) => ({ id: `l${index}`, name: { full: `Lead ${index}` } }));
    const { puffle } = setUp({ workspace: { leads } });
    const seen: string[] = [];
    for await (const { id } of puffle.leads.list({ limit: 2 })) {
      seen.push(id);
      if (id === "l1") for (const gone of ["l0", "l1"]) await puffle.leads.delete(gone);
    }
    expect(seen).toEqual(leads.map(({ id }) => id));
  });

  it("can be created, changed, read by id and deleted", async () => {
    const { puffle } = setUp();
    const lead = await puffle.leads.create(ANN);
    expect(lead).toMatchObject({ name: { full: "Ann Archer" }, title: "CEO" });
    expect(await puffle.leads.update(lead.id, { title: "CTO" })).toMatchObject({ id: lead.id, title: "CTO" });
    expect((await puffle.leads.list({ id: lead.id })).items).toMatchObject([{ title: "CTO" }]);
    expect(await puffle.leads.delete(lead.id)).toEqual({ success: true });
    await caughtAs(NotFoundError, puffle.leads.delete(lead.id));
  });

  it("take what was given at the call, whatever the caller changes after it", async () => {
    const { puffle } = setUp();
    const body = { type: "person" as const, name: { full: "First" } };
    const created = puffle.leads.create(body);
    body.name.full = "Second";
    expect((await created).name?.full).toBe("First");
    const changes = { title: "One" };
    const changed = puffle.leads.update((await created).id, changes);
    changes.title = "Two";
    expect((await changed).title).toBe("One");
  });

  it("P09 are sent as JSON would write what was given: a URL, a date, an object with a toJSON of its own", async () => {
    const bodies: unknown[] = [];
    const { sandbox } = setUp();
    const fetch = tapped(sandbox.fetch, { before: ({ method, body }) => method !== "GET" && bodies.push(body) });
    const { leads } = new Puffle({ ...sandbox.options, fetch });
    class Row {
      readonly #name = "Ann";
      toJSON() {
        return { type: "person", name: { full: this.#name } };
      }
    }
    const { id } = await Reflect.apply(leads.create, leads, [new Row()]);
    const attributes = { site: new URL("https://a.example/x"), since: new Date(0), left: undefined };
    await leads.update(id, { attributes });
    expect(bodies).toEqual([
      { type: "person", name: { full: "Ann" } },
      { id, attributes: { site: "https://a.example/x", since: "1970-01-01T00:00:00.000Z" } },
    ]);
    const sent = bodies.length;
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = cyclic;
    for (const wrong of [{ size: 7n }, cyclic]) await caughtAs(InputError, leads.update(id, { attributes: wrong }));
    expect(bodies).toHaveLength(sent);
  });

  it("refuse an id that is none before anything is sent", async () => {
    const { sandbox, puffle } = setUp();
    await caughtAs(InputError, puffle.leads.update("", { title: "CEO" }));
    await caughtAs(InputError, puffle.leads.delete(".."));
    expect(sandbox.requests).toEqual([]);
  });

  it("P17 count as deleted when the lost attempt has deleted them", async () => {
    const { sandbox, puffle } = setUp();
    const lead = await puffle.leads.create(ANN);
    sandbox.fail("deleteLead", { drop: "after" });
    const { data, attempts } = await puffle.leads.delete(lead.id).withResponse();
    expect([data, attempts.length]).toEqual([{ success: true }, 2]);
  });
});

describe("a lead whose answer was lost", () => {
  for (const body of [ANN, NAMED]) {
    const what = body === ANN ? "with stable identifiers" : "with a name alone";
    for (const fault of [{ drop: "after" }, { stall: "headers" }, { status: 500, work: true }] as const) {
      it(`P17 is found again and not created twice, ${what} (${Object.keys(fault)[0]})`, async () => {
        const world = setUp();
        world.sandbox.fail("createLead", fault);
        const lead = await world.puffle.leads.create(body);
        expect((await leadsIn(world)).map(({ id }) => id)).toEqual([lead.id]);
        expect(countOf(world.sandbox, "createLead")).toBe(1);
      });
    }
  }

  it("P17 is found again where the answer leaves out what no page shows in one", async () => {
    const { sandbox } = setUp();
    const fetch = tapped(sandbox.fetch, {
      after: ({ path, method }, response) =>
        method === "GET" && path === "/api/leads"
          ? edited(response, ({ leads }) => ({ leads: [{ ...Object(leads)[0], industry: undefined }] }))
          : response,
    });
    sandbox.fail("createLead", { drop: "after" });
    await new Puffle({ ...sandbox.options, fetch }).leads.create(ANN);
    expect(countOf(sandbox, "createLead")).toBe(1);
  });

  it("P17 is sent again when it never arrived", async () => {
    const world = setUp();
    world.sandbox.fail("createLead", { drop: "before" });
    const lead = await world.puffle.leads.create(NAMED);
    expect((await leadsIn(world)).map(({ id }) => id)).toEqual([lead.id]);
  });

  it("P17 is not mixed up with those that were there before, of the same name", async () => {
    const world = setUp({ workspace: { leads: [{ id: "old", name: { full: "Ann Archer" } }] } });
    await world.sandbox.clock.advance(5_000);
    world.sandbox.fail("createLead", { drop: "after" });
    const lead = await world.puffle.leads.create(NAMED);
    expect((await leadsIn(world)).map(({ id }) => id)).toEqual(["old", lead.id]);
  });

  it("P17 of two calls at once that lose their answers, neither takes the other's lead", async () => {
    const world = setUp();
    world.sandbox.fail("createLead", { drop: "after", times: 2 });
    const results = await Promise.allSettled([world.puffle.leads.create(NAMED), world.puffle.leads.create(NAMED)]);
    const ids = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toBeInstanceOf(OutcomeUnknownError);
    expect(await leadsIn(world)).toHaveLength(2);
  });

  it("P17 is never adopted when it differs in anything that was sent", async () => {
    const world = setUp();
    const { sandbox } = world;
    let other = "";
    const fetch = tapped(sandbox.fetch, {
      before: async ({ method, nth }) => {
        if (method === "POST" && nth === 1) other = (await somebodyElse(world).leads.create(NAMED)).id;
      },
    });
    sandbox.fail("createLead", { drop: "before", skip: 1 });
    const puffle = new Puffle({ ...sandbox.options, fetch });
    const error = await caughtAs(OutcomeUnknownError, puffle.leads.create({ ...NAMED, title: "CEO" }));
    expect(error.candidates).toEqual([other]);
    expect(error.message).not.toContain("Archer");
    expect(await leadsIn(world)).toHaveLength(1);
  });

  it("P17 is left open when there are more of that name than can be looked through", async () => {
    const leads = Array.from({ length: 300 }, () => ({ name: { full: "Ann Archer" } }));
    const world = setUp({ workspace: { leads } });
    world.sandbox.fail("createLead", { drop: "after" });
    await caughtAs(OutcomeUnknownError, world.puffle.leads.create(NAMED));
    expect(countOf(world.sandbox, "createLead")).toBe(1);
  });

  it("P82 is named by its id in the error, never by the person", async () => {
    const { sandbox } = setUp();
    const fetch = tapped(sandbox.fetch, {
      after: ({ path, method }, response) =>
        method === "GET" && path === "/api/leads"
          ? edited(response, ({ leads }) => ({ leads: [{ ...Object(leads)[0], createdAt: null }] }))
          : response,
    });
    sandbox.fail("createLead", { drop: "after" });
    const puffle = new Puffle({ ...sandbox.options, fetch });
    const error: PuffleError = await caughtAs(OutcomeUnknownError, puffle.leads.create(ANN));
    for (const text of [String(error), JSON.stringify(error)]) expect(text).not.toMatch(/Ann|Archer|Blue/);
  });
});
