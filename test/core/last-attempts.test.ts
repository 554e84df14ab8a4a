import { describe, expect, it, vi } from "vitest";
import {
  AbortError,
  AuthenticationError,
  ConnectionError,
  NotFoundError,
  OutcomeUnknownError,
  ServerError,
  TimeoutError,
  UnreadableResponseError,
} from "../../src/core/errors.ts";
import { VirtualClock } from "../support/clock.ts";
import { caught, caughtAs } from "../support/errors.ts";
import { delayed, json, lost, refused, silent, text, unreachable } from "../support/fetch.ts";
import { testClient, thing } from "../support/service.ts";

const path = { id: "t1" };

describe("the last attempt", () => {
  it("P14 is the first where the wait would end with the deadline", async () => {
    const { engine, clock, script } = testClient([refused(500)], { forever: json(thing) });
    await caughtAs(ServerError, engine.call("readThing", { path }, { timeout: 5_000 }));
    expect(clock.elapsed()).toBe(0);
    expect(script.requests).toHaveLength(1);
    const later = testClient([refused(500)], { forever: json(thing) });
    expect(await later.engine.call("readThing", { path }, { timeout: 5_001 })).toEqual(thing);
  });

  it("P14 P17 of a failure that was retried, or must not be, names no time to come back", async () => {
    const { engine } = testClient([refused(500), refused(500)]);
    expect((await caughtAs(ServerError, engine.call("readThing", { path }))).retryAfterMs).toBeUndefined();
    const sent = testClient([refused(500)]);
    const error = await caughtAs(OutcomeUnknownError, sent.engine.call("sendThing", { path, body: {} }));
    expect(error.cause).toMatchObject({ status: 500 });
    expect(error.cause).not.toHaveProperty("retryAfterMs", expect.anything());
  });

  it("P14 of a failure that could not be retried in time says when to come back", async () => {
    const { engine } = testClient([refused(500)]);
    const error = await caughtAs(ServerError, engine.call("readThing", { path }, { timeout: 4_000 }));
    expect(error.retryAfterMs).toBe(5_000);
  });

  it("keeps why the connection broke", async () => {
    const broken = () => Promise.reject(new TypeError("fetch failed", { cause: new Error("socket hang up") }));
    const { engine } = testClient([broken]);
    const error = await caughtAs(ConnectionError, engine.call("readThing", { path }, { retry: false }));
    expect(error).toMatchObject({ code: "connection_lost", cause: { message: "fetch failed" } });
    expect(error).toHaveProperty("cause.cause.message", "socket hang up");
  });

  it("keeps what came in place of JSON", async () => {
    const { engine } = testClient([text("<p>Down for maintenance</p>", 200, { "content-type": "text/html" })]);
    const error = await caughtAs(UnreadableResponseError, engine.call("readThing", { path }, { retry: false }));
    expect(error).toMatchObject({ body: "<p>Down for maintenance</p>", status: 200 });
    expect(error.message).toContain("is text/html, not JSON");
  });

  it("P19 says whether the attempt's time was over, or the call's", async () => {
    const options = { retry: false, attemptTimeout: 1_000 } as const;
    const attempt = await caughtAs(TimeoutError, testClient([silent]).engine.call("readThing", { path }, options));
    expect(attempt.code).toBe("attempt_timeout");
    expect(attempt.message).toContain("no whole answer within 1 s");
    const whole = { ...options, timeout: 900 };
    const call = await caughtAs(TimeoutError, testClient([silent]).engine.call("readThing", { path }, whole));
    expect(call.code).toBe("deadline_exceeded");
    const both = { ...options, timeout: 1_000 };
    const either = await caughtAs(TimeoutError, testClient([silent]).engine.call("readThing", { path }, both));
    expect(either.code).toBe("attempt_timeout");
  });

  it("P82 says nothing of the request's people in the service's words", async () => {
    const { engine } = testClient([refused(400, "Zoltan Kowalczyk has no inbox")]);
    const body = { first_name: "Zoltan", last_name: "Kowalczyk" };
    const error = await caught(engine.call("sendThing", { path, body }));
    expect(String(error)).not.toMatch(/Zoltan|Kowalczyk/);
    expect(String(error)).toContain("has no inbox");
  });
});

describe("P03 a key that is refused", () => {
  it("ends the waits of its other calls, each with an error of its own and the reason", async () => {
    const clock = new VirtualClock();
    const { engine } = testClient(
      [
        refused(500, "later", { "x-correlation-id": "c1" }),
        delayed(clock, 1_000, refused(401, "no", { "x-correlation-id": "c2" })),
      ],
      { clock, forever: json(thing) },
    );
    const waiting = caughtAs(AuthenticationError, engine.call("readThing", { path }));
    const refusal = await caughtAs(AuthenticationError, engine.call("setThing", { path, body: {} }));
    const error = await waiting;
    expect(refusal).toMatchObject({ operation: "setThing", correlationId: "c2" });
    expect(error).toMatchObject({
      operation: "readThing",
      correlationId: "c2",
      cause: refusal,
      attempts: [{ status: 500 }],
    });
    expect(clock.elapsed()).toBe(1_000);
  });

  it("is told by a 401 alone: no other refusal ends the wait of another call", async () => {
    const clock = new VirtualClock();
    const { engine } = testClient([refused(500), delayed(clock, 1_000, refused(404))], { clock, forever: json(thing) });
    const waiting = engine.call("readThing", { path });
    await caughtAs(NotFoundError, engine.call("readThing", { path: { id: "gone" } }));
    expect(await waiting).toEqual(thing);
  });
});

