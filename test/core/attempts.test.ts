import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AbortError,
  AuthenticationError,
  ConnectionError,
  InputError,
  OutcomeUnknownError,
  PuffleError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from "../../src/core/errors.ts";
import { idle, START, VirtualClock } from "../support/clock.ts";
import { caught, caughtAs } from "../support/errors.ts";
import {
  brokenBody,
  deaf,
  delayed,
  json,
  lost,
  refused,
  type Step,
  silent,
  stalledBody,
  text,
  unreachable,
} from "../support/fetch.ts";
import { KEY, type TestClient, testClient, thing } from "../support/service.ts";

const HOUR = 3_600_000;
const path = { id: "t1" };

describe("P13 after a 429", () => {
  it.each([
    ["seconds", { "retry-after": "7" }, 7_000],
    ["milliseconds", { "retry-after-ms": "1500" }, 1_500],
    ["nothing", {}, 30_000],
    ["nonsense", { "retry-after": "soon" }, 30_000],
    ["a negative number", { "retry-after": "-5" }, 30_000],
    [
      "a date, by the service's own clock",
      { "retry-after": "Wed, 21 Oct 2015 07:28:45 GMT", date: "Wed, 21 Oct 2015 07:28:00 GMT" },
      45_000,
    ],
    ["a date in the past", { "retry-after": "Wed, 21 Oct 2015 07:28:45 GMT" }, 30_000],
  ])("told %s, the call waits as long, and up to 10 % longer", async (_, headers, asked) => {
    const { engine, script } = testClient([refused(429, "slow down", headers), json(thing)]);
    await engine.call("sendThing", { path, body: {} });
    const waited = (script.requests[1]?.at ?? 0) - START;
    expect(waited).toBeGreaterThanOrEqual(asked);
    expect(waited).toBeLessThanOrEqual(asked * 1.1);
  });

  it("all calls of the client to that operation wait with it", async () => {
    const clock = new VirtualClock();
    const { engine, script } = testClient([refused(429, "slow down", { "retry-after": "20" })], {
      clock,
      forever: json(thing),
    });
    const calls = [engine.call("readThing", { path })];
    for (const ms of [1, 5_000, 19_999]) {
      clock.at(ms, () => calls.push(engine.call("readThing", { path: { id: `at-${ms}` } })));
    }
    await calls[0];
    expect(await Promise.all(calls)).toHaveLength(4);
    expect(script.requests).toHaveLength(5);
    for (const { at } of script.requests.slice(1)) expect(at - START).toBeGreaterThanOrEqual(20_000);
  });

  it("a call that begins after the wait is over does not wait", async () => {
    const { engine, clock } = testClient([refused(429, "slow down", { "retry-after": "20" })], {
      forever: json(thing),
    });
    await caughtAs(RateLimitError, engine.call("readThing", { path }, { retry: false }));
    await clock.sleep(20_000);
    const before = clock.now();
    await engine.call("readThing", { path });
    expect(clock.now()).toBe(before);
  });

  it("neither another operation nor another client waits", async () => {
    const clock = new VirtualClock({ auto: false });
    const { engine } = testClient([refused(429, "slow down", { "retry-after": "20" })], {
      clock,
      forever: json(thing),
    });
    const other = testClient([json(thing)], { clock });
    await caughtAs(RateLimitError, engine.call("readThing", { path }, { retry: false }));
    expect(await engine.call("setThing", { path, body: {} })).toEqual(thing);
    expect(await other.engine.call("readThing", { path })).toEqual(thing);
    expect(clock.elapsed()).toBe(0);
  });

  it("a later 429 lengthens the wait and never shortens it", async () => {
    const clock = new VirtualClock();
    const { engine, script } = testClient(
      [refused(429, "no", { "retry-after": "40" }), refused(429, "no", { "retry-after": "5" }), json(thing)],
      { clock },
    );
    await Promise.all([
      caught(engine.call("readThing", { path }, { retry: false })),
      caught(engine.call("readThing", { path }, { retry: false })),
    ]);
    await engine.call("readThing", { path });
    expect((script.requests[2]?.at ?? 0) - START).toBeGreaterThanOrEqual(40_000);
  });

  it("a call that does not retry has the others wait all the same", async () => {
    const { engine, script } = testClient([refused(429, "no", { "retry-after": "10" }), json(thing)]);
    await caughtAs(RateLimitError, engine.call("readThing", { path }, { retry: { 429: false } }));
    await engine.call("readThing", { path });
    expect((script.requests[1]?.at ?? 0) - START).toBeGreaterThanOrEqual(10_000);
  });

  it("calls that queued for a slot wait as well: none is sent into the cooldown", async () => {
    const { engine, script } = testClient([refused(429, "no", { "retry-after": "20" })], {
      maxConcurrency: 1,
      forever: json(thing),
    });
    await Promise.all([1, 2, 3].map((n) => engine.call("readThing", { path: { id: `t${n}` } })));
    expect(script.requests).toHaveLength(4);
    for (const { at } of script.requests.slice(1)) expect(at - START).toBeGreaterThanOrEqual(20_000);
  });

  it("a wait beyond the deadline fails at once, and says when to come back", async () => {
    const { engine, clock, script } = testClient([refused(429, "no", { "retry-after": "90" })]);
    const error = await caughtAs(RateLimitError, engine.call("readThing", { path }, { timeout: 60_000 }));
    expect(error).toMatchObject({ retryAfterMs: 90_000, next: "wait", outcome: "not_sent" });
    expect(clock.elapsed()).toBe(0);
    expect(script.requests).toHaveLength(1);
  });

  it("the default wait beyond the deadline fails at once, too", async () => {
    const { engine, clock } = testClient([refused(429)]);
    const error = await caughtAs(RateLimitError, engine.call("readThing", { path }, { timeout: 29_000 }));
    expect(error.retryAfterMs).toBe(30_000);
    expect(clock.elapsed()).toBe(0);
  });

  it("a call that can't wait for the cooldown fails at once without a request", async () => {
    const { engine, clock, script } = testClient([refused(429, "no", { "retry-after": "90" })], {
      forever: json(thing),
    });
    await caughtAs(RateLimitError, engine.call("readThing", { path }));
    await clock.sleep(10_000);
    const error = await caughtAs(RateLimitError, engine.call("readThing", { path }));
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(80_000);
    expect(error.retryAfterMs).toBeLessThanOrEqual(89_000);
    expect(error.outcome).toBe("not_sent");
    expect(clock.elapsed()).toBe(10_000);
    expect(script.requests).toHaveLength(1);
  });

  it("nobody waits longer than an hour, whatever is asked", async () => {
    const { engine, clock } = testClient([refused(429, "no", { "retry-after": "3601" })]);
    const error = await caughtAs(RateLimitError, engine.call("readThing", { path }, { timeout: 24 * HOUR }));
    expect(error.retryAfterMs).toBe(3_601_000);
    expect(clock.elapsed()).toBe(0);
  });

  it("other statuses heed Retry-After as well, and fail at once when it does not fit", async () => {
    const { engine, clock, script } = testClient([refused(503, "no", { "retry-after": "9" }), json(thing)]);
    await engine.call("readThing", { path });
    expect((script.requests[1]?.at ?? 0) - START).toBeGreaterThanOrEqual(9_000);
    const hasty = testClient([refused(503, "no", { "retry-after": "61" })], { clock });
    const error = await caughtAs(ServerError, hasty.engine.call("readThing", { path }));
    expect(error.retryAfterMs).toBe(61_000);
    expect(hasty.script.requests).toHaveLength(1);
  });

  it("an abort ends the wait at once, and says that nothing was done", async () => {
    const clock = new VirtualClock({ auto: false });
    const { engine } = testClient([refused(429)], { clock });
    const stop = new AbortController();
    const call = caughtAs(AbortError, engine.call("sendThing", { path, body: {} }, { signal: stop.signal }));
    await clock.advance(10_000);
    stop.abort(new Error("enough"));
    const error = await call;
    expect(error).toMatchObject({ outcome: "not_sent", cause: new Error("enough") });
    expect(clock.elapsed()).toBe(10_000);
    expect(clock.pending).toBe(0);
  });
});

