import { type AdditionReport, IncompleteError, InputError, LeadLex, NotFoundError } from "puffle-sdk/leadlex";
import { describe, expect, it } from "vitest";
import { edited, tapped } from "../puffle/support/world.ts";
import { caughtAs } from "../support/errors.ts";
import { contactIds, countOf, draft, GENERATIONS, setUp, somebodyElse, type World } from "./support/world.ts";

/** Who is enrolled, in the order of enrolment. */
function enrolled({ sandbox }: World, campaign: { readonly id: string }): string[] {
  return sandbox.campaign(campaign.id).contacts.map(({ contact_id }) => contact_id);
}

/** What the parts of a report add up to. */
function sumOf({ added, skipped, rejected, repeated, unknown, notSent }: AdditionReport): number {
  return added + skipped + rejected.length + repeated.length + unknown + notSent;
}

describe("a campaign's contacts", () => {
  it("L07 are listed page by page or one by one, newest first, by state if asked", async () => {
    const world = setUp();
    const { leadlex } = world;
    const ids = contactIds(world, 130);
    const campaign = await draft(world);
    await leadlex.campaigns.contacts.add(campaign, ids);
    const first = await leadlex.campaigns.contacts.list(campaign);
    expect([first.items.length, first.total, first.hasMore]).toEqual([50, 130, true]);
    const seen: string[] = [];
    for await (const { contact_id } of leadlex.campaigns.contacts.list(campaign.id, { per_page: 100 }))
      seen.push(contact_id);
    expect(seen).toEqual([...ids].reverse());
    expect((await leadlex.campaigns.contacts.list(campaign, { status: "replied" })).items).toEqual([]);
  });

  it("L09 are enrolled from any source and of any length, 500 a request, each once", async () => {
    const world = setUp();
    const ids = contactIds(world, 1_101);
    const campaign = await draft(world);
    async function* source() {
      yield* ids;
    }
    const report = await world.leadlex.campaigns.contacts.add(campaign, source());
    expect(report).toMatchObject({ received: 1_101, added: 1_101, skipped: 0, perhapsAdded: 0, unknown: 0, chunks: 3 });
    expect(countOf(world, "addCampaignContacts")).toBe(3);
    expect(enrolled(world, campaign)).toEqual(ids);
  });

  it("L09 count who is enrolled already, and name what is no contact and who stands there twice", async () => {
    const world = setUp();
    const [a = "", b = "", c = ""] = contactIds(world, 3);
    const campaign = await draft(world);
    await world.leadlex.campaigns.contacts.add(campaign, [a]);
    const source: unknown[] = [a, { id: b }, b, null, { contact_id: c }, { id: 7 }, ""];
    const add = world.leadlex.campaigns.contacts.add;
    const report: AdditionReport = await Reflect.apply(add, world.leadlex.campaigns.contacts, [campaign, source]);
    expect(report).toMatchObject({ received: 7, added: 2, skipped: 1, repeated: [{ index: 2, firstIndex: 1 }] });
    expect(report.rejected.map(({ index }) => index)).toEqual([3, 5, 6]);
    expect(sumOf(report)).toBe(7);
    expect(enrolled(world, campaign)).toEqual([a, b, c]);
  });

  it("can be another campaign's, or the workspace's, as they are listed", async () => {
    const world = setUp();
    const ids = contactIds(world, 3);
    const { campaigns, contacts } = world.leadlex;
    const [one, two] = [await draft(world), await draft(world)];
    await campaigns.contacts.add(one, contacts.list());
    await campaigns.contacts.add(two, campaigns.contacts.list(one));
    expect(new Set(enrolled(world, two))).toEqual(new Set(ids));
  });

  it("are enrolled with the tag that the caller gives, and with none otherwise", async () => {
    const bodies: unknown[] = [];
    const world = setUp();
    const fetch = tapped(world.sandbox.fetch, { before: ({ body }) => body !== undefined && bodies.push(body) });
    const leadlex = new LeadLex({ ...world.sandbox.options, fetch });
    const contact_ids = contactIds(world, 1);
    const campaign = await draft(world);
    await leadlex.campaigns.contacts.add(campaign, contact_ids, { source: "import:csv" });
    await leadlex.campaigns.contacts.add(campaign, contact_ids);
    expect(bodies).toEqual([{ contact_ids, source: "import:csv" }, { contact_ids }]);
  });

  it("that the service does not know are counted as neither added nor skipped", async () => {
    const world = setUp();
    const [known = ""] = contactIds(world, 1);
    const report = await world.leadlex.campaigns.contacts.add(await draft(world), [known, "nobody"]);
    expect(report).toMatchObject({ received: 2, added: 1, skipped: 0, unknown: 1 });
  });

  it("are refused as a source that has nothing, or is none, or with options that are none, before anything is sent", async () => {
    const world = setUp();
    const { contacts } = world.leadlex.campaigns;
    await caughtAs(InputError, contacts.add("c1", []));
    await caughtAs(InputError, Reflect.apply(contacts.add, contacts, ["c1", 5]));
    let taken = 0;
    const source = { [Symbol.iterator]: () => ({ next: () => ({ done: ++taken > 1, value: "a" }) }) };
    await caughtAs(InputError, contacts.add("", source));
    expect(taken).toBe(0);
    await caughtAs(InputError, Reflect.apply(contacts.add, contacts, ["c1", ["a"], { source: 5 }]));
    await caughtAs(InputError, contacts.remove("c1", ""));
    expect(world.sandbox.requests).toEqual([]);
  });
});

