import {
  AbortError,
  type Campaign,
  type Clock,
  DuplicateNameError,
  InputError,
  isEmailCampaign,
  isLinkedInCampaign,
  OutcomeUnknownError,
  Puffle,
  PuffleError,
  ServerError,
  UnreadableResponseError,
} from "puffle-sdk";
import type { Fault } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { caught, caughtAs } from "../support/errors.ts";
import { countOf, edited, emailDraft, requestsOf, setUp, somebodyElse, tapped, type World } from "./support/world.ts";

const HOUR = 3_600_000;

/** What the campaign of these tests is asked to be. */
function wanted({ email }: World) {
  return { type: "email", name: "Q3", sender_account_ids: [email], daily_limit: 40, signature: "Robin" } as const;
}

describe("creating a campaign", () => {
  it("gives back the draft with its two seeded nodes, of either channel", async () => {
    const { sandbox, puffle, email, linkedin } = setUp();
    const mail = await puffle.campaigns.create({ type: "email", name: "Mail", sender_account_ids: [email] });
    const link = await puffle.campaigns.create({ type: "linkedin", name: "Link", sender_account_ids: [linkedin] });
    const shape = ({ type, status, sequence_nodes }: Campaign) => [
      type,
      status,
      sequence_nodes?.map((one) => one.type),
    ];
    expect(shape(mail)).toEqual(["email", "draft", ["email", "end"]]);
    expect(shape(link)).toEqual(["linkedin", "draft", ["connection_request", "end"]]);
    expect([isEmailCampaign(mail), isLinkedInCampaign(mail)]).toEqual([true, false]);
    expect([isEmailCampaign(link), isLinkedInCampaign(link)]).toEqual([false, true]);
    expect(sandbox.campaigns().map(({ campaign }) => campaign.id)).toEqual([mail.id, link.id]);
  });

  it("sends what was given and nothing of the call's options", async () => {
    const world = setUp();
    const bodies: unknown[] = [];
    const fetch = tapped(world.sandbox.fetch, { before: ({ body }) => bodies.push(body) });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    await puffle.campaigns.create(wanted(world), { ifExists: "return", timeout: 9_000, headers: { "x-team": "7" } });
    expect(bodies).toEqual([wanted(world)]);
  });

  it("does not change what it is given, however often it has to be sent", async () => {
    const world = setUp();
    const body = Object.freeze({ ...wanted(world), sender_account_ids: [world.email] });
    world.sandbox.fail("createCampaign", { status: 503, times: 2 });
    await world.puffle.campaigns.create(body);
    expect(body).toEqual(wanted(world));
  });

  it("begins when it is called, not when it is awaited", async () => {
    const world = setUp();
    const call = emailDraft(world);
    await world.sandbox.clock.advance(1_000);
    expect(world.sandbox.campaigns()).toHaveLength(1);
    await call;
    expect(countOf(world.sandbox, "createCampaign")).toBe(1);
  });

  it("refuses unknown and wrong options, all of them at once, before anything is sent", async () => {
    const world = setUp();
    const options: object = { ifExists: "maybe", timeout: 0, idempotencyKey: "k", retries: 3 };
    const error = await caughtAs(InputError, world.puffle.campaigns.create(wanted(world), options));
    expect(error.problems.map(({ field }) => field).sort()).toEqual([
      "idempotencyKey",
      "ifExists",
      "retries",
      "timeout",
    ]);
    expect(world.sandbox.requests).toEqual([]);
  });

  it("says so when the answer has no campaign, and does not send it again", async () => {
    const world = setUp();
    world.sandbox.fail("createCampaign", { answer: "{}" });
    const error = await caughtAs(UnreadableResponseError, emailDraft(world));
    expect([error.outcome, error.next]).toEqual(["sent", "check_outcome"]);
    expect(countOf(world.sandbox, "createCampaign")).toBe(1);
  });
});