describe("P03 after a 401", () => {
  it("nothing is retried", async () => {
    const { engine, script } = testClient([refused(401)], { forever: json(thing) });
    const error = await caughtAs(AuthenticationError, engine.call("readThing", { path }));
    expect(error).toMatchObject({ next: "ask_human", outcome: "not_sent" });
    expect(script.requests).toHaveLength(1);
  });

  it("what waits to use the same key stops, and says so with attempts and outcome of its own", async () => {
    const clock = new VirtualClock({ auto: false });
    const { engine, script } = testClient(
      [
        refused(503, "no", { "retry-after": "50" }),
        refused(429, "no", { "retry-after": "50" }),
        refused(401, "revoked"),
      ],
      { clock, forever: json(thing) },
    );
    const waiting = caughtAs(AuthenticationError, engine.call("setThing", { path, body: {} }));
    const limited = caughtAs(AuthenticationError, engine.call("sendThing", { path, body: {} }));
    await idle();
    await caughtAs(AuthenticationError, engine.call("readThing", { path }));
    const [stopped, cooled] = await Promise.all([waiting, limited]);
    expect(clock.pending).toBe(0);
    expect(script.requests).toHaveLength(3);
    expect(stopped).toMatchObject({ operation: "setThing", outcome: "unknown", status: 401 });
    expect(stopped.attempts).toMatchObject([{ status: 503 }]);
    expect(cooled).toMatchObject({ operation: "sendThing", outcome: "not_sent" });
  });

  it("what waits for a cooldown with the same key stops as well", async () => {
    const clock = new VirtualClock({ auto: false });
    const { engine, script } = testClient([refused(429, "no", { "retry-after": "50" }), refused(401)], { clock });
    await caughtAs(RateLimitError, engine.call("readThing", { path }, { retry: false }));
    const waiting = caughtAs(AuthenticationError, engine.call("readThing", { path }));
    await idle();
    await caughtAs(AuthenticationError, engine.call("setThing", { path, body: {} }));
    expect(await waiting).toMatchObject({ attempts: [], outcome: "not_sent" });
    expect(script.requests).toHaveLength(2);
  });

  it("what waits with another key goes on", async () => {
    const clock = new VirtualClock({ auto: false });
    const keys = ["key-one", "key-two"];
    const { engine } = testClient([refused(503, "no", { "retry-after": "50" }), refused(401), json(thing)], {
      clock,
      apiKey: () => keys.shift() ?? "key-three",
    });
    const waiting = engine.call("readThing", { path });
    await idle();
    await caughtAs(AuthenticationError, engine.call("setThing", { path, body: {} }));
    await clock.advance(56_000);
    expect(await waiting).toEqual(thing);
  });

  it("another client with the same key goes on", async () => {
    const clock = new VirtualClock({ auto: false });
    const patient = testClient([refused(503, "no", { "retry-after": "50" }), json(thing)], { clock });
    const revoked = testClient([refused(401)], { clock });
    const waiting = patient.engine.call("readThing", { path });
    await idle();
    await caughtAs(AuthenticationError, revoked.engine.call("readThing", { path }));
    await clock.advance(56_000);
    expect(await waiting).toEqual(thing);
  });

  it("later calls are not barred", async () => {
    const { engine } = testClient([refused(401), json(thing)]);
    await caughtAs(AuthenticationError, engine.call("readThing", { path }));
    expect(await engine.call("readThing", { path })).toEqual(thing);
  });
});

