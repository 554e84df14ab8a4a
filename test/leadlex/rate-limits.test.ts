import { LeadLex, PollTimeoutError, RateLimitError } from "puffle-sdk/leadlex";
import type { LeadLexSandboxOptions } from "puffle-sdk/sandbox";
import { describe, expect, test } from "vitest";
import { caught, caughtAs } from "../support/errors.ts";
import { DAY, HOUR, MINUTE, pendingStart, readyDraft, readyForApproval, SECOND } from "./support/starting.ts";
import { countOf, setUp } from "./support/world.ts";

const MIDNIGHT = Date.UTC(2026, 0, 6);
const NINE = Date.UTC(2026, 0, 5, 9);

/** Calls that cost nothing but a call. */
async function spend(leadlex: LeadLex, calls: number): Promise<void> {
  for (let call = 0; call < calls; call++) await leadlex.webhooks.list();
}

/** The headers that a 429 comes with. */
function limited(headers: Record<string, string>) {
  const body = { error: { code: "rate_limited", message: "Slow down" } };
  return { status: 429, body, headers };
}
const left = (remaining: string, reset = String(MIDNIGHT / 1000)) => ({
  "x-ratelimit-limit": "1000",
  "x-ratelimit-remaining": remaining,
  "x-ratelimit-reset": reset,
});

describe("L06 rateLimit", () => {
  test("is unknown before the first answer, and what the last one said after it", async () => {
    const { sandbox, leadlex } = setUp({ plan: "pro" });
    expect(leadlex.rateLimit).toBeUndefined();
    await spend(leadlex, 1);
    const first = { limit: 1000, remaining: 999, resetAt: new Date(MIDNIGHT), seenAt: new Date(NINE) };
    expect(leadlex.rateLimit).toMatchObject(first);
    await sandbox.clock.advance(HOUR);
    await spend(leadlex, 1);
    expect(leadlex.rateLimit).toMatchObject({ remaining: 998, seenAt: new Date(NINE + HOUR) });
  });

  test("is told by refusals as well", async () => {
    const { leadlex } = setUp({ plan: "pro" });
    await caught(leadlex.contacts.get("con_none"));
    expect(leadlex.rateLimit).toMatchObject({ remaining: 999 });
  });

  test("stays what it was where an answer says nothing of it, or nonsense", async () => {
    const { sandbox, leadlex } = setUp({ plan: "pro" });
    await spend(leadlex, 1);
    const odd = ["-1", "many", "", "1.5", "1e3", "9".repeat(20), " 7 x"];
    for (const value of odd) {
      for (const name of ["limit", "remaining", "reset"]) {
        const headers = { ...left("500"), [`x-ratelimit-${name}`]: value };
        sandbox.fail("listWebhooks", { status: 200, body: { data: { webhooks: [] } }, headers });
        await leadlex.webhooks.list();
      }
    }
    expect(leadlex.rateLimit).toMatchObject({ limit: 1000, remaining: 999, resetAt: new Date(MIDNIGHT) });
  });

  test("never has a time that is none", async () => {
    const { sandbox, leadlex } = setUp();
    for (const reset of ["0", "1", "999999999999", "8640000000000", "99999999999999"]) {
      sandbox.fail("listWebhooks", { status: 200, body: { data: { webhooks: [] } }, headers: left("5", reset) });
      await leadlex.webhooks.list();
      expect(Number.isFinite(leadlex.rateLimit?.resetAt.getTime())).toBe(true);
    }
  });

  test("is each client's own", async () => {
    const { sandbox, leadlex } = setUp();
    await spend(leadlex, 1);
    expect(new LeadLex(sandbox.options).rateLimit).toBeUndefined();
  });
});

