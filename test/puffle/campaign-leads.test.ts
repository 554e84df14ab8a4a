import fc from "fast-check";
import {
  AbortError,
  AuthenticationError,
  BadRequestError,
  type BatchProgress,
  type BatchReport,
  CampaignNotDraftError,
  type CampaignRef,
  ConflictError,
  IncompleteError,
  InputError,
  type NewCampaignLead,
  NotFoundError,
  Puffle,
  PuffleError,
  type RemovalReport,
} from "puffle-sdk";
import type { Fault } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { caught, caughtAs } from "../support/errors.ts";
import { recordedLog } from "../support/events.ts";
import { jsonResponse } from "../support/fetch.ts";
import {
  activeCampaign,
  countOf,
  emailDraft,
  linkedInDraft,
  type Outgoing,
  people,
  profiles,
  requestsOf,
  setUp,
  somebodyElse,
  tapped,
  type World,
} from "./support/world.ts";

const HOUR = 3_600_000;

/** The addresses on the roster, in order. */
function roster({ sandbox }: World, { id }: { id: string }): (string | null | undefined)[] {
  return sandbox.campaign(id).prospects.map(({ email, linkedin_url }) => email ?? linkedin_url);
}

function sum({ imported, duplicates, rejected, repeated, unknown, notSent }: BatchReport): number {
  return imported + duplicates + rejected.length + repeated.length + unknown + notSent;
}

/** How many leads each request brought. */
function chunksOf(outgoing: readonly Outgoing[]): number[] {
  return outgoing
    .filter(({ method, path }) => method === "POST" && path.endsWith("/leads"))
    .map(({ body }) => prospectsOf(body).length);
}

function prospectsOf(body: unknown): NewCampaignLead[] {
  const prospects: unknown = Reflect.get(Object(body), "prospects");
  return Array.isArray(prospects) ? prospects : [];
}

function listening(world: World): { readonly puffle: Puffle; readonly outgoing: Outgoing[] } {
  const outgoing: Outgoing[] = [];
  const fetch = tapped(world.sandbox.fetch, { before: (request) => outgoing.push(request) });
  return { puffle: new Puffle({ ...world.sandbox.options, fetch }), outgoing };
}

async function* slowly<T>(world: World, items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) {
    await world.sandbox.clock.sleep(10);
    yield item;
  }
}

