import {
  AbortError,
  CampaignNotDraftError,
  IncompleteError,
  type ListImportReport,
  NotFoundError,
  NothingImportedError,
  Puffle,
  PuffleError,
  TimeoutError,
} from "puffle-sdk";
import type { Fault, SandboxList } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { jsonResponse } from "../support/fetch.ts";
import { countOf, emailDraft, linkedInDraft, setUp, tapped, type World } from "./support/world.ts";

const HOUR = 3_600_000;
const OPERATION = "importLeadsFromListToCampaign";

/** A list of people with addresses and profiles. */
function listOf(count: number): SandboxList {
  const leads = Array.from({ length: count }, (_, index) => ({
    name: { first: `First${index}`, last: `Last${index}` },
    contacts: [{ value: `listed${index}@example.test` }],
    socials: [{ url: `https://www.linkedin.com/in/listed-${index}` }],
  }));
  return { name: "Conference", leads };
}

/** Whom the roster has. */
function roster({ sandbox }: World, { id }: { id: string }): string[] {
  return sandbox.campaign(id).prospects.map(({ email }) => String(email));
}

describe("importing a list", () => {
  it("copies everybody onto the roster, and counts them", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const list = listOf(3);
    const listId = world.sandbox.addList({ ...list, leads: [...list.leads, { name: { first: "Nobody" } }] });
    const report = await world.puffle.campaigns.leads.importFromList(campaign, { listId });
    expect(report).toEqual({ imported: 3, duplicates: 0, invalid: 1, errors: 0, total: 4, partial: false, calls: 1 });
    expect(world.sandbox.campaign(campaign.id).prospects[1]).toMatchObject({
      email: "listed1@example.test",
      first_name: "First1",
      last_name: "Last1",
    });
  });

  it("takes a campaign's id, a LinkedIn campaign, and a filter as it is", async () => {
    const world = setUp();
    const campaign = await linkedInDraft(world);
    const listId = world.sandbox.addList(listOf(5));
    const bodies: unknown[] = [];
    const fetch = tapped(world.sandbox.fetch, { before: ({ method, body }) => method === "POST" && bodies.push(body) });
    const { leads } = new Puffle({ ...world.sandbox.options, fetch }).campaigns;
    const report = await leads.importFromList(campaign.id, { listId, filter: { limit: 2 } });
    expect(bodies).toEqual([{ listId, filter: { limit: 2 } }]);
    expect([report.imported, report.total]).toEqual([2, 2]);
    const [first] = world.sandbox.campaign(campaign.id).prospects;
    expect(first?.linkedin_url).toBe("https://www.linkedin.com/in/listed-0");
  });

  it("counts those that were there before as duplicates", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const { leads } = world.puffle.campaigns;
    await leads.add(campaign, [{ email: "LISTED1@example.test" }]);
    const report = await leads.importFromList(campaign, { listId: world.sandbox.addList(listOf(3)) });
    expect([report.imported, report.duplicates, report.total]).toEqual([2, 1, 3]);
  });

  it("begins when it is called, not when it is awaited", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const call = world.puffle.campaigns.leads.importFromList(campaign, { listId: world.sandbox.addList(listOf(2)) });
    await world.sandbox.clock.advance(1_000);
    expect(roster(world, campaign)).toHaveLength(2);
    expect((await call).imported).toBe(2);
  });

  it("P10 says that there is no such list, or no such campaign", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const missing = "8c2b2d4e-e29b-41d4-a716-446655440000";
    await caughtAs(NotFoundError, world.puffle.campaigns.leads.importFromList(campaign, { listId: missing }));
    const listId = world.sandbox.addList(listOf(1));
    await caughtAs(NotFoundError, world.puffle.campaigns.leads.importFromList(missing, { listId }));
  });

  it("P36 says that the campaign is no draft", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail(OPERATION, { status: 400, body: { error: "Campaign is active, must be draft" } });
    const call = world.puffle.campaigns.leads.importFromList(campaign, { listId: world.sandbox.addList(listOf(1)) });
    await caughtAs(CampaignNotDraftError, call);
  });
});