describe("L06 the minute's limit", () => {
  test("is waited for, a minute and no more than a tenth longer, and then it goes on", async () => {
    for (const seed of [1, 2, 3]) {
      const { sandbox, leadlex } = setUp({ plan: "starter", seed });
      await spend(leadlex, 10);
      const began = sandbox.clock.now();
      await leadlex.webhooks.list();
      const waited = sandbox.clock.now() - began;
      expect(waited).toBeGreaterThanOrEqual(MINUTE);
      expect(waited).toBeLessThanOrEqual(1.1 * MINUTE);
    }
  });

  test("holds up all operations of the client, and no other client", async () => {
    const world = setUp({ plan: "org" });
    const { sandbox, leadlex } = world;
    sandbox.fail("listWebhooks", limited(left("500")));
    const began = sandbox.clock.now();
    const ended: Record<string, number> = {};
    const timed = async (name: string, call: PromiseLike<unknown>) => {
      await call;
      ended[name] = sandbox.clock.now() - began;
    };
    const waiting = timed("webhooks", leadlex.webhooks.list());
    await sandbox.clock.advance(SECOND);
    const other = timed("other", new LeadLex(sandbox.options).webhooks.list());
    await other;
    await Promise.all([waiting, timed("contacts", leadlex.contacts.list()), timed("lists", leadlex.lists.list())]);
    expect(ended["other"]).toBeLessThan(10 * SECOND);
    for (const name of ["webhooks", "contacts", "lists"]) {
      expect(ended[name]).toBeGreaterThanOrEqual(MINUTE);
      expect(ended[name]).toBeLessThanOrEqual(1.1 * MINUTE + SECOND);
    }
    expect(countOf(world, "listWebhooks")).toBe(3);
  });

  test("is what a 429 without any header means", async () => {
    const { sandbox, leadlex } = setUp({ plan: "unlimited" });
    sandbox.fail("listWebhooks", { status: 429 });
    const began = sandbox.clock.now();
    await leadlex.webhooks.list();
    expect(sandbox.clock.now() - began).toBeGreaterThanOrEqual(MINUTE);
  });

  test("carries out nothing, so that a start is sent again after it, once", async () => {
    const ready = await readyDraft();
    ready.sandbox.fail("startCampaign", limited(left("500")));
    expect(await ready.leadlex.campaigns.start(ready.campaign)).toMatchObject({ status: "active", via: "answered" });
    expect(ready.seen()).toEqual(["startCampaign status 429", "startCampaign 200"]);
  });

  test("fits into a call by default, once", async () => {
    const { sandbox, leadlex } = setUp();
    sandbox.fail("listWebhooks", { ...limited(left("500")), times: 2 });
    await leadlex.webhooks.list();
    sandbox.fail("listWebhooks", { ...limited(left("500")), times: 9 });
    const error = await caughtAs(RateLimitError, leadlex.webhooks.list());
    expect(error).toMatchObject({ next: "wait", retryAfterMs: MINUTE });
  });
});