describe("adding leads", () => {
  it("P38 adds them, keeps what is said of them, and counts what was there", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    await world.puffle.campaigns.leads.add(campaign, [{ email: "ada@example.test" }]);
    const report = await world.puffle.campaigns.leads.add(campaign, [
      { email: "grace@example.test", first_name: "Grace", company: "Navy", custom_fields: { rank: "admiral" } },
      { email: "ada@example.test" },
      { email: "mary@example.test", linkedin_url: "https://www.linkedin.com/in/mary" },
    ]);
    expect(report).toMatchObject({
      received: 3,
      imported: 2,
      duplicates: 1,
      rejected: [],
      repeated: [],
      unknown: 0,
      notSent: 0,
      chunks: 1,
    });
    expect(world.sandbox.campaign(campaign.id).prospects).toMatchObject([
      { email: "ada@example.test" },
      { email: "grace@example.test", first_name: "Grace", company: "Navy", custom_fields: { rank: "admiral" } },
      { email: "mary@example.test", linkedin_url: "https://www.linkedin.com/in/mary" },
    ]);
  });

  it("P31 P38 asks for the channel's identity, whether it is told the campaign or only its id", async () => {
    const world = setUp();
    const campaign = await linkedInDraft(world);
    const leads = [{ email: "ada@example.test" }, ...profiles(2)];
    for (const ref of [campaign.id, campaign, { id: campaign.id }]) {
      const report = await world.puffle.campaigns.leads.add(ref, leads);
      expect(report.rejected).toEqual([{ index: 0, reason: expect.stringContaining("linkedin_url") }]);
      expect(report.imported + report.duplicates).toBe(2);
    }
    expect(roster(world, campaign)).toHaveLength(2);
  });

  it("P38 sends a thousand at a time, one request after the other", async () => {
    for (const [count, chunks] of [
      [1, [1]],
      [1_000, [1_000]],
      [1_001, [1_000, 1]],
      [2_500, [1_000, 1_000, 500]],
    ] as const) {
      const world = setUp();
      const campaign = await emailDraft(world);
      let under = 0;
      const outgoing: Outgoing[] = [];
      const fetch = tapped(world.sandbox.fetch, {
        before(request) {
          outgoing.push(request);
          expect(++under).toBe(1);
        },
        after(_, response) {
          under--;
          return response;
        },
      });
      const puffle = new Puffle({ ...world.sandbox.options, fetch });
      const report = await puffle.campaigns.leads.add(campaign, people(count));
      expect(chunksOf(outgoing)).toEqual(chunks);
      expect([report.received, report.imported, report.chunks]).toEqual([count, count, chunks.length]);
      expect(roster(world, campaign)).toEqual(people(count).map(({ email }) => email));
    }
  });

  it("P38 takes any source: arrays, sets, generators and streams, sync and async", async () => {
    const leads = people(1_003);
    const sources: Readonly<
      Record<string, (world: World) => Iterable<NewCampaignLead> | AsyncIterable<NewCampaignLead>>
    > = {
      array: () => Object.freeze(leads.map((lead) => Object.freeze(lead))),
      set: () => new Set(leads),
      generator: () => leads.values(),
      "async generator": (world) => slowly(world, leads),
      stream: () =>
        new Blob([]).stream().pipeThrough(
          new TransformStream<Uint8Array, NewCampaignLead>({
            flush(controller) {
              for (const lead of leads) controller.enqueue(lead);
            },
          }),
        ),
    };
    for (const [name, make] of Object.entries(sources)) {
      const world = setUp();
      const campaign = await emailDraft(world);
      const report = await world.puffle.campaigns.leads.add(campaign, make(world));
      expect([name, report.imported, report.chunks]).toEqual([name, 1_003, 2]);
      expect(roster(world, campaign)).toEqual(leads.map(({ email }) => email));
    }
  });

  it("P38 reads no further ahead than the request that it fills", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    let read = 0;
    function* counted() {
      for (const lead of people(2_300)) {
        read++;
        yield lead;
      }
    }
    const readAt: number[] = [];
    const fetch = tapped(world.sandbox.fetch, { before: ({ method }) => method === "POST" && readAt.push(read) });
    await new Puffle({ ...world.sandbox.options, fetch }).campaigns.leads.add(campaign, counted());
    expect(readAt).toEqual([1_000, 2_000, 2_300]);
  });

  it("P38 tells how far it has come after each request", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const seen: BatchProgress[] = [];
    const leads = [...people(1_000), { email: "no address" }, ...people(2), { email: "last@example.test" }];
    await world.puffle.campaigns.leads.add(campaign, leads, { onProgress: (progress) => seen.push(progress) });
    expect(seen).toMatchObject([
      { received: 1_000, imported: 1_000, duplicates: 0, chunks: 1 },
      { received: 1_004, imported: 1_001, duplicates: 0, chunks: 2 },
    ]);
  });

  it("P38 rejects a lead whose member is misspelt, so that nobody is greeted without a name", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const rows: object[] = [
      { email: "ada@example.test", firstName: "Ada" },
      { email: "grace@example.test", "Last Name": "Hopper" },
      { email: "mary@example.test", first_name: "Mary", score: 7 },
    ];
    const report = await world.puffle.campaigns.leads.add(campaign, rows as NewCampaignLead[]);
    expect(report.rejected).toMatchObject([
      { index: 0, reason: expect.stringContaining("first_name is") },
      { index: 1, reason: expect.stringContaining("last_name is") },
    ]);
    expect(roster(world, campaign)).toEqual(["mary@example.test"]);
  });

  it("P38 says which rows lack their channel's identity, or have a broken one, and sends the others", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const rows: unknown[] = [
      { email: "ada@example.test" },
      {},
      { email: "" },
      { email: "   " },
      { email: null },
      { email: 7 },
      { email: "ada" },
      { email: "ada@" },
      { email: "@example.test" },
      { email: "ada@example" },
      { email: "ada@@example.test" },
      { email: "ada lovelace@example.test" },
      { email: "ada@example.test, bob@example.test" },
      { email: "ada@example..test" },
      null,
      undefined,
      "ada@example.test",
      7,
      [{ email: "ada@example.test" }],
      { email: "x@example.test", first_name: 7 },
      { email: "y@example.test", custom_fields: "none" },
      { linkedin_url: "https://www.linkedin.com/in/ada" },
      { email: "grace@example.test", first_name: null, company: undefined, custom_fields: null },
    ];
    const report = await world.puffle.campaigns.leads.add(campaign, rows as NewCampaignLead[]);
    expect(report.rejected.map(({ index }) => index)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    for (const { reason } of report.rejected) expect(reason).toMatch(/^(email|first_name|custom_fields|is not a lead)/);
    expect(roster(world, campaign)).toEqual(["ada@example.test", "grace@example.test"]);
    expect(sum(report)).toBe(report.received);
  });

  it("P38 says which rows can't be written as JSON, quotes nothing of them, and sends the others", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const loop: Record<string, unknown> = {};
    loop["self"] = loop;
    const broken = {
      get email(): string {
        throw new Error("grace@example.test");
      },
    };
    const rows: unknown[] = [
      { email: "ada@example.test", custom_fields: { born: 1815 } },
      broken,
      { email: "bigint@example.test", custom_fields: { revenue: 12n } },
      { email: "loop@example.test", custom_fields: loop },
      { email: "nothing@example.test", toJSON: () => undefined },
      { email: "bob@example.test" },
    ];
    const report = await world.puffle.campaigns.leads.add(campaign, rows as NewCampaignLead[]);
    const reason = "can't be written as JSON";
    expect(report.rejected).toEqual([1, 2, 3, 4].map((index) => ({ index, reason })));
    expect(roster(world, campaign)).toEqual(["ada@example.test", "bob@example.test"]);
    expect(sum(report)).toBe(report.received);
  });

  it("P38 sends each lead as it was when it was taken, also where a source uses its objects again", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    function* rows() {
      const custom_fields: Record<string, string> = {};
      for (const name of ["ada", "grace"]) {
        custom_fields["nickname"] = name;
        yield { email: `${name}@example.test`, custom_fields };
      }
    }
    await world.puffle.campaigns.leads.add(campaign, rows());
    const fields = world.sandbox.campaign(campaign.id).prospects.map((prospect) => prospect.custom_fields);
    expect(fields).toEqual([{ nickname: "ada" }, { nickname: "grace" }]);
  });

  it("P38 says which LinkedIn rows are no profiles", async () => {
    const world = setUp();
    const campaign = await linkedInDraft(world);
    const urls = [
      "https://www.linkedin.com/in/ada",
      "https://example.test/in/bob",
      "https://linkedin.com.example.test/in/bob",
      "linkedin",
      "",
      "https://www.linkedin.com/in/ two",
      "linkedin.com/in/grace",
    ];
    const leads = urls.map((linkedin_url) => ({ linkedin_url }));
    const report = await world.puffle.campaigns.leads.add(campaign, leads);
    expect(report.rejected.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5]);
    expect(roster(world, campaign)).toEqual(["https://www.linkedin.com/in/ada", "linkedin.com/in/grace"]);
  });

  it("P38 is told a person apart by the channel's identity, whatever case and spaces it comes in", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const report = await world.puffle.campaigns.leads.add(campaign, [
      { email: "Ada@Example.test" },
      { email: "grace@example.test" },
      { email: " ada@example.TEST " },
      { email: "GRACE@example.test\n" },
      { email: "ada+1@example.test" },
    ]);
    expect(report.repeated).toEqual([
      { index: 2, firstIndex: 0 },
      { index: 3, firstIndex: 1 },
    ]);
    expect(report.imported).toBe(3);
    expect(roster(world, campaign)).toEqual(["ada@example.test", "grace@example.test", "ada+1@example.test"]);

    const other = await linkedInDraft(world, "Links");
    const ada = "https://www.linkedin.com/in/ada";
    const links = [ada, `${ada}/`, ` ${ada}?trk=1`, `${ada}#about`, `${ada}b`].map((linkedin_url) => ({
      linkedin_url,
    }));
    const linked = await world.puffle.campaigns.leads.add(other, links);
    expect(linked.repeated.map(({ index }) => index)).toEqual([1, 2, 3]);
    expect(linked.imported).toBe(2);
  });

  it("P38 tells a repeated row also across requests", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const leads = [...people(1_200), { email: "LEAD3@example.test" }, { email: "lead1100@example.test" }];
    const report = await world.puffle.campaigns.leads.add(campaign, leads);
    expect(report.repeated).toEqual([
      { index: 1_200, firstIndex: 3 },
      { index: 1_201, firstIndex: 1_100 },
    ]);
    expect([report.imported, report.duplicates, sum(report)]).toEqual([1_200, 0, 1_202]);
  });

  it("P38 reports a source of nothing but bad rows without sending any", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const report = await world.puffle.campaigns.leads.add(campaign, [{ first_name: "Ada" }, { email: "x" }]);
    expect([report.received, report.rejected.length, report.chunks, sum(report)]).toEqual([2, 2, 0, 2]);
    expect(countOf(world.sandbox, "addLeadsToCampaign")).toBe(0);
  });

  it("begins when it is called, not when it is awaited", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const adding = world.puffle.campaigns.leads.add(campaign, people(2));
    await world.sandbox.clock.advance(1_000);
    expect(roster(world, campaign)).toHaveLength(2);
    await adding;
  });

  it("P36 says that only drafts can be changed, in all the service's wordings, and how little was done", async () => {
    const sentences = new Set<string | undefined>();
    for (let seed = 1; seed <= 8; seed++) {
      const world = setUp({ seed });
      const campaign = await activeCampaign(world);
      const { leads } = world.puffle.campaigns;
      const [lead] = world.sandbox.campaign(campaign.id).prospects;
      const list = world.sandbox.addList({ name: "More", leads: [] });
      for (const change of [
        leads.add(campaign, people(3)),
        leads.add(campaign.id, people(1, 50)),
        leads.update(campaign, String(lead?.id), { first_name: "Ada" }),
        leads.remove(campaign, { all: true }),
        leads.remove(campaign, [String(lead?.id)]),
        leads.importFromList(campaign, { listId: list }),
      ]) {
        const error = await caughtAs(CampaignNotDraftError, change);
        expect([error.status, error.outcome]).toEqual([400, "not_sent"]);
        sentences.add(error.said);
      }
      expect(world.sandbox.campaign(campaign.id).prospects).toHaveLength(1);
    }
    expect(sentences.size).toBeGreaterThan(2);
  });
});