describe("a name that is taken", () => {
  it("P11 is a DuplicateNameError in all the service's wordings, and nothing is created", async () => {
    const sentences = new Set<string | undefined>();
    for (let seed = 1; seed <= 12; seed++) {
      const world = setUp({ seed });
      await emailDraft(world);
      const requests = await requestsOf(world.sandbox, async () => {
        const error = await caughtAs(DuplicateNameError, emailDraft(world));
        expect([error.status, error.next, error.operation]).toEqual([409, "use_existing", "createCampaign"]);
        sentences.add(error.said);
      });
      expect(requests).toHaveLength(1);
      expect(world.sandbox.campaigns()).toHaveLength(1);
    }
    expect(sentences.size).toBeGreaterThan(2);
  });

  it("P11 gives back the campaign that has it, with its sequence, where that was asked for", async () => {
    const world = setUp();
    const first = await emailDraft(world);
    await world.puffle.sequenceNodes.build(first, [{ type: "email", subject: "Hello", body: "A word" }]);
    const again = await world.puffle.campaigns.create(wanted(world), { ifExists: "return" });
    expect(again.id).toBe(first.id);
    expect(again.sequence_nodes?.map(({ subject }) => subject)).toEqual(["Hello", null]);
    expect(world.sandbox.campaigns()).toHaveLength(1);
  });

  it("P11 creates the campaign where the name is free, also when an existing one would do", async () => {
    const world = setUp();
    await emailDraft(world, "Another");
    const campaign = await world.puffle.campaigns.create(wanted(world), { ifExists: "return" });
    expect(campaign.name).toBe("Q3");
    expect(countOf(world.sandbox, "listCampaigns")).toBe(0);
  });

  it("P11 never gives back another channel's campaign", async () => {
    const world = setUp();
    await world.puffle.campaigns.create({ type: "linkedin", name: "Q3", sender_account_ids: [world.linkedin] });
    const error = await caughtAs(
      DuplicateNameError,
      world.puffle.campaigns.create(wanted(world), { ifExists: "return" }),
    );
    expect(error.status).toBe(409);
    expect(world.sandbox.campaigns()).toHaveLength(1);
  });

  it("P11 says that the name is taken when the one that has it can't be found", async () => {
    const world = setUp();
    await emailDraft(world);
    world.sandbox.fail("listCampaigns", { status: 200, body: { campaigns: [] } });
    await caughtAs(DuplicateNameError, world.puffle.campaigns.create(wanted(world), { ifExists: "return" }));
    expect(countOf(world.sandbox, "getCampaign")).toBe(0);
  });

  it("P11 does not hand out half a campaign when the existing one can't be read", async () => {
    const world = setUp();
    await emailDraft(world);
    world.sandbox.fail("getCampaign", { answer: "{}" });
    const error = await caughtAs(
      UnreadableResponseError,
      world.puffle.campaigns.create(wanted(world), { ifExists: "return" }),
    );
    expect(error.operation).toBe("getCampaign");
  });

  it("P11 carries the response of the read that found it", async () => {
    const world = setUp();
    const first = await emailDraft(world);
    const response = await world.puffle.campaigns.create(wanted(world), { ifExists: "return" }).withResponse();
    expect(Object.keys(response)).toEqual(["data", "status", "headers", "correlationId", "attempts"]);
    expect([response.data.id, response.status]).toEqual([first.id, 200]);
    expect(response.correlationId).toBe(response.headers.get("x-correlation-id"));
  });
});

/** The campaign is made, and the client is not told. */
const AFTER: Readonly<Record<string, Fault>> = {
  "the connection is lost": { drop: "after" },
  "the answer is torn off": { truncate: true },
  "the JSON ends too early": { cut: true },
  "nothing ever comes": { stall: "headers" },
  "the body stalls": { stall: "body" },
  "the gateway gives up": { status: 504, work: true },
  "the service fails after the work": { status: 500, work: true },
  "a proxy answers a page of its own": { answer: "<html><body>Please log in</body></html>" },
  "the body is empty": { answer: "" },
};

/** Nothing is made, and the client can't know. */
const BEFORE: Readonly<Record<string, Fault>> = {
  "the connection is lost": { drop: "before" },
  "nothing ever comes": { stall: "before" },
  "the service is busy": { status: 503 },
  "the gateway fails": { status: 502 },
  "the gateway gives up": { status: 504 },
  "the service fails": { status: 500 },
  "there were too many requests": { status: 429, retryAfter: 3 },
};