describe("a list that can't be read to its end", () => {
  it("P39 is read again with the very same request until it is whole, and the counts are those of all calls", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    await world.puffle.campaigns.leads.add(campaign, [{ email: "listed0@example.test" }]);
    const listId = world.sandbox.addList(listOf(10));
    world.sandbox.fail(OPERATION, { partial: true, times: 2 });
    const bodies: unknown[] = [];
    const fetch = tapped(world.sandbox.fetch, { before: ({ method, body }) => method === "POST" && bodies.push(body) });
    const { leads } = new Puffle({ ...world.sandbox.options, fetch }).campaigns;
    const report = await leads.importFromList(campaign, { listId, filter: { limit: 8 } });
    expect(bodies).toEqual(Array.from({ length: 3 }, () => ({ listId, filter: { limit: 8 } })));
    expect(report).toEqual({ imported: 7, duplicates: 1, invalid: 0, errors: 0, total: 8, partial: false, calls: 3 });
    expect(roster(world, campaign)).toHaveLength(8);
  });

  it("P39 P18 is not asked for more than once a second", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail(OPERATION, { partial: true, times: 3 });
    await world.puffle.campaigns.leads.importFromList(campaign, { listId: world.sandbox.addList(listOf(10)) });
    const at = world.sandbox.requests.filter(({ operation }) => operation === OPERATION).map((request) => request.at);
    const gaps = at.slice(1).map((time, index) => time - Number(at[index]));
    expect(gaps).toHaveLength(3);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
  });

  it("P39 is reported as partial when it stays so, with what was imported, after a few calls", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail(OPERATION, { partial: true, times: 99 });
    const report = await world.puffle.campaigns.leads.importFromList(campaign, {
      listId: world.sandbox.addList(listOf(10)),
    });
    expect(report).toMatchObject({ imported: 5, duplicates: 0, total: 10, partial: true });
    expect(report.calls).toBe(countOf(world.sandbox, OPERATION));
    expect(report.calls).toBeGreaterThan(1);
    expect(report.calls).toBeLessThan(6);
  });

  it("P39 is reported as partial at once where the timeout leaves no time to read it again", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail(OPERATION, { partial: true, times: 99 });
    const listId = world.sandbox.addList(listOf(10));
    const report = await world.puffle.campaigns.leads.importFromList(campaign, { listId }, { timeout: 1_500 });
    expect(report).toMatchObject({ imported: 5, partial: true, calls: 1 });
  });

  it("P39 is a success when the rest of it was there already", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const { leads } = world.puffle.campaigns;
    await leads.add(campaign, [{ email: "listed2@example.test" }, { email: "listed3@example.test" }]);
    world.sandbox.fail(OPERATION, { partial: true });
    const report = await leads.importFromList(campaign, { listId: world.sandbox.addList(listOf(4)) });
    expect(report).toMatchObject({ imported: 2, duplicates: 2, total: 4, partial: false, calls: 2 });
  });

  it("P39 ends when the caller gives up", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const controller = new AbortController();
    world.sandbox.fail(OPERATION, { partial: true, times: 99 });
    const fetch = tapped(world.sandbox.fetch, {
      after({ method }, response) {
        if (method === "POST") world.sandbox.clock.timer(500, () => controller.abort());
        return response;
      },
    });
    const { leads } = new Puffle({ ...world.sandbox.options, fetch }).campaigns;
    const listId = world.sandbox.addList(listOf(4));
    const error = await caughtAs(
      PuffleError,
      leads.importFromList(campaign, { listId }, { signal: controller.signal }),
    );
    const stop = error instanceof IncompleteError ? error.cause : error;
    expect(stop).toBeInstanceOf(AbortError);
    expect(countOf(world.sandbox, OPERATION)).toBe(1);
  });

  it("P39 does not forget what a partial call brought when the next one fails for good", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail(OPERATION, { partial: true });
    world.sandbox.fail(OPERATION, { status: 403, skip: 1 });
    const listId = world.sandbox.addList(listOf(10));
    const error = await caughtAs(
      IncompleteError<ListImportReport>,
      world.puffle.campaigns.leads.importFromList(campaign, { listId }),
    );
    expect([error.status, error.outcome]).toEqual([403, "sent"]);
    expect(error.report).toMatchObject({ imported: 5, partial: true });
    expect(roster(world, campaign)).toHaveLength(5);
  });
});

describe("a list of which nothing can be imported", () => {
  it("P39 keeps the service's counts", async () => {
    for (let seed = 1; seed <= 3; seed++) {
      const world = setUp({ seed });
      const campaign = await emailDraft(world);
      const { leads } = world.puffle.campaigns;
      const list = listOf(3);
      const listId = world.sandbox.addList({ ...list, leads: [...list.leads, { name: { first: "Nobody" } }] });
      await leads.importFromList(campaign, { listId });
      const error = await caughtAs(NothingImportedError, leads.importFromList(campaign, { listId }));
      expect(error.counts).toEqual({ imported: 0, duplicates: 3, invalid: 1, errors: 0, total: 4 });
      expect([error.status, error.outcome, error.next]).toEqual([422, "not_sent", "fix_request"]);
      expect(countOf(world.sandbox, OPERATION)).toBe(2);
    }
  });

  it("P12 P39 keeps them also where the service sends nothing but counts", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const body = { imported: 0, duplicates: 0, invalid: 7, errors: 0, total: 7, partial: false };
    world.sandbox.fail(OPERATION, { status: 422, body });
    const call = world.puffle.campaigns.leads.importFromList(campaign, { listId: world.sandbox.addList(listOf(7)) });
    const error = await caughtAs(NothingImportedError, call);
    expect(error.counts).toMatchObject({ invalid: 7, total: 7 });
    expect(countOf(world.sandbox, OPERATION)).toBe(1);
  });
});