describe("a source that can't be right", () => {
  const typed: CampaignRef = { id: "8c2b2d4e-e29b-41d4-a716-446655440000", type: "email" };

  it("is refused before anything is sent when it is empty, sync or async", async () => {
    for (const campaign of [typed, typed.id]) {
      for (const make of [() => [], () => new Set<NewCampaignLead>(), () => slowly(setUp(), [])]) {
        const { sandbox, puffle } = setUp();
        const { id } = typed;
        const ref = campaign === id ? (await emailDraft(setUp())).id : campaign;
        const error = await caughtAs(InputError, puffle.campaigns.leads.add(ref, make()));
        expect(error.problems).toEqual([{ field: "leads", problem: expect.stringContaining("empty") }]);
        expect(sandbox.requests).toEqual([]);
      }
    }
  });

  it("is refused before anything is sent when it is no source", async () => {
    for (const source of [undefined, null, 7, "ada@example.test", { email: "ada@example.test" }, () => []]) {
      const { sandbox, puffle } = setUp();
      const error = await caughtAs(
        InputError,
        puffle.campaigns.leads.add(typed, source as unknown as NewCampaignLead[]),
      );
      expect(error.problems.map(({ field }) => field)).toEqual(["leads"]);
      expect(sandbox.requests).toEqual([]);
    }
  });

  it("fails with its own error when nothing was sent yet, and is told to let go", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const failure = new Error("the file is broken");
    let closed = false;
    async function* broken() {
      try {
        yield* people(5);
        throw failure;
      } finally {
        closed = true;
      }
    }
    expect(await caught(world.puffle.campaigns.leads.add(campaign, broken()))).toBe(failure);
    expect([closed, roster(world, campaign)]).toEqual([true, []]);
  });

  it("is told to let go when there is no such campaign", async () => {
    for (const ref of [typed, typed.id]) {
      let open = false;
      function* counted() {
        open = true;
        try {
          yield* people(5);
        } finally {
          open = false;
        }
      }
      await caughtAs(NotFoundError, setUp().puffle.campaigns.leads.add(ref, counted()));
      expect(open).toBe(false);
    }
  });

  it("P38 fails half-way with a report of what was done until then", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const failure = new Error("the file is broken");
    function* broken() {
      yield { email: "nobody" };
      yield* people(1_005);
      yield { email: "lead2@example.test" };
      throw failure;
    }
    const error = await caughtAs(IncompleteError<BatchReport>, world.puffle.campaigns.leads.add(campaign, broken()));
    expect([error.code, error.cause, error.outcome]).toEqual(["source_failed", failure, "sent"]);
    expect(error.report).toMatchObject({ received: 1_007, imported: 1_000, duplicates: 0, unknown: 0, notSent: 5 });
    expect([error.report.rejected.length, error.report.repeated.length, sum(error.report)]).toEqual([1, 1, 1_007]);
    expect(roster(world, campaign)).toHaveLength(1_000);
  });

  it("P38 is told to let go when the service stops the run", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail("addLeadsToCampaign", { status: 403, skip: 1 });
    let closed = false;
    function* endless() {
      try {
        for (let index = 0; ; index++) yield* people(1, index);
      } finally {
        closed = true;
      }
    }
    const error = await caughtAs(IncompleteError<BatchReport>, world.puffle.campaigns.leads.add(campaign, endless()));
    expect(error.report).toMatchObject({ received: 2_000, imported: 1_000, notSent: 1_000 });
    expect(closed).toBe(true);
  });
});