describe("when the answer is lost after the campaign was made", () => {
  for (const [what, fault] of Object.entries(AFTER)) {
    it(`P17 finds the campaign that it made itself: ${what}`, async () => {
      const world = setUp();
      world.sandbox.fail("createCampaign", fault);
      const campaign = await world.puffle.campaigns.create(wanted(world));
      const [only, ...more] = world.sandbox.campaigns();
      expect(more).toEqual([]);
      expect(campaign.id).toBe(only?.campaign.id);
      const { sender_account_ids, ...settings } = wanted(world);
      expect(campaign).toMatchObject({ ...settings, status: "draft" });
      expect(campaign.sender_accounts?.map(({ id }) => id)).toEqual(sender_account_ids);
      expect(campaign.sequence_nodes?.map(({ type }) => type)).toEqual(["email", "end"]);
      expect(countOf(world.sandbox, "createCampaign")).toBe(1);
    });
  }

  it("P17 finds a LinkedIn campaign with its hours, whatever the order of their members", async () => {
    const world = setUp();
    const { sandbox, linkedin } = world;
    const hours = { mon: { from: "09:00", to: "17:00" }, tue: null };
    sandbox.fail("createCampaign", { drop: "after" });
    const reorder = (campaign: Record<string, unknown>) => ({
      ...campaign,
      operating_hours: { tue: null, mon: { to: "17:00", from: "09:00" } },
    });
    const fetch = tapped(sandbox.fetch, {
      after: (request, response) =>
        request.method === "GET" && request.path === "/api/campaigns"
          ? edited(response, ({ campaigns }) => ({ campaigns: Array.isArray(campaigns) ? campaigns.map(reorder) : [] }))
          : response,
    });
    const puffle = new Puffle({ ...sandbox.options, fetch });
    const body = { type: "linkedin", name: "Q3", sender_account_ids: [linkedin] } as const;
    const campaign = await puffle.campaigns.create({ ...body, operating_hours: hours, skip_other_campaigns: true });
    expect(campaign.id).toBe(sandbox.campaigns()[0]?.campaign.id);
    expect(sandbox.campaigns()).toHaveLength(1);
  });

  it("P17 settles it by reading also where nothing may be retried", async () => {
    const world = setUp();
    world.sandbox.fail("createCampaign", { drop: "after" });
    const campaign = await world.puffle.campaigns.create(wanted(world), { retry: false });
    expect(campaign.id).toBe(world.sandbox.campaigns()[0]?.campaign.id);
    expect(countOf(world.sandbox, "createCampaign")).toBe(1);
  });

  it("P17 finds it whatever the client's own clock says", async () => {
    for (const off of [-5 * HOUR, -90_000, 90_000, 5 * HOUR]) {
      const world = setUp();
      const { clock } = world.sandbox;
      const wrong: Clock = {
        now: () => clock.now() + off,
        sleep: (ms, signal) => clock.sleep(ms, signal),
        timer: (ms, fire) => clock.timer(ms, fire),
      };
      world.sandbox.fail("createCampaign", { drop: "after" });
      const campaign = await new Puffle({ ...world.sandbox.options, clock: wrong }).campaigns.create(wanted(world));
      expect(campaign.id).toBe(world.sandbox.campaigns()[0]?.campaign.id);
    }
  });

  it("P17 finds it after several losses in a row, those of the reads included", async () => {
    const world = setUp();
    const { sandbox } = world;
    sandbox.fail("createCampaign", { drop: "before" });
    sandbox.fail("createCampaign", { status: 504, work: true });
    sandbox.fail("listCampaigns", { drop: "after" });
    sandbox.fail("listCampaigns", { status: 503, skip: 1 });
    sandbox.fail("getCampaign", { truncate: true });
    const response = await world.puffle.campaigns.create(wanted(world)).withResponse();
    expect(Object.keys(response)).toEqual(["data", "status", "headers", "correlationId", "attempts"]);
    expect(sandbox.campaigns().map(({ campaign }) => campaign.id)).toEqual([response.data.id]);
    expect(response.attempts.map(({ failure, status }) => failure ?? status)).toEqual(["lost", 504]);
    expect(countOf(sandbox, "createCampaign")).toBe(2);
  });

  it("P17 makes one campaign where the first attempt is carried out long after it was given up", async () => {
    for (const latency of [30_050, 30_400, 31_000, 45_000, 58_000]) {
      const world = setUp();
      world.sandbox.fail("createCampaign", { latency });
      const campaign = await world.puffle.campaigns.create(wanted(world));
      await world.sandbox.clock.advance(HOUR);
      expect(world.sandbox.campaigns().map((one) => one.campaign.id)).toEqual([campaign.id]);
    }
  });

  it("P17 makes one campaign where every attempt comes late", async () => {
    const world = setUp();
    world.sandbox.fail("createCampaign", { latency: 31_000, times: 3 });
    const campaign = await world.puffle.campaigns.create(wanted(world), { timeout: 10 * 60_000 });
    await world.sandbox.clock.advance(HOUR);
    expect(world.sandbox.campaigns().map((one) => one.campaign.id)).toEqual([campaign.id]);
  });

  it("P17 names the campaign it found when only its sequence can't be read", async () => {
    const world = setUp();
    world.sandbox.fail("createCampaign", { drop: "after" });
    world.sandbox.fail("getCampaign", { status: 503, times: 20 });
    const result = await world.puffle.campaigns.create(wanted(world)).catch((error: unknown) => error);
    const id = world.sandbox.campaigns()[0]?.campaign.id;
    const known = result instanceof OutcomeUnknownError ? result.candidates : [Reflect.get(Object(result), "id")];
    expect(known).toEqual([id]);
  });

  it("P17 says that nobody knows when the list can't be read either, and sends nothing again", async () => {
    const world = setUp();
    world.sandbox.fail("createCampaign", { drop: "after" });
    world.sandbox.fail("listCampaigns", { status: 503, times: 20 });
    const error = await caughtAs(OutcomeUnknownError, world.puffle.campaigns.create(wanted(world)));
    expect([error.outcome, error.next, error.code]).toEqual(["unknown", "check_outcome", "outcome_unknown"]);
    expect(error.message).toContain("campaigns.list()");
    expect(countOf(world.sandbox, "createCampaign")).toBe(1);
    expect(world.sandbox.campaigns()).toHaveLength(1);
  });

  it("P17 reads with the caller's own headers when it settles what became of it", async () => {
    const world = setUp();
    world.sandbox.fail("createCampaign", { drop: "after" });
    const teams: (string | null)[] = [];
    const fetch = tapped(world.sandbox.fetch, { before: ({ headers }) => teams.push(headers.get("x-team")) });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    await puffle.campaigns.create(wanted(world), { headers: { "x-team": "7" } });
    expect(teams).toEqual(["7", "7", "7"]);
  });

  it("P17 says that it may have been made when the caller gives up in between", async () => {
    const world = setUp();
    const controller = new AbortController();
    world.sandbox.fail("createCampaign", { drop: "after" });
    const fetch = tapped(world.sandbox.fetch, {
      before: ({ method }) => method === "GET" && controller.abort(new Error("enough")),
    });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    const error = await caughtAs(AbortError, puffle.campaigns.create(wanted(world), { signal: controller.signal }));
    expect([error.outcome, error.next]).toEqual(["unknown", "check_outcome"]);
    expect(countOf(world.sandbox, "createCampaign")).toBe(1);
  });
});

