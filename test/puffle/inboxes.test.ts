import {
  BadRequestError,
  ConflictError,
  InputError,
  NotFoundError,
  OutcomeUnknownError,
  PermissionDeniedError,
  Puffle,
  PuffleError,
  RateLimitError,
  ServerError,
} from "puffle-sdk";
import type { Fault } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { countOf, setUp as plain, somebodyElse, tapped } from "./support/world.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A workspace with a verified domain. */
async function withDomain() {
  const world = plain();
  const [domain] = await world.puffle.senders.domains.list();
  const body = { username: "Robin.Doe", domain_id: domain?.id ?? "", first_name: "Robin" };
  return { ...world, body, inboxes: world.puffle.senders.inboxes };
}

/** All addresses there are, as somebody else sees them. */
async function addresses(world: Awaited<ReturnType<typeof withDomain>>): Promise<(string | null | undefined)[]> {
  return (await somebodyElse(world).senders.inboxes.list()).map(({ email_address }) => email_address);
}

describe("an inbox", () => {
  it("is created once, and is a sender that warms up", async () => {
    const world = await withDomain();
    const inbox = await world.inboxes.create(world.body);
    expect([inbox.email_address, inbox.first_name]).toEqual(["robin.doe@acme.test", "Robin"]);
    const { account } = await world.puffle.senders.get(inbox.id);
    expect([account.status, account.warmup_status]).toEqual(["warming", "warming"]);
    expect((await world.inboxes.list())[0]).toEqual(inbox);
  });

  const faults: readonly Fault[] = [
    { drop: "before" },
    { drop: "after" },
    { status: 500, work: true },
    { status: 502 },
    { stall: "headers" },
    { truncate: true },
  ];
  for (const fault of faults) {
    it(`P17 is created exactly once when the answer is lost: ${JSON.stringify(fault)}`, async () => {
      const world = await withDomain();
      world.sandbox.fail("createInbox", fault);
      const inbox = await world.inboxes.create(world.body);
      expect(inbox.email_address).toBe("robin.doe@acme.test");
      expect((await addresses(world)).filter((address) => address === inbox.email_address)).toHaveLength(1);
    });
  }

  it("P17 that somebody else created at the same time is named, not adopted", async () => {
    const world = await withDomain();
    const fetch = tapped(world.sandbox.fetch, {
      async before({ method, path, nth }) {
        if (method === "GET" && path === "/api/email/accounts" && nth === 1)
          await somebodyElse(world).senders.inboxes.create({ ...world.body, first_name: "Kim" });
      },
    });
    world.sandbox.fail("createInbox", { drop: "before" });
    const { senders } = new Puffle({ ...world.sandbox.options, fetch });
    const error = await caughtAs(OutcomeUnknownError, senders.inboxes.create(world.body));
    const [theirs] = await world.inboxes.list();
    expect(error.candidates).toEqual([theirs?.id]);
  });

  it("P11 whose address is taken is a ConflictError that says what to do, or the one that has it", async () => {
    const world = await withDomain();
    const inbox = await world.inboxes.create(world.body);
    const error = await caughtAs(ConflictError, world.inboxes.create(world.body));
    expect([error.status, error.next]).toEqual([409, "fix_request"]);
    expect(error.message).toContain("another username");
    const found = await world.inboxes.create(world.body, { ifExists: "return" });
    expect(found.id).toBe(inbox.id);
  });

  it("P11 whose address belonged to a deleted one can't be given back", async () => {
    const world = await withDomain();
    const { id } = await world.inboxes.create(world.body);
    expect(await world.inboxes.delete(id)).toEqual({ success: true });
    await caughtAs(ConflictError, world.inboxes.create(world.body, { ifExists: "return" }));
  });

  it("is refused before anything is sent when its name or its domain is none, both at once", async () => {
    const { sandbox, inboxes } = await withDomain();
    const before = sandbox.requests.length;
    const error = await caughtAs(InputError, inboxes.create({ username: "rob in", domain_id: "" }));
    expect(error.problems.map(({ field }) => field)).toEqual(["body.username", "body.domain_id"]);
    expect(sandbox.requests).toHaveLength(before);
  });

  it.each([undefined, null, "robin"])(
    "is refused before anything is sent when there is nothing to create it of: %j",
    async (body) => {
      const { sandbox, inboxes } = await withDomain();
      const before = sandbox.requests.length;
      const error = await caughtAs(InputError, Reflect.apply(inboxes.create, inboxes, [body]));
      expect(error.problems.map(({ field }) => field)).toEqual(["body"]);
      expect(sandbox.requests).toHaveLength(before);
    },
  );

  it("P17 is deleted for good, once, whatever is lost on the way", async () => {
    const world = await withDomain();
    const { id } = await world.inboxes.create(world.body);
    world.sandbox.fail("deleteInbox", { drop: "after" });
    expect(await world.inboxes.delete(id)).toEqual({ success: true });
    await caughtAs(NotFoundError, world.inboxes.delete(id));
    expect(await addresses(world)).not.toContain("robin.doe@acme.test");
  });

  it("P19 has its signature changed again after a 502, because nothing was saved", async () => {
    const world = await withDomain();
    const { id } = await world.inboxes.create(world.body);
    world.sandbox.fail("updateInbox", { status: 502, times: 2 });
    expect((await world.inboxes.update(id, { signature: "Robin\nAcme" })).signature).toBe("Robin<br>Acme");
    world.sandbox.fail("updateInbox", { status: 502, times: 9 });
    const error = await caughtAs(ServerError, world.inboxes.update(id, { signature: "" }));
    expect(error.outcome).toBe("not_sent");
    world.sandbox.clearFaults();
    await caughtAs(BadRequestError, world.inboxes.update(id, {}));
  });
});