describe("when adding leads is disturbed", () => {
  const faults: Readonly<Record<string, Fault>> = {
    "the connection is lost after the work": { drop: "after" },
    "the connection is lost before the work": { drop: "before" },
    "the answer is torn off": { truncate: true },
    "the JSON ends too early": { cut: true },
    "nothing ever comes": { stall: "headers" },
    "the body stalls": { stall: "body" },
    "the gateway gives up": { status: 504, work: true },
    "the service fails after the work": { status: 500, work: true },
    "the service is busy": { status: 503 },
    "there were too many requests": { status: 429, retryAfter: 2 },
    "the first attempt is carried out after it was given up": { latency: 35_000 },
  };
  for (const [what, fault] of Object.entries(faults)) {
    it(`P17 P38 everybody is there once and the counts are true: ${what}`, async () => {
      const world = setUp();
      const campaign = await emailDraft(world);
      await world.puffle.campaigns.leads.add(campaign, people(30, 990));
      world.sandbox.fail("addLeadsToCampaign", fault);
      world.sandbox.fail("addLeadsToCampaign", { ...fault, skip: 2 });
      const report = await world.puffle.campaigns.leads.add(campaign, people(1_500));
      expect(report).toMatchObject({
        received: 1_500,
        imported: 1_470,
        duplicates: 30,
        unknown: 0,
        notSent: 0,
        chunks: 2,
      });
      await world.sandbox.clock.advance(HOUR);
      expect(new Set(roster(world, campaign))).toEqual(new Set(people(1_500).map(({ email }) => email)));
      expect(roster(world, campaign)).toHaveLength(1_500);
    });
  }

  it("P38 stops with a report when a request fails for good, and what is unknown is counted as that", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail("addLeadsToCampaign", { status: 503, skip: 1, times: 9, work: true });
    const leads = [{ email: "nobody" }, ...people(2_500)];
    const error = await caughtAs(IncompleteError<BatchReport>, world.puffle.campaigns.leads.add(campaign, leads));
    expect(error.report).toMatchObject({ received: 2_001, imported: 1_000, unknown: 1_000, notSent: 0, chunks: 1 });
    expect(sum(error.report)).toBe(2_001);
    expect([error.outcome, error.next, error.status]).toEqual(["unknown", "wait", 503]);
    expect(error.message).toContain("1000 imported");
    expect(error.message).toContain("1000 unknown");
    world.sandbox.clearFaults();
    const again = await world.puffle.campaigns.leads.add(campaign, leads);
    expect(again).toMatchObject({ imported: 500, duplicates: 2_000 });
  });

  it("P38 stops with a report when a request is refused, and what was not sent is counted as that", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail("addLeadsToCampaign", { status: 401, skip: 1 });
    const error = await caughtAs(
      IncompleteError<BatchReport>,
      world.puffle.campaigns.leads.add(campaign, people(1_800)),
    );
    expect(error.report).toMatchObject({ received: 1_800, imported: 1_000, unknown: 0, notSent: 800 });
    expect([error.outcome, error.next]).toEqual(["sent", "ask_human"]);
    expect(error.cause).toBeInstanceOf(AuthenticationError);
    expect(countOf(world.sandbox, "addLeadsToCampaign")).toBe(2);
  });

  it("is the plain error when the very first request is refused", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail("addLeadsToCampaign", { status: 401 });
    const error = await caughtAs(AuthenticationError, world.puffle.campaigns.leads.add(campaign, people(3)));
    expect(error.outcome).toBe("not_sent");
  });

  it("P38 never says that leads were not sent when it is only their count that can't be read", async () => {
    for (const skip of [0, 1]) {
      const world = setUp();
      const campaign = await emailDraft(world);
      world.sandbox.fail("addLeadsToCampaign", { drop: "after", skip });
      world.sandbox.fail("listCampaignLeads", { status: 503, skip: 1, times: 9 });
      const error = await caughtAs(PuffleError, world.puffle.campaigns.leads.add(campaign, people(1_000 * skip + 40)));
      expect(roster(world, campaign)).toHaveLength(1_000 * skip + 40);
      expect(error.outcome).not.toBe("not_sent");
      const report: unknown = error instanceof IncompleteError ? error.report : undefined;
      expect(report).toMatchObject({ imported: 1_000 * skip, notSent: 0, unknown: 40 });
    }
  });

  it("P38 does not believe an answer without counts, and sends nothing twice for it", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail("addLeadsToCampaign", { answer: '{"imported":"all"}' });
    const error = await caughtAs(IncompleteError<BatchReport>, world.puffle.campaigns.leads.add(campaign, people(3)));
    expect(error.report).toMatchObject({ received: 3, imported: 0, unknown: 3, notSent: 0 });
    expect([error.outcome, error.next]).toEqual(["unknown", "check_outcome"]);
    expect(countOf(world.sandbox, "addLeadsToCampaign")).toBe(1);
  });

  it("P38 stops where the caller says so: between two requests, and while it waits for the source", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const controller = new AbortController();
    let closed = false;
    async function* endless() {
      try {
        yield* people(1_500);
        controller.abort(new Error("enough"));
        await new Promise(() => {});
      } finally {
        closed = true;
      }
    }
    const { signal } = controller;
    const add = world.puffle.campaigns.leads.add(campaign, endless(), { signal });
    const error = await caughtAs(IncompleteError<BatchReport>, add);
    expect(error.report).toMatchObject({ received: 1_500, imported: 1_000, notSent: 500, unknown: 0 });
    expect(error.cause).toBeInstanceOf(AbortError);
    // A source that hangs can't be waited for.
    expect(closed).toBe(false);
  });

  it("P38 counts the request that was broken off as unknown", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const controller = new AbortController();
    const fetch = tapped(world.sandbox.fetch, {
      after({ method, nth }, response) {
        if (method === "POST" && nth === 2) controller.abort();
        return response;
      },
    });
    const { leads } = new Puffle({ ...world.sandbox.options, fetch }).campaigns;
    const { signal } = controller;
    const error = await caughtAs(IncompleteError<BatchReport>, leads.add(campaign, people(2_500), { signal }));
    expect(error.report).toMatchObject({ received: 2_000, imported: 1_000, unknown: 1_000, notSent: 0 });
    expect(error.outcome).toBe("unknown");
  });

  it("sends nothing when the signal was aborted before", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const requests = await requestsOf(world.sandbox, () =>
      caughtAs(AbortError, world.puffle.campaigns.leads.add(campaign, people(3), { signal: AbortSignal.abort() })),
    );
    expect(requests).toEqual([]);
  });
});