describe("the deadline", () => {
  it("is 60 s by default, for all attempts and waits together", async () => {
    const { engine, clock } = testClient([], { forever: silent, attemptTimeout: 25_000 });
    const error = await caughtAs(TimeoutError, engine.call("readThing", { path }));
    expect(clock.elapsed()).toBe(60_000);
    expect(error).toMatchObject({ code: "deadline_exceeded", outcome: "not_sent" });
    expect(error.attempts).toHaveLength(3);
  });

  it.each([
    ["no answer", silent],
    ["a fetch that ignores its signal", deaf],
    ["a body that stalls", stalledBody()],
    ["a body that stalls and ignores its signal", stalledBody("{", { ignoring: true })],
  ])("P17 cuts an attempt short: %s", async (_, step) => {
    const { engine, clock } = testClient([step]);
    const error = await caughtAs(OutcomeUnknownError, engine.call("sendThing", { path, body: {} }, { timeout: 7_000 }));
    expect(clock.elapsed()).toBe(7_000);
    expect(error.cause).toMatchObject({ code: "deadline_exceeded" });
    expect(clock.pending).toBe(0);
  });

  it("is not passed by a wait: the call fails at once with the error it has", async () => {
    const { engine, clock, script } = testClient([refused(500)]);
    const error = await caughtAs(ServerError, engine.call("readThing", { path }, { timeout: 4_000 }));
    expect(error.status).toBe(500);
    expect(clock.elapsed()).toBe(0);
    expect(script.requests).toHaveLength(1);
  });

  it("bounds one attempt at attemptTimeout, and the rest is for the next", async () => {
    const { engine, clock, script } = testClient([silent, json(thing)], { attemptTimeout: 5_000 });
    await engine.call("readThing", { path });
    expect((script.requests[1]?.at ?? 0) - START).toBeGreaterThanOrEqual(5_000);
    expect(clock.elapsed()).toBeLessThanOrEqual(5_500);
  });

  it("can be set for a call and for the client", async () => {
    const client = testClient([], { forever: silent, timeout: 3_000 });
    await caughtAs(TimeoutError, client.engine.call("readThing", { path }));
    expect(client.clock.elapsed()).toBe(3_000);
    await caughtAs(TimeoutError, client.engine.call("readThing", { path }, { timeout: 500 }));
    expect(client.clock.elapsed()).toBe(3_500);
    await caughtAs(
      TimeoutError,
      client.engine.call("readThing", { path }, { timeout: 10_000, attemptTimeout: 100, retry: false }),
    );
    expect(client.clock.elapsed()).toBe(3_600);
  });
});