describe("when importing a list is disturbed", () => {
  const faults: Readonly<Record<string, Fault>> = {
    "the connection is lost after the work": { drop: "after" },
    "the connection is lost before the work": { drop: "before" },
    "the answer is torn off": { truncate: true },
    "nothing ever comes": { stall: "headers" },
    "the body stalls": { stall: "body" },
    "the gateway gives up after the work": { status: 504, work: true },
    "the service fails after the work": { status: 500, work: true },
    "the service is busy": { status: 503 },
    "the first attempt is carried out after it was given up": { latency: 35_000 },
  };
  for (const [what, fault] of Object.entries(faults)) {
    it(`P17 P39 everybody is there once, and the counts are true: ${what}`, async () => {
      const world = setUp();
      const campaign = await emailDraft(world);
      const { leads } = world.puffle.campaigns;
      await leads.add(campaign, [{ email: "listed1@example.test" }]);
      world.sandbox.fail(OPERATION, fault);
      const report = await leads.importFromList(campaign, { listId: world.sandbox.addList(listOf(6)) });
      expect(report).toMatchObject({ imported: 5, duplicates: 1, invalid: 0, total: 6, partial: false });
      await world.sandbox.clock.advance(HOUR);
      expect(roster(world, campaign)).toHaveLength(6);
    });

    it(`P17 P39 the counts are true also when the list came in parts before: ${what}`, async () => {
      const world = setUp();
      const campaign = await emailDraft(world);
      const { leads } = world.puffle.campaigns;
      await leads.add(campaign, [{ email: "listed1@example.test" }, { email: "listed5@example.test" }]);
      world.sandbox.fail(OPERATION, { partial: true });
      world.sandbox.fail(OPERATION, { ...fault, skip: 1 });
      const listId = world.sandbox.addList(listOf(6));
      const report = await leads.importFromList(campaign, { listId }, { timeout: 300_000 });
      expect(report).toMatchObject({ imported: 4, duplicates: 2, total: 6, partial: false });
      expect(roster(world, campaign)).toHaveLength(6);
    });
  }

  it("P39 is a failure when nothing was imported, also after a lost answer", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const { leads } = world.puffle.campaigns;
    const listId = world.sandbox.addList(listOf(3));
    await leads.importFromList(campaign, { listId });
    world.sandbox.fail(OPERATION, { drop: "after" });
    const error = await caughtAs(NothingImportedError, leads.importFromList(campaign, { listId }));
    expect(error.counts).toMatchObject({ duplicates: 3, total: 3 });
  });

  it("says that it may have been done when no answer comes before the deadline", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail(OPERATION, { stall: "headers", times: 9 });
    const listId = world.sandbox.addList(listOf(3));
    const error = await caughtAs(TimeoutError, world.puffle.campaigns.leads.importFromList(campaign, { listId }));
    expect([error.outcome, error.next]).toEqual(["unknown", "check_outcome"]);
  });

  it("P39 never says that nothing was sent when it is only the count that can't be read", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail(OPERATION, { drop: "after" });
    world.sandbox.fail("listCampaignLeads", { status: 503, skip: 1, times: 9 });
    const listId = world.sandbox.addList(listOf(3));
    const error = await caughtAs(PuffleError, world.puffle.campaigns.leads.importFromList(campaign, { listId }));
    expect(roster(world, campaign)).toHaveLength(3);
    expect(error.outcome).not.toBe("not_sent");
  });

  it("leaves out the counts that the service does not send", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail(OPERATION, { answer: '{"imported":2,"duplicates":1}' });
    const listId = world.sandbox.addList(listOf(3));
    const report = await world.puffle.campaigns.leads.importFromList(campaign, { listId });
    expect(report).toMatchObject({ imported: 2, duplicates: 1, partial: false });
    expect([report.invalid, report.errors, report.total]).toEqual([undefined, undefined, undefined]);
  });

  it("does not make numbers up where the service sends none", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const listId = world.sandbox.addList(listOf(3));
    const fetch = tapped(world.sandbox.fetch, {
      after: ({ method }, response) => (method === "POST" ? jsonResponse({ ok: true }) : response),
    });
    const { leads } = new Puffle({ ...world.sandbox.options, fetch }).campaigns;
    const error = await caughtAs(PuffleError, leads.importFromList(campaign, { listId }));
    expect([error.outcome, error.operation]).toEqual(["sent", OPERATION]);
  });
});