describe("when the service refuses single leads", () => {
  /** How a service may name a row; `at` counts from 0 or from 1. */
  const wordings: readonly ((at: number) => string)[] = [
    (at) => `prospects[${at}].email is required`,
    (at) => `prospects.${at}.email: Invalid email`,
    (at) => `/prospects/${at}/email must match format "email"`,
    (at) => `Missing email for prospect at index ${at}`,
    (at) => `Row ${at}: "x9@blocked.test" is not a valid email`,
    (at) => `Invalid email (x12@blocked.test) in prospects[${at}]`,
    (at) => `Empty value cannot be used as email, see index ${at}`,
    (at) => `Lead #${at} has no email`,
    (at) => `The lead at position ${at} has no usable address`,
    (at) => `Item ${at} is missing the required field "email"`,
    (at) => `Entry no. ${at}: address refused`,
    (at) => `index=${at}: email refused`,
  ];
  const plural: readonly ((places: readonly number[]) => string)[] = [
    (places) => `Rows ${places.join(", ")}: no valid email`,
    (places) => `Invalid emails at indexes [${places.join(", ")}]`,
    (places) => `Leads ${places.slice(0, -1).join(", ")} and ${places.at(-1)} have no email`,
    (places) => places.map((at) => `prospects[${at}].email is invalid`).join("; "),
  ];

  const isBlocked = ({ email }: NewCampaignLead) => email?.includes("@blocked.test") ?? false;

  /** A service that is stricter than the client: it refuses a whole request for its blocked addresses. */
  function strict(world: World, sentence: (places: readonly number[]) => string, base: 0 | 1): Puffle {
    const fetch: typeof globalThis.fetch = (input, init) => {
      const prospects = init?.method === "POST" ? prospectsOf(JSON.parse(String(init.body))) : [];
      const places = prospects.flatMap((lead, index) => (isBlocked(lead) ? [index + base] : []));
      if (places.length === 0) return world.sandbox.fetch(input, init);
      const flat = places.length % 2 === 0;
      const message = sentence(places);
      return Promise.resolve(jsonResponse({ error: flat ? message : { code: "invalid_request", message } }, 400));
    };
    return new Puffle({ ...world.sandbox.options, fetch });
  }

  const mixed: readonly NewCampaignLead[] = [
    { email: "first@blocked.test" },
    ...people(3),
    { email: "second@blocked.test" },
    { email: "third@blocked.test" },
    ...people(4, 10),
    { email: "no address" },
    { email: "last@blocked.test" },
  ];
  const good = mixed.filter((lead) => lead.first_name).map(({ email }) => email);

  for (const base of [0, 1] as const) {
    it(`P38 drops those that it names, counting from ${base}, and adds all the others, in many wordings`, async () => {
      const sentences = [
        ...wordings.map((say) => (places: readonly number[]) => say(places[0] ?? -1)),
        ...wordings.map((say) => (places: readonly number[]) => say(places.at(-1) ?? -1)),
        ...plural,
      ];
      for (const sentence of sentences) {
        const world = setUp();
        const campaign = await emailDraft(world);
        const report = await strict(world, sentence, base).campaigns.leads.add(campaign, mixed);
        expect([sentence([3, 5]), report.rejected.map(({ index }) => index)]).toEqual([
          sentence([3, 5]),
          [0, 4, 5, 10, 11],
        ]);
        expect(report).toMatchObject({ received: 12, imported: 7, duplicates: 0, chunks: 1 });
        expect(sum(report)).toBe(12);
        expect(roster(world, campaign).sort()).toEqual([...good].sort());
        for (const { reason, index } of report.rejected) {
          expect(reason).not.toMatch(/@/);
          expect([index, reason.length > 3]).toEqual([index, true]);
        }
      }
    });
  }

  it("P38 drops a few among thousands, and the counts stay true where an answer is lost as well", async () => {
    const leads = people(1_500);
    const bad = [0, 17, 998, 999, 1_000, 1_499];
    for (const index of bad) leads[index] = { email: `x${index}@blocked.test` };
    for (const [base, sentence] of [
      [0, plural[1]],
      [1, plural[0]],
    ] as const) {
      const world = setUp();
      const campaign = await emailDraft(world);
      world.sandbox.fail("addLeadsToCampaign", { drop: "after" });
      world.sandbox.fail("addLeadsToCampaign", { truncate: true, skip: 3 });
      const report = await strict(world, (places) => sentence?.(places) ?? "", base).campaigns.leads.add(
        campaign,
        leads,
      );
      expect(report.rejected.map(({ index }) => index)).toEqual(bad);
      expect(report).toMatchObject({ received: 1_500, imported: 1_494, duplicates: 0, unknown: 0, notSent: 0 });
      expect(roster(world, campaign)).toHaveLength(1_494);
      expect(roster(world, campaign).some((email) => email?.includes("blocked"))).toBe(false);
    }
  });

  it("P38 rejects a lead that is refused alone, without its being named", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const puffle = strict(world, () => "Email is not deliverable", 0);
    const report = await puffle.campaigns.leads.add(campaign, [{ email: "first@blocked.test" }]);
    expect(report).toMatchObject({ received: 1, imported: 0, rejected: [{ index: 0 }] });
  });

  it("P07 P38 drops those that a refusal in plain text names", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const fetch: typeof globalThis.fetch = (input, init) => {
      const prospects = init?.method === "POST" ? prospectsOf(JSON.parse(String(init.body))) : [];
      const place = prospects.findIndex(isBlocked);
      if (place < 0) return world.sandbox.fetch(input, init);
      return Promise.resolve(new Response(`prospects[${place}].email is blocked`, { status: 400 }));
    };
    const report = await new Puffle({ ...world.sandbox.options, fetch }).campaigns.leads.add(campaign, mixed);
    expect(report.rejected.map(({ index }) => index)).toEqual([0, 4, 5, 10, 11]);
    expect(report.imported).toBe(7);
  });

  it("P38 drops nobody when a refusal names nobody", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const puffle = strict(world, () => "The payload is not acceptable", 0);
    const error = await caughtAs(BadRequestError, puffle.campaigns.leads.add(campaign, mixed));
    expect([error.outcome, roster(world, campaign)]).toEqual(["not_sent", []]);
  });

  it("P38 drops nobody for a number that is no row's", async () => {
    for (const sentence of [
      "prospects: must have at most 500 items",
      "Row 4711 is invalid",
      "Plan limit: 12 campaigns",
    ]) {
      const world = setUp();
      const campaign = await emailDraft(world);
      const error = await caughtAs(
        BadRequestError,
        strict(world, () => sentence, 0).campaigns.leads.add(campaign, mixed),
      );
      expect([error.outcome, roster(world, campaign)]).toEqual(["not_sent", []]);
    }
  });

  it("P38 counts only the lead as unknown whose own request got no answer", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    await world.puffle.campaigns.leads.add(campaign, people(1_000));
    const leads = [...people(1_000), ...people(5, 5_000), { email: "x@blocked.test" }, ...people(4, 6_000)];
    // The neighbour of the one that is named is sent alone, and nobody hears of it again.
    world.sandbox.fail("addLeadsToCampaign", { drop: "after", skip: 1, times: 9 });
    const puffle = strict(world, (places) => `Row ${places[0]} is refused`, 1);
    const error = await caughtAs(IncompleteError<BatchReport>, puffle.campaigns.leads.add(campaign, leads));
    expect(sum(error.report)).toBe(error.report.received);
    expect(error.report).toMatchObject({ received: 1_010, duplicates: 1_000, unknown: 1 });
  });
});