describe("P17 a create that is settled by reading", () => {
  const lookingFor = (found: object | undefined) => {
    const looks: unknown[] = [];
    const reconcile = async (lost: unknown) => {
      looks.push(lost);
      return found;
    };
    return { looks, reconcile };
  };

  it("fails after its last attempt where no read finds it, and is not sent for ever", async () => {
    const { looks, reconcile } = lookingFor(undefined);
    const { engine, script } = testClient([], { forever: lost });
    const error = await caughtAs(ConnectionError, engine.answer("makeThing", { body: {} }, {}, { reconcile }));
    expect(error).toMatchObject({ outcome: "unknown", code: "connection_lost" });
    expect(script.requests).toHaveLength(3);
    expect(looks).toHaveLength(3);
  });

  it("is an answer like any other where a read finds it: status, headers and attempts", async () => {
    const { reconcile } = lookingFor(thing);
    const { engine } = testClient([lost], { forever: json(thing) });
    const answer = await engine.answer("makeThing", { body: {} }, {}, { reconcile });
    expect(answer).toMatchObject({
      status: 200,
      data: thing,
      reconciled: true,
      attempts: [{ attempt: 1, failure: "lost" }],
    });
    expect(answer.headers).toBeInstanceOf(Headers);
  });

  it("is not looked for where nothing was sent", async () => {
    const { looks, reconcile } = lookingFor(thing);
    const { engine } = testClient([unreachable, json(thing)]);
    const answer = await engine.answer("makeThing", { body: {} }, {}, { reconcile });
    expect(answer.reconciled).toBe(false);
    expect(looks).toEqual([]);
  });
});

describe("P17 a write that may be repeated, and has a read that could settle it", () => {
  it("is sent again after a lost answer without being looked for", async () => {
    const reconcile = vi.fn(async () => thing);
    const { engine, script } = testClient([lost, json(thing)]);
    const answer = await engine.answer("setThing", { path, body: {} }, {}, { reconcile });
    expect(answer).toMatchObject({ reconciled: false, repeated: true });
    expect(script.requests).toHaveLength(2);
    expect(reconcile).not.toHaveBeenCalled();
  });

  it("is looked for where the second attempt is refused, as it is when the first was carried out", async () => {
    const { engine, script } = testClient([lost, refused(404)]);
    const reconcile = async () => thing;
    const answer = await engine.answer("setThing", { path, body: {} }, {}, { reconcile });
    expect(answer).toMatchObject({ reconciled: true, data: thing });
    expect(script.requests).toHaveLength(2);
  });
});

it.each([60_000, 70_000])(
  "P17 P18 nothing is sent again where the read for what was left ends after %i of 60 000 ms",
  async (ms) => {
    const clock = new VirtualClock();
    const { engine, script } = testClient([lost], { clock, forever: json(thing) });
    const reconcile = async () => {
      await clock.sleep(ms - clock.elapsed());
      return undefined;
    };
    const call = engine.answer("makeThing", { body: {} }, { timeout: 60_000 }, { reconcile });
    expect(await caughtAs(TimeoutError, call)).toMatchObject({ code: "deadline_exceeded", outcome: "unknown" });
    expect(clock.elapsed()).toBe(ms);
    expect(script.requests).toHaveLength(1);
  },
);

it.each([1, undefined])(
  "a call that a hook ends just before its request sends nothing, and gives its slot back: of %s",
  async (maxConcurrency) => {
    const stop = new AbortController();
    const onRequest = vi.fn(() => stop.abort());
    const { engine, script } = testClient([], { forever: json(thing), maxConcurrency, hooks: { onRequest } });
    const ended = engine.call("sendThing", { path, body: {} }, { signal: stop.signal });
    expect(await caughtAs(AbortError, ended)).toMatchObject({ outcome: "not_sent", code: "aborted" });
    expect(await engine.call("readThing", { path })).toEqual(thing);
    expect(script.requests).toHaveLength(1);
  },
);

it("P18 a timer that fires a little early lends nobody a slot that another call has", async () => {
  class Early extends VirtualClock {
    override timer(ms: number, fire: () => void, why?: "wait" | "limit"): () => void {
      return super.timer(ms > 1 ? ms - 0.4 : ms, fire, why);
    }
  }
  const clock = new Early();
  const { engine, script } = testClient([silent], { clock, forever: json(thing), maxConcurrency: 1 });
  const first = caughtAs(TimeoutError, engine.call("readThing", { path }, { retry: false, attemptTimeout: 9_000 }));
  const queued = caughtAs(TimeoutError, engine.call("sendThing", { path, body: {} }, { timeout: 2_000 }));
  expect(await queued).toMatchObject({ code: "deadline_exceeded", attempts: [] });
  expect(script.requests).toHaveLength(1);
  await first;
  expect(await engine.call("readThing", { path })).toEqual(thing);
});