describe("L06 the day's limit", () => {
  test("fails at once, says when the day begins anew, and refuses later calls without sending them", async () => {
    const { sandbox, leadlex } = setUp({ plan: "pro" });
    sandbox.fail("listWebhooks", limited(left("0")));
    const { clock } = sandbox;
    const error = await caughtAs(RateLimitError, leadlex.webhooks.list());
    expect(clock.now()).toBe(NINE);
    expect(error).toMatchObject({ retryAfterMs: MIDNIGHT - NINE, outcome: "not_sent", next: "wait", status: 429 });
    expect(error).toMatchObject({ code: "rate_limited" });
    expect(error.message).toMatch(/today/);
    for (const hours of [0, 2, 12]) {
      await clock.advance(NINE + hours * HOUR - clock.now());
      const later = await caughtAs(RateLimitError, leadlex.contacts.list({}, { timeout: 10 * DAY }));
      expect(later.retryAfterMs).toBeGreaterThanOrEqual(MIDNIGHT - clock.now());
      expect(later.message).toMatch(/today/);
      expect(clock.now()).toBe(NINE + hours * HOUR);
    }
    expect(sandbox.requests).toHaveLength(1);
    await clock.advance(MIDNIGHT - clock.now());
    await leadlex.contacts.list();
    expect(sandbox.requests).toHaveLength(2);
  });

  test("is met for real on the smallest plan, and over at midnight UTC", async () => {
    const { sandbox, leadlex } = setUp({ plan: "starter" });
    for (let call = 0; call < 100; call++) await leadlex.webhooks.list({ timeout: 2 * HOUR });
    expect(leadlex.rateLimit).toMatchObject({ limit: 100, remaining: 0 });
    const error = await caughtAs(RateLimitError, leadlex.webhooks.list({ timeout: 2 * HOUR }));
    const wait = error.retryAfterMs ?? 0;
    // The service says its time in whole seconds.
    expect(Math.abs(wait - (MIDNIGHT - sandbox.clock.now()))).toBeLessThan(SECOND);
    await sandbox.clock.advance(wait);
    await leadlex.webhooks.list();
    expect(leadlex.rateLimit).toMatchObject({ remaining: 99 });
  });

  test("is not waited for within a call, however long that may take", async () => {
    const { sandbox, leadlex } = setUp({ startAt: MIDNIGHT - 30 * MINUTE });
    sandbox.fail("listWebhooks", limited(left("0")));
    const error = await caughtAs(RateLimitError, leadlex.webhooks.list({ timeout: DAY }));
    expect(error.retryAfterMs).toBe(30 * MINUTE);
    expect(sandbox.clock.now()).toBe(MIDNIGHT - 30 * MINUTE);
  });

  test("that ends within the minute is waited for", async () => {
    const { sandbox, leadlex } = setUp({ startAt: MIDNIGHT - 40 * SECOND });
    sandbox.fail("listWebhooks", limited(left("0")));
    await leadlex.webhooks.list();
    expect(sandbox.clock.now()).toBeGreaterThanOrEqual(MIDNIGHT);
    expect(sandbox.clock.now()).toBeLessThanOrEqual(MIDNIGHT + 4 * SECOND);
  });

  const nonsense = ["", "soon", "-5", "0", "1", "99999999999999999999", String(MIDNIGHT)];
  test.each(nonsense)("with a reset of %j, which can't be, ends at midnight UTC", async (reset) => {
    const { sandbox, leadlex } = setUp();
    sandbox.fail("listWebhooks", limited(left("0", reset)));
    const error = await caughtAs(RateLimitError, leadlex.webhooks.list());
    expect(error.retryAfterMs).toBe(MIDNIGHT - NINE);
  });

  test("is measured by the service's own clock", async () => {
    const { sandbox, leadlex } = setUp();
    const date = new Date(MIDNIGHT - 3 * HOUR).toUTCString();
    sandbox.fail("listWebhooks", limited({ ...left("0"), date }));
    const error = await caughtAs(RateLimitError, leadlex.webhooks.list());
    expect(error.retryAfterMs).toBe(3 * HOUR);
  });
});

describe("L06 a Retry-After", () => {
  test.each(["0", "500"])("wins over what the headers say with %s calls left", async (remaining) => {
    const { sandbox, leadlex } = setUp();
    sandbox.fail("listWebhooks", { ...limited(left(remaining)), retryAfter: 3 });
    const began = sandbox.clock.now();
    await leadlex.webhooks.list();
    expect(sandbox.clock.now() - began).toBeGreaterThanOrEqual(3 * SECOND);
    expect(sandbox.clock.now() - began).toBeLessThanOrEqual(3.3 * SECOND);
  });
});