describe("whatever the input, whatever goes wrong", () => {
  type Kind = "new" | "repeated" | "present" | "missing" | "broken";
  const kinds: fc.Arbitrary<readonly Kind[]> = fc
    .tuple(
      fc.integer({ min: 1, max: 2_200 }),
      fc.array(fc.constantFrom<Kind>("new", "repeated", "present", "missing", "broken"), {
        minLength: 1,
        maxLength: 12,
      }),
    )
    .map(([count, pattern]) =>
      Array.from({ length: count }, (_, index) => pattern[(index * 7) % pattern.length] ?? "new"),
    );
  const small = fc.array(fc.constantFrom<Kind>("new", "repeated", "present", "missing", "broken"), {
    minLength: 1,
    maxLength: 30,
  });
  const faults = fc.array(
    fc.tuple(
      fc.constantFrom("addLeadsToCampaign" as const, "listCampaignLeads" as const),
      fc.constantFrom<Fault>(
        { drop: "after" },
        { drop: "before" },
        { truncate: true },
        { stall: "headers" },
        { status: 504, work: true },
        { status: 500 },
        { status: 503 },
        { status: 429, retryAfter: 1 },
        { latency: 33_000 },
        { status: 403 },
      ),
      fc.integer({ min: 0, max: 3 }),
    ),
    { maxLength: 5 },
  );

  /** The row at `index`: `n` is how many different people came before it. */
  function row(kind: Kind, index: number, n: number): NewCampaignLead {
    if (kind === "missing") return { first_name: "Nobody" };
    if (kind === "broken") return { email: `person ${index}` };
    if (kind === "present") return { email: `present${index}@example.test` };
    const email = `new${kind === "repeated" ? Math.max(0, n - 1) : n}@example.test`;
    return { email: kind === "repeated" ? ` ${email.toUpperCase()}` : email };
  }

  it("P38 nobody is lost, nobody is there twice, and the sums add up", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(small, small, kinds), faults, fc.boolean(), async (plan, troubles, asynchronous) => {
        const world = setUp();
        const campaign = await emailDraft(world);
        let n = 0;
        const rows = plan.map((kind, index) => {
          const made = row(kind, index, n);
          if (kind === "new") n++;
          return made;
        });
        const there = rows.filter(({ email }) => email?.startsWith("present"));
        if (there.length > 0) await world.puffle.campaigns.leads.add(campaign, there);
        const before = new Set(roster(world, campaign));
        for (const [operation, fault, skip] of troubles) world.sandbox.fail(operation, { ...fault, skip });

        const source = asynchronous ? slowly(world, rows) : rows;
        const result = await world.puffle.campaigns.leads.add(campaign, source).catch((error: unknown) => error);
        await world.sandbox.clock.advance(HOUR);
        const after = roster(world, campaign);
        const grown = after.length - before.size;
        expect(new Set(after).size).toBe(after.length);

        const normal = (lead: NewCampaignLead | undefined) => lead?.email?.trim().toLowerCase();
        const report = (result instanceof IncompleteError ? result.report : result) as BatchReport;
        if (result instanceof PuffleError && !(result instanceof IncompleteError)) {
          // Nothing was settled; what is not known to be undone must be called unknown.
          if (grown > 0) expect(result.outcome).not.toBe("not_sent");
          return;
        }
        expect(sum(report)).toBe(report.received);
        const taken = rows.slice(0, report.received);
        const bad = taken.flatMap((lead, index) => (lead.email?.includes("@") ? [] : [index]));
        expect(report.rejected.map(({ index }) => index)).toEqual(bad);
        for (const { index, firstIndex } of report.repeated) {
          expect(normal(taken[index])).toBe(normal(taken[firstIndex]));
          expect(firstIndex).toBeLessThan(index);
        }
        const people = new Set(taken.filter((lead) => lead.email?.includes("@")).map(normal));
        expect(report.repeated).toHaveLength(taken.length - bad.length - people.size);
        const found = [...people].filter((email) => before.has(email)).length;
        if (result instanceof IncompleteError) {
          expect(grown).toBeGreaterThanOrEqual(report.imported);
          expect(grown).toBeLessThanOrEqual(report.imported + report.unknown);
          return;
        }
        expect(new Set(after)).toEqual(new Set([...before, ...people]));
        expect([report.imported, report.duplicates, report.unknown, report.notSent]).toEqual([grown, found, 0, 0]);
      }),
      { numRuns: 150 },
    );
  });
});