describe("a warm-up", () => {
  it("P17 that did not start is started again, also when the answer is lost", async () => {
    const world = await withDomain();
    world.sandbox.fail("createInbox", { warmup: "not_started" });
    const { id } = await world.inboxes.create(world.body);
    world.sandbox.fail("retryInboxWarmup", { drop: "after" });
    const inbox = await world.inboxes.retryWarmup(id);
    expect([inbox.id, inbox.status, inbox.warmup_status]).toEqual([id, "warming", "warming"]);
    expect(countOf(world.sandbox, "retryInboxWarmup")).toBe(2);
  });

  it("P11 that has begun already is a ConflictError, not success", async () => {
    const world = await withDomain();
    const { id } = await world.inboxes.create(world.body);
    const error = await caughtAs(ConflictError, world.inboxes.retryWarmup(id));
    expect(error.message).toContain("warmup_status");
    expect(countOf(world.sandbox, "getSender")).toBe(0);
  });

  it("is seen to end, and told once", async () => {
    const world = await withDomain();
    const { id } = await world.inboxes.create(world.body);
    await world.sandbox.clock.advance(22 * DAY);
    const { analytics, transitions } = await world.inboxes.warmupAnalytics();
    expect(analytics?.[id]?.warmup_reputation).toBeGreaterThanOrEqual(90);
    expect(transitions?.[id]).toEqual({ warmup_status: "active", status: "active" });
    await world.sandbox.clock.advance(3 * MINUTE);
    expect((await world.inboxes.warmupAnalytics()).transitions).toEqual({});
  });

  it("P18 is not read more often than every three minutes: what comes too soon is not sent, and says when to come back", async () => {
    const world = await withDomain();
    const reads = () => countOf(world.sandbox, "getWarmupAnalytics");
    await world.inboxes.warmupAnalytics();
    await world.sandbox.clock.advance(MINUTE);
    const error = await caughtAs(RateLimitError, world.inboxes.warmupAnalytics());
    expect([error.code, error.next, error.outcome, error.retryAfterMs]).toEqual([
      "too_soon",
      "wait",
      "not_sent",
      2 * MINUTE,
    ]);
    expect(reads()).toBe(1);
    await world.sandbox.clock.advance(error.retryAfterMs ?? 0);
    await world.inboxes.warmupAnalytics();
    expect(reads()).toBe(2);
    await somebodyElse(world).senders.inboxes.warmupAnalytics();
    expect(reads()).toBe(3);
  });

  const maybeRead: readonly Fault[] = [
    { drop: "after" },
    { status: 500 },
    { status: 503 },
    { truncate: true },
    { stall: "body" },
  ];
  it.each(maybeRead)("P18 is read once where the answer is lost, and then not for three minutes: %j", async (fault) => {
    const world = await withDomain();
    world.sandbox.fail("getWarmupAnalytics", { ...fault, times: 3 });
    const retry = { lost: { retries: 2 }, 500: { retries: 2 } };
    await caughtAs(PuffleError, world.inboxes.warmupAnalytics({ retry }));
    const error = await caughtAs(RateLimitError, world.inboxes.warmupAnalytics());
    expect([error.code, countOf(world.sandbox, "getWarmupAnalytics")]).toEqual(["too_soon", 1]);
    world.sandbox.clearFaults();
    await world.sandbox.clock.advance(3 * MINUTE);
    expect((await world.inboxes.warmupAnalytics()).transitions).toEqual({});
  });

  it("P18 may be read again at once when it was refused", async () => {
    const world = await withDomain();
    world.sandbox.fail("getWarmupAnalytics", { status: 403 });
    await caughtAs(PermissionDeniedError, world.inboxes.warmupAnalytics());
    expect((await world.inboxes.warmupAnalytics()).transitions).toEqual({});
  });

  it("P18 counts the three minutes from when it was read, not from when it began to wait for its turn", async () => {
    const world = await withDomain();
    world.sandbox.fail("getWarmupAnalytics", { status: 429, headers: { "retry-after": "20" } });
    await world.inboxes.warmupAnalytics();
    const error = await caughtAs(RateLimitError, world.inboxes.warmupAnalytics());
    expect(error.retryAfterMs).toBeGreaterThan(3 * MINUTE - 5_000);
  });
});

describe("connecting LinkedIn", () => {
  it("P17 gives a link for a person, which is never followed, and the account shows once they have connected it", async () => {
    const world = plain({ workspace: { senders: [] } });
    const others: string[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      others.push(String(input));
      return world.sandbox.fetch(input, init);
    };
    const { senders } = new Puffle({ ...world.sandbox.options, fetch });
    world.sandbox.fail("connectLinkedInSender", { drop: "after" });
    const { url } = await senders.connectLinkedIn();
    expect(others.every((one) => one === `${world.sandbox.baseURL}/api/unipile/connect`)).toBe(true);
    const { id } = world.sandbox.connectLinkedIn(url, { display_name: "Robin" });
    expect((await senders.list({ type: "linkedin" })).find((one) => one.id === id)?.status).toBe("connected");
  });
});