describe("an enrolment whose answer was lost", () => {
  for (const { arrives, ...fault } of [
    { drop: "after", arrives: true },
    { drop: "before", arrives: false },
    { stall: "body", arrives: true },
    { status: 503, work: true, arrives: true },
  ] as const) {
    it(`L09 is sent again, and who was enrolled long before is not among those it may have added (${JSON.stringify(fault)})`, async () => {
      const world = setUp();
      const ids = contactIds(world, 700);
      const campaign = await draft(world);
      await somebodyElse(world).campaigns.contacts.add(campaign, ids.slice(0, 20));
      await world.sandbox.clock.advance(60_000);
      world.sandbox.fail("addCampaignContacts", fault);
      const report = await world.leadlex.campaigns.contacts.add(campaign, ids);
      const counts = arrives
        ? { added: 200, skipped: 500, perhapsAdded: 480 }
        : { added: 680, skipped: 20, perhapsAdded: 0 };
      expect(report).toMatchObject({ received: 700, unknown: 0, ...counts });
      expect(enrolled(world, campaign)).toEqual(ids);
    });
  }

  it("L09 takes no credit for whom somebody else has enrolled meanwhile", async () => {
    const world = setUp();
    const ids = contactIds(world, 4);
    const campaign = await draft(world);
    const fetch = tapped(world.sandbox.fetch, {
      before: async ({ method, nth }) => {
        if (method === "POST" && nth === 1) await somebodyElse(world).campaigns.contacts.add(campaign, ids.slice(0, 2));
      },
    });
    world.sandbox.fail("addCampaignContacts", { drop: "after", skip: 1 });
    const leadlex = new LeadLex({ ...world.sandbox.options, fetch });
    const report = await leadlex.campaigns.contacts.add(campaign, ids);
    expect(report).toMatchObject({ received: 4, added: 0, skipped: 4, perhapsAdded: 4, unknown: 0 });
  });

  it("L06 costs no further call where nobody was skipped, and no run reads who is enrolled before it begins", async () => {
    const world = setUp();
    const campaign = await draft(world);
    world.sandbox.fail("addCampaignContacts", { drop: "before" });
    await world.leadlex.campaigns.contacts.add(campaign, contactIds(world, 501));
    expect(countOf(world, "addCampaignContacts")).toBe(3);
    expect(countOf(world, "listCampaignContacts")).toBe(0);
  });

  it("says how many of those skipped it may have added where the service does not tell", async () => {
    const world = setUp();
    const ids = contactIds(world, 10);
    for (const added_at of [undefined, "yesterday"]) {
      const campaign = await draft(world);
      const fetch = tapped(world.sandbox.fetch, {
        after: ({ method }, response) =>
          method === "GET"
            ? edited(response, (body) => {
                const { contacts }: { contacts?: object[] } = Object(body["data"]);
                return { ...body, data: { contacts: contacts?.map((row) => ({ ...row, added_at })) } };
              })
            : response,
      });
      world.sandbox.fail("addCampaignContacts", { drop: "after" });
      const leadlex = new LeadLex({ ...world.sandbox.options, fetch });
      const report = await leadlex.campaigns.contacts.add(campaign, ids);
      expect(report).toMatchObject({ received: 10, added: 0, skipped: 10, perhapsAdded: 10, unknown: 0 });
    }
  });

  it("says so as well where who is enrolled can't be read, and goes on", async () => {
    const world = setUp();
    const ids = contactIds(world, 510);
    const campaign = await draft(world);
    world.sandbox.fail("addCampaignContacts", { drop: "after" });
    world.sandbox.fail("listCampaignContacts", { status: 403 });
    const report = await world.leadlex.campaigns.contacts.add(campaign, ids);
    expect(report).toMatchObject({ added: 10, skipped: 500, perhapsAdded: 500, unknown: 0 });
  });

  it("L09 stops the run when it stays lost, with a report from which the next run goes on", async () => {
    const world = setUp();
    const ids = contactIds(world, 1_200);
    const campaign = await draft(world);
    world.sandbox.fail("addCampaignContacts", { drop: "before", skip: 1, times: 9 });
    const error = await caughtAs(IncompleteError<AdditionReport>, world.leadlex.campaigns.contacts.add(campaign, ids));
    expect(error).toMatchObject({ outcome: "unknown" });
    expect(error.report).toMatchObject({ received: 1_000, added: 500, unknown: 500, notSent: 0, chunks: 1 });
    world.sandbox.clearFaults();
    const { checkpoint } = error.report;
    const report = await world.leadlex.campaigns.contacts.add(campaign, ids, { checkpoint });
    expect(report).toMatchObject({ received: 1_200, added: 1_200, chunks: 3 });
    expect(enrolled(world, campaign)).toEqual(ids);
  });

  it("tells how far it has come after each request", async () => {
    const world = setUp();
    const ids = contactIds(world, 501);
    const steps: unknown[] = [];
    await world.leadlex.campaigns.contacts.add(await draft(world), ids, {
      onProgress: ({ received, chunks, added, skipped }) => steps.push({ received, chunks, added, skipped }),
    });
    expect(steps).toEqual([
      { received: 500, chunks: 1, added: 500, skipped: 0 },
      { received: 501, chunks: 2, added: 501, skipped: 0 },
    ]);
  });
});