describe("L06 waiting for a person", () => {
  /** How many calls a day's wait spends in which nobody decides, and how far apart its looks were. */
  async function aDay(options: LeadLexSandboxOptions, spent = 0, interval?: number) {
    const ready = await readyForApproval({ startAt: Date.UTC(2026, 0, 5, 0, 0, 5), ...options });
    for (let call = 0; call < spent; call++) await ready.leadlex.webhooks.list({ timeout: DAY });
    const before = ready.requests().length;
    const remaining = ready.leadlex.rateLimit?.remaining ?? 0;
    const timeout = Date.UTC(2026, 0, 6) - ready.sandbox.clock.now() - SECOND;
    const approve = async () => "wait" as const;
    await caughtAs(
      PollTimeoutError,
      ready.leadlex.campaigns.startAndWait(ready.campaign, { approve, timeout, interval }),
    );
    const looks = ready
      .requests()
      .slice(before)
      .filter(({ operation }) => operation === "listLexiTasks");
    const apart = looks.slice(1).map(({ at }, index) => at - (looks[index]?.at ?? 0));
    return { looks: looks.length, calls: ready.requests().length - before, apart, remaining };
  }

  test.each([
    ["starter", 0],
    ["starter", 60],
    ["pro", 0],
    ["pro", 700],
    ["org", 0],
  ] as const)(
    "spends at most a tenth of what remains of plan %s after %s calls, minutes apart",
    async (plan, spent) => {
      const { looks, calls, apart, remaining } = await aDay({ plan }, spent);
      // The first look begins the tenth; the start itself and the campaign that is shown are no looks.
      expect(looks).toBeLessThanOrEqual(Math.floor(remaining / 10) + 1);
      expect(looks).toBeGreaterThan(1);
      expect(calls).toBe(looks + 2);
      for (const ms of apart) expect(ms).toBeGreaterThanOrEqual(MINUTE);
    },
  );

  test("does so whatever the interval that was asked for, and in a process of its own for each look", async () => {
    const { looks } = await aDay({ plan: "starter" }, 0, SECOND);
    expect(looks).toBeLessThanOrEqual(10);
    const ready = await readyForApproval({ plan: "starter", startAt: Date.UTC(2026, 0, 5, 0, 0, 5) });
    await pendingStart(ready);
    let token = JSON.stringify(ready.leadlex.campaigns.startOperation(ready.campaign));
    let polls = 0;
    for (; ready.sandbox.clock.now() < Date.UTC(2026, 0, 6); polls++) {
      const operation = new LeadLex(ready.sandbox.options).operations.resume(token);
      const step = await operation.poll();
      if (step.done) throw new Error("nobody has decided");
      token = JSON.stringify(operation);
      await ready.sandbox.clock.advance(step.nextPollInMs);
    }
    expect(polls).toBeLessThanOrEqual(12);
  });

  test("waits no longer for the starts that others of the client have finished, and for those that go on shares with them", async () => {
    const { sandbox, leadlex } = setUp({ plan: "pro", approval: "always" });
    const list_id = sandbox.addList({ name: "Q3", contacts: 2 });
    const draft = async () => {
      const campaign = await leadlex.campaigns.create({ name: "Q3", list_id, template: "Hello {{name}}" });
      await leadlex.campaigns.contacts.add(campaign, leadlex.contacts.list({ list_id }));
      return campaign;
    };
    const pending = async () => {
      const campaign = await draft();
      await leadlex.campaigns.start(campaign);
      const operation = leadlex.campaigns.startOperation(campaign);
      for (;;) {
        const step = await operation.poll();
        if (step.done) throw new Error("nobody has decided");
        if (step.state === "pending_approval") return { operation, pause: step.nextPollInMs };
        await sandbox.clock.advance(step.nextPollInMs);
      }
    };
    const alone = await pending();
    const [task] = sandbox.tasks();
    await leadlex.lexi.tasks.approve(task?.id ?? "");
    await alone.operation.wait();
    for (let i = 0; i < 5; i++) await leadlex.campaigns.startAndWait(await draft(), { approve: async () => "approve" });
    const after = await pending();
    expect(after.pause).toBeLessThan(1.5 * alone.pause);
    const beside = await pending();
    expect(beside.pause).toBeGreaterThan(1.8 * after.pause);
  });

  test("for Lexi, who never comes to an end with it, spends no more either", async () => {
    const ready = await readyForApproval({ plan: "starter", startAt: Date.UTC(2026, 0, 5, 0, 0, 5) });
    ready.sandbox.fail("approveLexiTask", { task: "stuck" });
    const timeout = DAY - MINUTE;
    const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { approve: async () => "approve", timeout });
    const error = await caughtAs(PollTimeoutError, waiting);
    expect(error.state).toMatch(/approved|looking/);
    // To be told soon, the first four rounds of two looks are closer.
    expect(ready.count()).toBeLessThanOrEqual(5 + 8 + 12);
  });

  test("goes on after the day's calls are used up by others, when they begin anew", async () => {
    const ready = await readyForApproval({ plan: "pro" });
    ready.sandbox.fail("listLexiTasks", limited(left("0")));
    const report = await ready.leadlex.campaigns.startAndWait(ready.campaign, { approve: async () => "approve" });
    expect(report.approval).toBe("given_here");
    expect(ready.sandbox.clock.now()).toBeGreaterThanOrEqual(MIDNIGHT);
    expect(ready.seen().slice(0, 3)).toEqual(["startCampaign 200", "listLexiTasks status 429", "listLexiTasks 200"]);
  });
});