describe("an abort", () => {
  it("before the call sends nothing", async () => {
    const { engine, script } = testClient([json(thing)]);
    const error = await caughtAs(
      AbortError,
      engine.call("sendThing", { path, body: {} }, { signal: AbortSignal.abort() }),
    );
    expect(script.requests).toHaveLength(0);
    expect(error).toMatchObject({ name: "AbortError", outcome: "not_sent", code: "aborted" });
  });

  it.each([
    ["while nothing is answered", silent],
    ["while a fetch ignores its signal", deaf],
    ["while the body stalls", stalledBody()],
    ["while a body that ignores its signal stalls", stalledBody("{", { ignoring: true })],
    ["while the body of a refusal stalls", stalledBody("{", { status: 429 })],
  ])("P17 %s ends a send at once, in doubt", async (_, step) => {
    const clock = new VirtualClock({ auto: false });
    const { engine, script } = testClient([step], { clock, forever: json(thing) });
    const stop = new AbortController();
    const call = caughtAs(AbortError, engine.call("sendThing", { path, body: {} }, { signal: stop.signal }));
    await clock.advance(3_000);
    stop.abort();
    const error = await call;
    expect(error).toMatchObject({ outcome: "unknown", next: "check_outcome", name: "AbortError" });
    expect(error.attempts).toMatchObject([{ failure: "aborted", durationMs: 3_000 }]);
    expect(script.requests).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it("during a retry's wait ends it at once", async () => {
    const clock = new VirtualClock({ auto: false });
    const { engine, script } = testClient([refused(500), json(thing)], { clock });
    const stop = new AbortController();
    const call = caughtAs(AbortError, engine.call("setThing", { path, body: {} }, { signal: stop.signal }));
    await clock.advance(1_000);
    stop.abort();
    expect(await call).toMatchObject({ outcome: "unknown" });
    expect(script.requests).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it("aborts the request's own signal, and leaves the caller's alone", async () => {
    const { engine, script } = testClient([silent], { clock: new VirtualClock({ auto: false }) });
    const stop = new AbortController();
    const call = caughtAs(AbortError, engine.call("readThing", { path }, { signal: stop.signal }));
    await idle();
    expect(script.requests[0]?.signal?.aborted).toBe(false);
    stop.abort();
    await call;
    expect(script.requests[0]?.signal?.aborted).toBe(true);
  });

  it("of one call does not touch another", async () => {
    const clock = new VirtualClock({ auto: false });
    const { engine } = testClient([silent, delayed(clock, 2_000, json(thing))], { clock });
    const stop = new AbortController();
    const ended = caughtAs(AbortError, engine.call("readThing", { path }, { signal: stop.signal }));
    await idle();
    const other = engine.call("readThing", { path });
    await idle();
    stop.abort();
    await ended;
    await clock.advance(2_000);
    expect(await other).toEqual(thing);
  });
});

describe("the key", () => {
  it("is asked for on every call and used for all its attempts", async () => {
    let count = 0;
    const { engine, script } = testClient([refused(500), json(thing), json(thing)], {
      apiKey: async () => `key-${++count}`,
    });
    await engine.call("readThing", { path });
    await engine.call("readThing", { path });
    expect(script.requests.map(({ headers }) => headers.get("authorization"))).toEqual([
      "Bearer key-1",
      "Bearer key-1",
      "Bearer key-2",
    ]);
  });

  it("calls side by side each use the key that they were given", async () => {
    let count = 0;
    const { engine, script } = testClient([], { forever: json(thing), apiKey: () => `key-${++count}` });
    await Promise.all([1, 2, 3].map((n) => engine.call("readThing", { path: { id: `t${n}` } })));
    const used = script.requests.map(({ url, headers }) => [url.pathname, headers.get("authorization")]);
    expect(new Set(used.map(([, key]) => key)).size).toBe(3);
  });

  it.each([
    ["throws", () => Promise.reject(new Error("vault sealed: pk-secret-value"))],
    ["answers nothing", async () => ""],
    ["answers a line end", async () => "pk-secret-value\n"],
  ])("P02 a function that %s fails the call before anything is sent, without repeating the key", async (_, apiKey) => {
    const { engine, script } = testClient([json(thing)], { apiKey });
    const error = await caughtAs(InputError, engine.call("sendThing", { path, body: {} }));
    expect(script.requests).toHaveLength(0);
    expect(error).toMatchObject({ outcome: "not_sent", next: "ask_human", problems: [{ field: "apiKey" }] });
    expect(`${error.message}${JSON.stringify(error)}${String(error.cause)}`).not.toContain("pk-secret");
  });

  it("a function that throws at once is no different", async () => {
    const { engine } = testClient([], {
      apiKey: () => {
        throw new RangeError("pk-secret-value");
      },
    });
    const error = await caughtAs(InputError, engine.call("readThing", { path }));
    expect(error.message).toContain("RangeError");
    expect(error.message).not.toContain("pk-secret");
  });

  it("a function that hangs does not outlive the deadline", async () => {
    const { engine, clock, script } = testClient([json(thing)], { apiKey: () => new Promise<string>(() => {}) });
    const error = await caughtAs(PuffleError, engine.call("readThing", { path }, { timeout: 5_000 }));
    expect(clock.elapsed()).toBe(5_000);
    expect(error.message).toContain("apiKey");
    expect(script.requests).toHaveLength(0);
    expect(clock.pending).toBe(0);
  });

  it("a function that hangs is left at once when the caller aborts, and the error is an abort", async () => {
    const clock = new VirtualClock({ auto: false });
    const { engine } = testClient([json(thing)], { clock, apiKey: () => new Promise<string>(() => {}) });
    const stop = new AbortController();
    const call = caught(engine.call("readThing", { path }, { signal: stop.signal }));
    await idle();
    stop.abort();
    expect(await call).toBeInstanceOf(AbortError);
    expect(clock.pending).toBe(0);
  });

  it("a call that is aborted already ends in an abort, whatever the key comes from", async () => {
    const { engine } = testClient([json(thing)], { apiKey: async () => KEY });
    const error = await caught(engine.call("readThing", { path }, { signal: AbortSignal.abort() }));
    expect(error).toBeInstanceOf(AbortError);
  });

  it("a function that fails once bars nothing later", async () => {
    let count = 0;
    const { engine } = testClient([json(thing)], {
      apiKey: async () => {
        if (++count === 1) throw new Error("not yet");
        return KEY;
      },
    });
    await caughtAs(InputError, engine.call("readThing", { path }));
    expect(await engine.call("readThing", { path })).toEqual(thing);
  });
});

describe("maxConcurrency", () => {
  it("lets so many requests be under way at once, in order, and no more", async () => {
    const clock = new VirtualClock();
    let underWay = 0;
    let most = 0;
    const { engine, script } = testClient([], {
      clock,
      maxConcurrency: 2,
      forever: async () => {
        most = Math.max(most, ++underWay);
        await clock.sleep(1_000);
        underWay--;
        return new Response(JSON.stringify(thing), { headers: { "content-type": "application/json" } });
      },
    });
    const ids = ["a", "b", "c", "d", "e"];
    await Promise.all(ids.map((id) => engine.call("readThing", { path: { id } })));
    expect(most).toBe(2);
    expect(script.requests.map(({ url }) => url.pathname.at(-1))).toEqual(ids);
    expect(clock.elapsed()).toBe(3_000);
  });

  it("gives the slot back while a call waits for its retry", async () => {
    const { engine, script } = testClient([refused(500), json(thing), json(thing)], { maxConcurrency: 1 });
    await Promise.all([
      engine.call("readThing", { path: { id: "slow" } }),
      engine.call("setThing", { path: { id: "quick" }, body: {} }),
    ]);
    expect(script.requests.map(({ url }) => url.pathname.split("/").at(-1))).toEqual(["slow", "quick", "slow"]);
    expect((script.requests[1]?.at ?? 0) - START).toBe(0);
  });

  it.each([
    ["a lost connection", lost],
    ["a refusal", refused(400)],
    ["a time-out", silent],
    ["an unreadable success", text("", 200)],
    ["a fetch that ignores everything", deaf],
  ])("gives the slot back after %s", async (_, step) => {
    const { engine } = testClient([step], { forever: json(thing), maxConcurrency: 1 });
    const options = { retry: false, timeout: HOUR } as const;
    await caught(engine.call("readThing", { path }, options));
    expect(await engine.call("readThing", { path }, options)).toEqual(thing);
  });

  it("an abort in the queue ends the call, sends nothing, and costs nobody a slot", async () => {
    const clock = new VirtualClock({ auto: false });
    const { engine, script } = testClient([delayed(clock, 5_000, json(thing))], {
      clock,
      forever: json(thing),
      maxConcurrency: 1,
    });
    const first = engine.call("readThing", { path: { id: "first" } });
    const stop = new AbortController();
    const queued = caughtAs(
      AbortError,
      engine.call("sendThing", { path: { id: "queued" }, body: {} }, { signal: stop.signal }),
    );
    const last = engine.call("readThing", { path: { id: "last" } });
    await clock.advance(1_000);
    stop.abort();
    expect(await queued).toMatchObject({ outcome: "not_sent", attempts: [] });
    await clock.advance(4_000);
    await Promise.all([first, last]);
    expect(script.requests.map(({ url }) => url.pathname.split("/").at(-1))).toEqual(["first", "last"]);
    expect(await engine.call("readThing", { path })).toEqual(thing);
  });

  it("the deadline holds in the queue, sends nothing, and costs nobody a slot", async () => {
    const clock = new VirtualClock();
    const { engine, script } = testClient([delayed(clock, 5_000, json(thing))], {
      clock,
      forever: json(thing),
      maxConcurrency: 1,
    });
    const first = engine.call("readThing", { path });
    const error = await caughtAs(TimeoutError, engine.call("sendThing", { path, body: {} }, { timeout: 2_000 }));
    expect(clock.elapsed()).toBe(2_000);
    expect(error).toMatchObject({ code: "deadline_exceeded", outcome: "not_sent" });
    await first;
    expect(await engine.call("readThing", { path })).toEqual(thing);
    expect(script.requests).toHaveLength(2);
  });

  it("a slot that comes at the very moment of the abort is not lost", async () => {
    const clock = new VirtualClock({ auto: false });
    const { engine, script } = testClient([silent], { clock, forever: json(thing), maxConcurrency: 1 });
    const stop = new AbortController();
    const calls = [1, 2].map(() => caughtAs(AbortError, engine.call("readThing", { path }, { signal: stop.signal })));
    await idle();
    stop.abort();
    await Promise.all(calls);
    expect(await engine.call("readThing", { path })).toEqual(thing);
    expect(script.requests).toHaveLength(2);
  });
});

/** Every way in which an attempt can end, and whether the work may have been done. */
const ends: readonly { readonly name: string; readonly step: Step; readonly certain?: true }[] = [
  { name: "unreachable", step: unreachable, certain: true },
  { name: "429", step: refused(429, "no", { "retry-after": "2" }), certain: true },
  { name: "429 of 30 s", step: refused(429), certain: true },
  { name: "400", step: refused(400), certain: true },
  { name: "402", step: refused(402), certain: true },
  { name: "404", step: refused(404), certain: true },
  { name: "409", step: refused(409), certain: true },
  { name: "422", step: refused(422), certain: true },
  { name: "lost", step: lost },
  { name: "broken", step: brokenBody() },
  { name: "silent", step: silent },
  { name: "deaf", step: deaf },
  { name: "stalled", step: stalledBody() },
  { name: "stalled for good", step: stalledBody("{", { ignoring: true }) },
  { name: "empty", step: text("", 200) },
  { name: "html", step: text("<p>", 200, { "content-type": "text/html" }) },
  { name: "408", step: refused(408) },
  { name: "500", step: refused(500) },
  { name: "500 with Retry-After", step: refused(500, "no", { "retry-after": "1" }) },
  { name: "502", step: refused(502) },
  { name: "503", step: refused(503) },
  { name: "503 with Retry-After", step: refused(503, "no", { "retry-after": "3" }) },
  { name: "504", step: refused(504) },
  { name: "520", step: refused(520) },
  { name: "ok", step: json(thing) },
];

const anEnd = fc.constantFrom(...ends);
const aRule = fc.oneof(
  fc.constant(false as const),
  fc.record(
    { retries: fc.integer({ min: 0, max: 10 }), wait: fc.integer({ min: 0, max: 60_000 }), maxWait: fc.nat(60_000) },
    { requiredKeys: [] },
  ),
);
const someRetry = fc.oneof(
  fc.constant(undefined),
  fc.constant(false as const),
  fc.record(
    {
      408: aRule,
      429: aRule,
      500: aRule,
      502: aRule,
      503: aRule,
      504: aRule,
      connect: aRule,
      lost: aRule,
      timeout: aRule,
      unreadable: aRule,
    },
    { requiredKeys: [] },
  ),
);
const aRun = fc.record({
  ends: fc.array(anEnd, { minLength: 1, maxLength: 12 }),
  client: someRetry,
  call: someRetry,
  timeout: fc.integer({ min: 1, max: 400_000 }),
  attemptTimeout: fc.integer({ min: 1, max: 60_000 }),
  abortAt: fc.option(fc.integer({ min: 0, max: 400_000 }), { nil: undefined, freq: 3 }),
  maxConcurrency: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
});
type Run = typeof aRun extends fc.Arbitrary<infer Value> ? Value : never;

/** Makes the call, and checks what must hold of every call. */
async function play(id: "sendThing" | "setThing" | "readThing", run: Run) {
  const { ends: steps, client: retry, call, timeout, attemptTimeout, abortAt, maxConcurrency } = run;
  const clock = new VirtualClock();
  const stop = new AbortController();
  if (abortAt !== undefined) clock.at(abortAt, () => stop.abort());
  const client: TestClient = testClient(
    steps.map(({ step }) => step),
    { clock, retry, maxConcurrency, forever: json(thing) },
  );
  const options = { retry: call, timeout, attemptTimeout, signal: stop.signal };
  const { engine, script } = client;
  const calling =
    id === "readThing" ? engine.call(id, { path }, options) : engine.call(id, { path, body: { n: 1 } }, options);
  const result = await calling.then(
    (value) => ({ value, error: undefined }),
    (error: unknown) => ({ value: undefined, error }),
  );
  const settled = clock.elapsed();
  expect(settled).toBeLessThanOrEqual(Math.min(timeout, abortAt ?? timeout) + 50);
  const used = script.requests.map((_, index) => steps[index] ?? { name: "ok", step: json(thing) });
  for (const { at } of script.requests) expect(at - START).toBeLessThan(Math.min(timeout, (abortAt ?? timeout) + 1));
  expect(new Set(script.requests.map(({ body }) => body)).size).toBeLessThanOrEqual(1);
  const { error } = result;
  if (error === undefined) expect(used.at(-1)?.name).toBe("ok");
  else {
    if (!(error instanceof PuffleError)) throw error;
    expect(error.attempts).toHaveLength(used.length);
  }
  return { ...result, error, used, clock, requests: script.requests };
}

describe("whatever happens", () => {
  it("P15 P17 a send that must not be repeated is never sent again after an unknown outcome", async () => {
    await fc.assert(
      fc.asyncProperty(aRun, async (run) => {
        const { used, error } = await play("sendThing", run);
        for (const end of used.slice(0, -1)) expect(end.certain, `${end.name} was followed by another`).toBe(true);
        const last = used.at(-1);
        if (!error) return;
        const doubtful = last !== undefined && !last.certain;
        expect(error.outcome).toBe(doubtful ? "unknown" : "not_sent");
        if (doubtful && last.name !== "ok" && !(error instanceof AbortError))
          expect(error).toBeInstanceOf(OutcomeUnknownError);
      }),
      { numRuns: 300 },
    );
  });

  it("P17 a call that is settled by reading is sent again only after a read that found nothing", async () => {
    const found = fc.constantFrom("nothing", "nothing", "nothing", "its own work", "no answer");
    await fc.assert(
      fc.asyncProperty(
        fc.array(anEnd, { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(found),
        async (steps, reads) => {
          const log: string[] = [];
          const told = steps.map(
            ({ name, step }): Step =>
              (request, signal) => {
                log.push(name);
                return step(request, signal);
              },
          );
          const { engine } = testClient(told, { forever: json(thing) });
          const reconcile = async () => {
            const { value } = reads.next();
            log.push(value);
            if (value === "no answer") throw new Error("the read failed");
            return value === "nothing" ? undefined : thing;
          };
          const call = engine.answer("makeThing", { body: {} }, { timeout: HOUR }, { reconcile });
          const end = await call.catch((error: unknown) => error);
          const certain = new Set(ends.filter((one) => one.certain).map(({ name }) => name));
          log.slice(0, -1).forEach((entry, index) => {
            const next = log[index + 1] ?? "";
            if (entry === "its own work" || entry === "no answer" || entry === "ok")
              throw new Error(`${next} after ${entry}`);
            if (entry !== "nothing" && !certain.has(entry))
              expect(["nothing", "its own work", "no answer"]).toContain(next);
          });
          if (log.at(-1) === "no answer") expect(end).toBeInstanceOf(OutcomeUnknownError);
          if (log.at(-1) === "its own work") expect(end).toMatchObject({ reconciled: true, data: thing });
        },
      ),
      { numRuns: 200 },
    );
  });

  it("P17 a write that may be repeated never claims that nothing was done when something may have been", async () => {
    await fc.assert(
      fc.asyncProperty(aRun, async (run) => {
        const { used, error } = await play("setThing", run);
        if (error) expect(error.outcome).toBe(used.some((end) => !end.certain) ? "unknown" : "not_sent");
      }),
      { numRuns: 150 },
    );
  });

  it("P13 no retry comes before its Retry-After, and no wait outlives deadline or abort", async () => {
    await fc.assert(
      fc.asyncProperty(aRun, async (run) => {
        const { used, requests } = await play("readThing", run);
        requests.slice(1).forEach(({ at }, index) => {
          const before = requests[index]?.at ?? 0;
          const asked = /429$/.test(used[index]?.name ?? "")
            ? 2_000
            : used[index]?.name === "503 with Retry-After"
              ? 3_000
              : 0;
          expect(at - before).toBeGreaterThanOrEqual(asked);
        });
      }),
      { numRuns: 150 },
    );
  });

  it("many calls side by side each settle, within their own deadlines", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anEnd, { minLength: 5, maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 120_000 }), { minLength: 2, maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        async (steps, timeouts, maxConcurrency) => {
          const clock = new VirtualClock();
          const { engine } = testClient(
            steps.map(({ step }) => step),
            { clock, maxConcurrency, forever: json(thing) },
          );
          await Promise.all(
            timeouts.map(async (timeout) => {
              await engine.call("readThing", { path }, { timeout }).catch((error) => {
                if (!(error instanceof PuffleError)) throw error;
              });
              expect(clock.elapsed()).toBeLessThanOrEqual(timeout + 50);
            }),
          );
          expect(clock.pending).toBe(0);
        },
      ),
      { numRuns: 100 },
    );
  });
});

it("a call that nobody waits for any more leaves no timer behind", async () => {
  const { engine, clock } = testClient([refused(503), lost, json(thing)]);
  await engine.call("readThing", { path });
  expect(clock.pending).toBe(0);
  const failing = testClient([], { forever: unreachable });
  await caughtAs(ConnectionError, failing.engine.call("readThing", { path }));
  expect(failing.clock.pending).toBe(0);
});