describe("taking a contact out of a campaign", () => {
  for (const envelopes of GENERATIONS) {
    it(`L08 names the campaign and the contact (${envelopes})`, async () => {
      const world = setUp({ envelopes });
      const [contact = ""] = contactIds(world, 1);
      const campaign = await draft(world);
      await world.leadlex.campaigns.contacts.add(campaign, [contact]);
      const removed = await world.leadlex.campaigns.contacts.remove(campaign, { contact_id: contact });
      expect(removed).toEqual({ removed: true, campaign_id: campaign.id, contact_id: contact });
      expect(enrolled(world, campaign)).toEqual([]);
    });
  }

  it("is success when the answer was lost, whichever generation's code says that nobody is there", async () => {
    for (const code of ["enrollment_not_found", "not_found"]) {
      const world = setUp();
      const [contact = ""] = contactIds(world, 1);
      const campaign = await draft(world);
      await world.leadlex.campaigns.contacts.add(campaign, [contact]);
      world.sandbox.fail("removeCampaignContact", { drop: "after" });
      const body = { error: { code, message: "Not found" } };
      world.sandbox.fail("removeCampaignContact", { status: 404, body });
      const call = world.leadlex.campaigns.contacts.remove(campaign, contact);
      expect(await call).toEqual({ removed: true, campaign_id: campaign.id, contact_id: contact });
      expect((await call.withResponse()).attempts).toHaveLength(2);
    }
  });

  it("fails for who is not enrolled, and for a campaign that is not there even after a loss", async () => {
    const world = setUp();
    const [contact = ""] = contactIds(world, 1);
    const campaign = await draft(world);
    const error = await caughtAs(NotFoundError, world.leadlex.campaigns.contacts.remove(campaign, contact));
    expect(error).toMatchObject({ code: "enrollment_not_found", outcome: "not_sent" });
    world.sandbox.fail("removeCampaignContact", { drop: "before" });
    const other = await caughtAs(NotFoundError, world.leadlex.campaigns.contacts.remove("cmp_none", contact));
    expect(other.code).toBe("campaign_not_found");
  });
});