describe("when nothing was made", () => {
  for (const [what, fault] of Object.entries(BEFORE)) {
    it(`P17 sends it again and makes one campaign: ${what}`, async () => {
      const world = setUp();
      world.sandbox.fail("createCampaign", fault);
      const campaign = await world.puffle.campaigns.create(wanted(world));
      expect(world.sandbox.campaigns().map((one) => one.campaign.id)).toEqual([campaign.id]);
      expect(countOf(world.sandbox, "createCampaign")).toBe(2);
    });
  }

  it("P17 P19 gives up after three attempts, and none of them was carried out", async () => {
    const world = setUp();
    world.sandbox.fail("createCampaign", { status: 503, times: 9 });
    const error = await caughtAs(ServerError, world.puffle.campaigns.create(wanted(world)));
    expect([error.status, error.attempts.length]).toEqual([503, 3]);
    expect(countOf(world.sandbox, "createCampaign")).toBe(3);
    expect(world.sandbox.campaigns()).toEqual([]);
  });
});

describe("somebody else's campaign of the same name", () => {
  /** Somebody else makes it right before this client looks what became of its own lost attempt. */
  async function raced(act: (other: Puffle, world: World) => Promise<unknown>, fault: Fault = { drop: "before" }) {
    const world = setUp();
    const other = somebodyElse(world);
    world.sandbox.fail("createCampaign", fault);
    const fetch = tapped(world.sandbox.fetch, {
      async before({ method, path, nth }) {
        if (method === "GET" && path === "/api/campaigns" && nth === 1) await act(other, world);
      },
    });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    const error = await caught(puffle.campaigns.create(wanted(world)));
    return { world, error, id: world.sandbox.campaigns()[0]?.campaign.id };
  }

  const others: Readonly<Record<string, (other: Puffle, world: World) => Promise<unknown>>> = {
    "another limit": (other, world) => other.campaigns.create({ ...wanted(world), daily_limit: 41 }),
    "another signature": (other, world) => other.campaigns.create({ ...wanted(world), signature: "Kim" }),
    "no settings at all": (other, world) =>
      other.campaigns.create({ type: "email", name: "Q3", sender_account_ids: [world.email] }),
    "another sender": (other, world) =>
      other.campaigns.create({
        ...wanted(world),
        sender_account_ids: [world.sandbox.addSender({ type: "email" }).id],
      }),
    "one sender more": (other, world) =>
      other.campaigns.create({
        ...wanted(world),
        sender_account_ids: [world.email, world.sandbox.addSender({ type: "email" }).id],
      }),
    "the other channel": (other, world) =>
      other.campaigns.create({ type: "linkedin", name: "Q3", sender_account_ids: [world.linkedin] }),
    "a touch since it was made": async (other, world) => {
      const campaign = await other.campaigns.create(wanted(world));
      await world.sandbox.clock.sleep(1_500);
      await other.campaigns.leads.add(campaign, [{ email: "somebody@example.test" }]);
    },
  };
  for (const [what, act] of Object.entries(others)) {
    it(`P17 is not adopted when it has ${what}, but named`, async () => {
      const { world, error, id } = await raced(act);
      expect(error).toBeInstanceOf(OutcomeUnknownError);
      expect(error).toMatchObject({ candidates: [id], outcome: "unknown", next: "check_outcome" });
      expect(world.sandbox.campaigns()).toHaveLength(1);
    });
  }

  it("P17 is not adopted when this client's own was touched before the list came: it is named", async () => {
    const { world, error, id } = await raced(
      async (other, { sandbox }) => {
        const mine = sandbox.campaigns()[0]?.campaign.id ?? "none";
        await sandbox.clock.sleep(1_500);
        await other.campaigns.leads.add(mine, [{ email: "somebody@example.test" }]);
      },
      { drop: "after" },
    );
    expect(error).toMatchObject({ candidates: [id] });
    expect(world.sandbox.campaigns()).toHaveLength(1);
  });

  for (const fault of [...Object.values(AFTER), ...Object.values(BEFORE)]) {
    it(`P17 is never adopted when it was there before: ${JSON.stringify(fault)}`, async () => {
      const world = setUp();
      await somebodyElse(world).campaigns.create(wanted(world));
      await world.sandbox.clock.advance(5_000);
      world.sandbox.fail("createCampaign", fault);
      const error = await caughtAs(DuplicateNameError, world.puffle.campaigns.create(wanted(world)));
      expect(error.status).toBe(409);
      expect(world.sandbox.campaigns()).toHaveLength(1);
    });
  }

  it("P17 is never adopted when this client has read it before, however quickly that went", async () => {
    const world = setUp();
    const theirs = await somebodyElse(world).campaigns.create(wanted(world));
    await world.puffle.campaigns.get(theirs.id);
    world.sandbox.fail("createCampaign", { drop: "before" });
    const error = await caughtAs(PuffleError, world.puffle.campaigns.create(wanted(world)));
    expect(error).toMatchObject({ candidates: [theirs.id] });
  });

  it("P17 is never adopted when this client has seen it in the list before, however quickly that went", async () => {
    const world = setUp();
    await somebodyElse(world).campaigns.create(wanted(world));
    expect(await world.puffle.campaigns.list()).toHaveLength(1);
    world.sandbox.fail("createCampaign", { drop: "before" });
    const result = await world.puffle.campaigns.create(wanted(world)).catch((error: unknown) => error);
    expect(result).toBeInstanceOf(PuffleError);
  });

  it("P17 is never adopted when this client has seen it in an answer to `request`, however quickly that went", async () => {
    const world = setUp();
    const theirs = await somebodyElse(world).campaigns.create(wanted(world));
    await world.puffle.request("GET /api/campaigns");
    world.sandbox.fail("createCampaign", { drop: "before" });
    const error = await caughtAs(OutcomeUnknownError, world.puffle.campaigns.create(wanted(world)));
    expect(error.candidates).toEqual([theirs.id]);
  });

  it("P17 is never adopted, however slowly the list comes over the line", async () => {
    const world = setUp();
    const theirs = await somebodyElse(world).campaigns.create(wanted(world));
    await world.sandbox.clock.advance(15_000);
    world.sandbox.fail("createCampaign", { drop: "before" });
    const fetch = tapped(world.sandbox.fetch, {
      async after({ method }, response) {
        if (method === "GET") await world.sandbox.clock.sleep(20_000);
        return response;
      },
    });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    const result = await puffle.campaigns.create(wanted(world)).catch((error: unknown) => error);
    expect(result).not.toMatchObject({ id: theirs.id });
    expect(result).toBeInstanceOf(PuffleError);
  });

  it("P17 is only named where the service does not say what time it is", async () => {
    const world = setUp();
    world.sandbox.fail("createCampaign", { drop: "after" });
    const fetch = tapped(world.sandbox.fetch, {
      after(_, response) {
        const headers = new Headers(response.headers);
        headers.delete("date");
        return new Response(response.body, { status: response.status, headers });
      },
    });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    const error = await caughtAs(OutcomeUnknownError, puffle.campaigns.create(wanted(world)));
    expect(error.candidates).toEqual([world.sandbox.campaigns()[0]?.campaign.id]);
  });

  it("P11 P17 is given back after a lost attempt where any of that name would do", async () => {
    const world = setUp();
    const theirs = await somebodyElse(world).campaigns.create(wanted(world));
    await world.sandbox.clock.advance(HOUR);
    world.sandbox.fail("createCampaign", { drop: "after" });
    const campaign = await world.puffle.campaigns.create(wanted(world), { ifExists: "return" });
    expect(campaign.id).toBe(theirs.id);
  });

  it("P11 P17 is given back where any of that name would do, also when nobody can tell who made it", async () => {
    const world = setUp();
    const theirs = await somebodyElse(world).campaigns.create(wanted(world));
    await world.puffle.campaigns.list();
    world.sandbox.fail("createCampaign", { drop: "before" });
    const campaign = await world.puffle.campaigns.create(wanted(world), { ifExists: "return" });
    expect([campaign.id, campaign.sequence_nodes?.length]).toEqual([theirs.id, 2]);
  });

  it("P17 is named where any of that name would do, but it can't be read", async () => {
    const world = setUp();
    const theirs = await somebodyElse(world).campaigns.create(wanted(world));
    await world.puffle.campaigns.list();
    world.sandbox.fail("createCampaign", { drop: "before" });
    world.sandbox.fail("getCampaign", { status: 503, times: 20 });
    const call = world.puffle.campaigns.create(wanted(world), { ifExists: "return" });
    const error = await caughtAs(OutcomeUnknownError, call);
    expect([error.candidates, error.outcome]).toEqual([[theirs.id], "unknown"]);
  });

  it("P17 is not both callers' own when two ask for the same campaign at once and both answers are lost", async () => {
    const world = setUp();
    world.sandbox.fail("createCampaign", { drop: "after", times: 2 });
    const create = () => world.puffle.campaigns.create(wanted(world));
    const results = await Promise.allSettled([create(), create()]);
    expect(world.sandbox.campaigns()).toHaveLength(1);
    expect(results.filter(({ status }) => status === "fulfilled").length).toBeLessThan(2);
  });

  it("P17 is one caller's own when two that lost their answers look at the list in the same moment", async () => {
    const world = setUp();
    world.sandbox.fail("createCampaign", { drop: "after", times: 2 });
    const lists: (() => void)[] = [];
    const fetch = tapped(world.sandbox.fetch, {
      async after({ method, path }, response) {
        if (method !== "GET" || path !== "/api/campaigns") return response;
        const both = new Promise<void>((resolve) => lists.push(resolve));
        if (lists.length === 2) for (const go of lists) go();
        await both;
        return response;
      },
    });
    const { campaigns } = new Puffle({ ...world.sandbox.options, fetch });
    const results = await Promise.allSettled([campaigns.create(wanted(world)), campaigns.create(wanted(world))]);
    expect(lists).toHaveLength(2);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [only] = world.sandbox.campaigns();
    for (const result of results) {
      const ids = result.status === "fulfilled" ? [result.value.id] : result.reason.candidates;
      expect(ids).toEqual([only?.campaign.id]);
    }
  });
});