describe("listing the roster", () => {
  async function filled(world: World, count: number) {
    const campaign = await emailDraft(world);
    await world.puffle.campaigns.leads.add(campaign, people(count));
    return campaign;
  }
  const emails = (items: readonly { email?: string | null }[]) => items.map(({ email }) => email);

  it("sends nothing until somebody awaits or iterates it", async () => {
    const world = setUp();
    const campaign = await filled(world, 3);
    const requests = await requestsOf(world.sandbox, async () => {
      const list = world.puffle.campaigns.leads.list(campaign);
      list.pages();
      await world.sandbox.clock.advance(1_000);
    });
    expect(requests).toEqual([]);
  });

  it("P59 is its first page when it is awaited, one request", async () => {
    const world = setUp();
    const campaign = await filled(world, 250);
    const requests = await requestsOf(world.sandbox, async () => {
      const page = await world.puffle.campaigns.leads.list(campaign);
      expect(emails(page.items)).toEqual(emails(people(100)));
      expect([page.page, page.total, page.hasMore]).toEqual([1, 250, true]);
    });
    expect(requests).toHaveLength(1);
  });

  it("P59 is every lead once, in order, when it is iterated, however many a page has", async () => {
    for (const limit of [undefined, 1, 7, 100, 240, 250, 5_000]) {
      const world = setUp();
      const campaign = await filled(world, limit === 1 ? 5 : 250);
      const seen = [];
      const query = limit === undefined ? {} : { limit };
      for await (const lead of world.puffle.campaigns.leads.list(campaign.id, query)) seen.push(lead);
      expect(emails(seen)).toEqual(roster(world, campaign));
    }
  });

  it("P59 goes on where the service gives shorter pages than were asked for", async () => {
    const world = setUp();
    const campaign = await filled(world, 1_200);
    const all = await world.puffle.campaigns.leads.list(campaign, { limit: 5_000 }).all({ limit: 9_999 });
    expect(emails(all)).toEqual(roster(world, campaign));
    expect(await world.puffle.campaigns.leads.list(campaign).all({ limit: 120 })).toHaveLength(120);
  });

  it("comes page by page, from the page that is asked for", async () => {
    const world = setUp();
    const campaign = await filled(world, 250);
    const pages = [];
    for await (const page of world.puffle.campaigns.leads.list(campaign, { page: 2 }).pages()) pages.push(page);
    expect(pages.map(({ page, items, hasMore }) => [page, items.length, hasMore])).toEqual([
      [2, 100, true],
      [3, 50, false],
    ]);
  });

  it("is only of one status where that is asked for, and empty is no error", async () => {
    const world = setUp();
    const campaign = await filled(world, 5);
    expect(await world.puffle.campaigns.leads.list(campaign, { status: "pending" }).all({ limit: 10 })).toHaveLength(5);
    const none = await world.puffle.campaigns.leads.list(campaign, { status: "replied" });
    expect([none.items, none.total, none.hasMore]).toEqual([[], 0, false]);
  });

  it("is read anew each time it is awaited", async () => {
    const world = setUp();
    const campaign = await filled(world, 3);
    const list = world.puffle.campaigns.leads.list(campaign);
    expect((await list).total).toBe(3);
    await world.puffle.campaigns.leads.add(campaign, people(1, 10));
    expect((await list).total).toBe(4);
  });

  it("P59 gives nobody twice and says so when the list shifts while it is read", async () => {
    const world = setUp();
    const campaign = await filled(world, 30);
    const { logger, lines } = recordedLog();
    const puffle = new Puffle({ ...world.sandbox.options, logger });
    const seen: (string | null | undefined)[] = [];
    for await (const lead of puffle.campaigns.leads.list(campaign, { limit: 10 })) {
      seen.push(lead.email);
      if (seen.length === 15) await somebodyElse(world).campaigns.leads.add(campaign, people(4, 100));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(34);
    expect(lines.filter(({ level }) => level === "warn").map(({ message }) => message)).toEqual([
      "listCampaignLeads: it went from 30 to 34 items while it was read",
    ]);
  });

  it("P17 goes on after a disturbed page", async () => {
    const world = setUp();
    const campaign = await filled(world, 35);
    world.sandbox.fail("listCampaignLeads", { truncate: true, skip: 1 });
    world.sandbox.fail("listCampaignLeads", { status: 503, skip: 3 });
    const all = await world.puffle.campaigns.leads.list(campaign, { limit: 10 }).all({ limit: 99 });
    expect(emails(all)).toEqual(emails(people(35)));
  });

  it("P10 says that there is no such campaign, and needs a limit for an array", async () => {
    const world = setUp();
    const list = world.puffle.campaigns.leads.list("8c2b2d4e-e29b-41d4-a716-446655440000");
    await caughtAs(NotFoundError, list);
    for (const limit of [0, -1, 1.5, Number.NaN]) {
      const error = await caughtAs(InputError, list.all({ limit }));
      expect(error.problems.map(({ field }) => field)).toEqual(["limit"]);
    }
  });

  it("does not take an answer without leads for an empty roster", async () => {
    const world = setUp();
    const campaign = await filled(world, 3);
    world.sandbox.fail("listCampaignLeads", { answer: '{"total":3,"page":1,"limit":100}' });
    const error = await caughtAs(PuffleError, world.puffle.campaigns.leads.list(campaign));
    expect([error.name, error.operation]).toEqual(["UnreadableResponseError", "listCampaignLeads"]);
  });
});

describe("changing and removing leads", () => {
  async function filled(world: World, count: number) {
    const campaign = await emailDraft(world);
    await world.puffle.campaigns.leads.add(campaign, people(count));
    const ids = world.sandbox.campaign(campaign.id).prospects.map(({ id }) => id);
    return { campaign, ids };
  }

  it("changes one lead, also when the answer is lost, and gives it back", async () => {
    const world = setUp();
    const { campaign, ids } = await filled(world, 2);
    world.sandbox.fail("updateLeadInCampaign", { drop: "after" });
    const lead = await world.puffle.campaigns.leads.update(campaign, String(ids[1]), { company: "Navy" });
    expect([lead.id, lead.company, lead.email]).toEqual([ids[1], "Navy", "lead1@example.test"]);
    expect(world.sandbox.campaign(campaign.id).prospects.map(({ company }) => company)).toEqual([null, "Navy"]);
  });

  it("says that a lead does not exist, or that its address is another's", async () => {
    const world = setUp();
    const { campaign, ids } = await filled(world, 2);
    const { leads } = world.puffle.campaigns;
    await caughtAs(NotFoundError, leads.update(campaign, "8c2b2d4e-e29b-41d4-a716-446655440000", { company: "Navy" }));
    const taken = await caughtAs(
      ConflictError,
      leads.update(campaign, String(ids[1]), { email: "lead0@example.test" }),
    );
    expect(taken.message).not.toContain("lead0@example.test");
  });

  it("removes the leads that it is given, and no others", async () => {
    const world = setUp();
    const { campaign, ids } = await filled(world, 5);
    const removed = await world.puffle.campaigns.leads.remove(campaign, [String(ids[1]), String(ids[3])]);
    expect(removed).toMatchObject({ received: 2, deleted: 2, missing: 0, rejected: [], repeated: [] });
    expect(roster(world, campaign)).toEqual(["lead0@example.test", "lead2@example.test", "lead4@example.test"]);
  });

  it("P38 removes 500 at a time, and counts them all", async () => {
    for (const [count, chunks] of [
      [500, [500]],
      [501, [500, 1]],
      [1_200, [500, 500, 200]],
    ] as const) {
      const world = setUp();
      const { campaign, ids } = await filled(world, count + 3);
      const { puffle, outgoing } = listening(world);
      const some = (async function* () {
        yield* ids.slice(0, count);
      })();
      expect(await puffle.campaigns.leads.remove(campaign.id, some)).toMatchObject({ deleted: count, missing: 0 });
      const sizes = outgoing.flatMap(({ body }) =>
        body ? Object(Reflect.get(Object(body), "prospect_ids")).length : [],
      );
      expect(sizes).toEqual(chunks);
      expect(roster(world, campaign)).toHaveLength(3);
    }
  });

  it("removes everybody only when it is told so", async () => {
    const world = setUp();
    const { campaign } = await filled(world, 700);
    const { puffle, outgoing } = listening(world);
    expect(await puffle.campaigns.leads.remove(campaign, { all: true })).toEqual({ deleted: "all" });
    expect(outgoing.map(({ method, body }) => [method, body])).toEqual([["DELETE", { all: true }]]);
    expect(roster(world, campaign)).toEqual([]);
  });

  it("gives the count of all where the service has one", async () => {
    const world = setUp();
    const { campaign } = await filled(world, 2);
    world.sandbox.fail("removeLeadsFromCampaign", { status: 200, body: { deleted: 2 }, work: true });
    expect(await world.puffle.campaigns.leads.remove(campaign, { all: true })).toEqual({ deleted: 2 });
  });

  it("does not make a count up where the service sends none", async () => {
    const world = setUp();
    const { campaign, ids } = await filled(world, 2);
    world.sandbox.fail("removeLeadsFromCampaign", { status: 200, body: { ok: true }, work: true });
    const error = await caughtAs(IncompleteError<RemovalReport>, world.puffle.campaigns.leads.remove(campaign, ids));
    expect([error.code, error.outcome, error.report.unknown]).toEqual(["unreadable_response", "unknown", 2]);
  });

  it("refuses whatever might mean more than it says, and removes nobody", async () => {
    const world = setUp();
    const { campaign } = await filled(world, 3);
    const wrong: unknown[] = [[], undefined, null, {}, { all: false }, { all: "true" }, { all: 1 }, "all", true, 7];
    for (const which of wrong) {
      const requests = await requestsOf(world.sandbox, async () => {
        const error = await caughtAs(InputError, world.puffle.campaigns.leads.remove(campaign, which as never));
        expect(error.problems).toHaveLength(1);
      });
      expect(requests).toEqual([]);
    }
    expect(roster(world, campaign)).toHaveLength(3);
  });

  it("P38 one bad id does not keep the others, nor does one that stands there twice or is on no roster", async () => {
    const world = setUp();
    const { campaign, ids } = await filled(world, 3);
    const [first, second] = ids.map(String);
    const which = [first, "", second, first, Object({ id: 7 }), "nobody"].map((id) => id ?? "");
    const report = await world.puffle.campaigns.leads.remove(campaign, which);
    expect(report).toMatchObject({ received: 6, deleted: 2, missing: 1, repeated: [{ index: 3, firstIndex: 0 }] });
    expect(report.rejected.map(({ index }) => index)).toEqual([1, 4]);
    expect(roster(world, campaign)).toEqual(["lead2@example.test"]);
  });

  it("P17 removes them also when an answer is lost, and counts them", async () => {
    for (const fault of [{ drop: "after" }, { drop: "before" }, { status: 503 }, { truncate: true }] as const) {
      const world = setUp();
      const { campaign, ids } = await filled(world, 4);
      world.sandbox.fail("removeLeadsFromCampaign", fault);
      const report = await world.puffle.campaigns.leads.remove(campaign, ids.slice(0, 3));
      expect(report).toMatchObject({ deleted: 3, missing: 0, unknown: 0 });
      expect(roster(world, campaign)).toEqual(["lead3@example.test"]);
    }
  });

  it("tells how many are gone when it stops half-way", async () => {
    const world = setUp();
    const { campaign, ids } = await filled(world, 1_100);
    world.sandbox.fail("removeLeadsFromCampaign", { status: 403, skip: 1 });
    const error = await caughtAs(IncompleteError<RemovalReport>, world.puffle.campaigns.leads.remove(campaign, ids));
    expect(error.report).toMatchObject({ received: 1_000, deleted: 500, notSent: 500, unknown: 0 });
    expect([error.status, roster(world, campaign).length]).toEqual([403, 600]);
    expect(error.message).toContain("500 deleted");
    const { checkpoint } = error.report;
    const rest = await world.puffle.campaigns.leads.remove(campaign, ids, { checkpoint });
    expect([rest.deleted, rest.received, roster(world, campaign).length]).toEqual([1_100, 1_100, 0]);
  });
});
