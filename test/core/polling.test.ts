import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AbortError,
  AuthenticationError,
  BadRequestError,
  ConnectionError,
  NotFoundError,
  OperationEndedError,
  PermissionDeniedError,
  PollTimeoutError,
  PuffleError,
  RateLimitError,
  ServerError,
  TimeoutError,
  UnreadableResponseError,
} from "../../src/core/errors.ts";
import { type JobReader, Operation, type OperationKind, type OperationStep } from "../../src/core/operation.ts";
import type { ClientOptions } from "../../src/core/options.ts";
import { isPassing, TOLERATED_FAILURES } from "../../src/core/polling.ts";
import { readToken } from "../../src/core/token.ts";
import { idle, START, VirtualClock } from "../support/clock.ts";
import { caught, caughtAs } from "../support/errors.ts";
import {
  brokenBody,
  deaf,
  json,
  lost,
  refused,
  type Step,
  silent,
  stalledBody,
  text,
  unreachable,
} from "../support/fetch.ts";
import { BASE_URL, KEY, type TestClient, testClient } from "../support/service.ts";

const poll = {
  success: ["done", "completed"],
  failure: ["failed"],
  ended: ["cancelled"],
  interval: 2_000,
  maxInterval: 30_000,
  deadline: 600_000,
};

interface Job {
  readonly id: string;
  readonly status?: string;
}

/** A job of which each poll is one read of a thing. */
function kindOn({ engine }: TestClient): OperationKind<Job> {
  const reader: JobReader<Job> = {
    async read(id, options, budget) {
      const answer = await engine.answer("readThing", { path: { id } }, options, { budget, once: true });
      const { thing } = answer.data;
      return { state: thing.status ?? "unknown", value: thing, correlationId: answer.correlationId };
    },
    failure: (state, operation, correlationId) =>
      new OperationEndedError("it failed", { code: "job_failed", operation, correlationId, state, next: "ask_human" }),
  };
  return { kind: "startThing", poll, reader: async () => reader };
}

function operationOn(steps: readonly Step[], options: ClientOptions & { forever?: Step; clock?: VirtualClock } = {}) {
  const client = testClient(steps, options);
  return { ...client, operation: new Operation(client.engine, kindOn(client), "job-1") };
}

const state = (status: string, headers: Record<string, string> = {}): Step =>
  json({ thing: { id: "job-1", status } }, 200, headers);
const running = state("running");
const done = state("done");

/** When each request was sent, in ms from the start. */
const times = ({ script }: Pick<TestClient, "script">) => script.requests.map(({ at }) => at - START);

describe("P50 poll()", () => {
  it.each([
    ["running", running],
    ["done", done],
    ["a lost connection", lost],
    ["no connection", unreachable],
    ["500", refused(500)],
    ["503", refused(503, "no", { "retry-after": "1" })],
    ["429", refused(429, "no", { "retry-after": "1" })],
    ["404", refused(404)],
    ["401", refused(401)],
    ["nothing readable", text("", 200)],
  ])("makes exactly one request and waits for nothing: %s", async (_, step) => {
    const { operation, script, clock } = operationOn([step], { forever: running });
    await operation.poll().catch((error) => {
      if (!(error instanceof PuffleError)) throw error;
    });
    expect(script.requests).toHaveLength(1);
    expect(clock.elapsed()).toBe(0);
  });

  it("has no retry inside, whatever the options say", async () => {
    const retry = { 500: { retries: 5, wait: 0 }, lost: { retries: 5, wait: 0 } };
    const { operation, script } = operationOn([refused(500), lost], { forever: running, retry });
    await operation.poll({ retry });
    expect(script.requests).toHaveLength(1);
  });

  it.each(["done", "completed"])("%s is success", async (status) => {
    const { operation } = operationOn([state(status)]);
    expect(await operation.poll()).toEqual({ done: true, state: status, value: { id: "job-1", status } });
  });

  it("a state that runs is not done, with the job and when to come back", async () => {
    const { operation } = operationOn([running]);
    expect(await operation.poll()).toEqual({
      done: false,
      state: "running",
      progress: { id: "job-1", status: "running" },
      nextPollInMs: 2_000,
    });
  });

  it.each(["queued", "melting", "", "Done", "null"])(
    "a state that nobody knows is still running: %j",
    async (status) => {
      const { operation } = operationOn([state(status)]);
      expect(await operation.poll()).toMatchObject({ done: false, state: status });
    },
  );

  it("a failed job throws what its kind makes of it, with the correlation id", async () => {
    const { operation } = operationOn([state("failed", { "x-correlation-id": "c7" })]);
    const error = await caughtAs(OperationEndedError, operation.poll());
    expect(error).toMatchObject({ state: "failed", code: "job_failed", correlationId: "c7", operation: "startThing" });
  });

  it("a job that was stopped throws as well", async () => {
    const { operation } = operationOn([state("cancelled")]);
    expect(await caughtAs(OperationEndedError, operation.poll())).toMatchObject({
      state: "cancelled",
      outcome: "sent",
    });
  });

  it.each([
    ["a lost connection", lost, ConnectionError],
    ["no connection", unreachable, ConnectionError],
    ["408", refused(408), PuffleError],
    ["429", refused(429), RateLimitError],
    ["500", refused(500), ServerError],
    ["502", refused(502), ServerError],
    ["503", refused(503), ServerError],
    ["520", refused(520), ServerError],
    ["a success that can't be read", text("<html>", 200, { "content-type": "text/html" }), UnreadableResponseError],
    ["a body that breaks off", brokenBody(), ConnectionError],
    ["no answer in time", silent, TimeoutError],
  ])("what passes is an answer, with the error and the last state: %s", async (_, step, kind) => {
    const { operation } = operationOn([running, step]);
    await operation.poll();
    const seen = await operation.poll();
    if (seen.done) throw new Error("it is not done");
    expect(seen).toMatchObject({ done: false, state: "running" });
    expect(seen).not.toHaveProperty("progress");
    expect(seen.error).toBeInstanceOf(kind);
    expect(seen.nextPollInMs).toBeGreaterThanOrEqual(4_000);
  });

  it("P13 comes back no earlier than the service asks", async () => {
    const { operation } = operationOn([refused(429, "no", { "retry-after": "75" })]);
    expect(await operation.poll()).toMatchObject({ done: false, nextPollInMs: 75_000 });
    const cooling = await operation.poll();
    if (cooling.done) throw new Error("it is not done");
    expect(cooling.nextPollInMs).toBeGreaterThanOrEqual(75_000);
    expect(cooling.error).toBeInstanceOf(RateLimitError);
  });

  it.each([
    ["400", refused(400), BadRequestError],
    ["401", refused(401), AuthenticationError],
    ["403", refused(403), PermissionDeniedError],
  ])("what polling again can't cure throws: %s", async (_, step, kind) => {
    await caughtAs(kind, operationOn([step]).operation.poll());
  });

  it("the first 404 is tolerated, right after creation; the second is not", async () => {
    const { operation } = operationOn([refused(404), refused(404)]);
    const first = await operation.poll();
    expect(first).toMatchObject({ done: false, state: "unknown" });
    expect(first.done ? undefined : first.error).toBeInstanceOf(NotFoundError);
    await caughtAs(NotFoundError, operation.poll());
  });

  it("a 404 after the job was seen is not tolerated", async () => {
    const { operation } = operationOn([running, refused(404)]);
    await operation.poll();
    await caughtAs(NotFoundError, operation.poll());
  });

  it("takes the options of any call", async () => {
    const { operation, script } = operationOn([running]);
    await operation.poll({ headers: { "x-trace": "1" } });
    expect(script.requests[0]?.headers.get("x-trace")).toBe("1");
    await caughtAs(AbortError, operation.poll({ signal: AbortSignal.abort() }));
  });
});

describe("P18 the cadence", () => {
  it("starts at its own interval and doubles up to its longest", async () => {
    const { operation } = operationOn([], { forever: running });
    const waits: number[] = [];
    for (let n = 0; n < 8; n++) {
      const step = await operation.poll();
      if (!step.done) waits.push(step.nextPollInMs);
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000]);
  });

  it("is kept by a wait, to the point", async () => {
    const client = operationOn([running, running, running, running, running, running, done]);
    await client.operation.wait();
    expect(times(client)).toEqual([0, 2_000, 6_000, 14_000, 30_000, 60_000, 90_000]);
  });

  it("is the caller's where the caller names one", async () => {
    const client = operationOn([running, running, running, done]);
    await client.operation.wait({ interval: 1_000 });
    expect(times(client)).toEqual([0, 1_000, 2_000, 3_000]);
  });

  it.each([0, 1, 999, -5, Number.NaN])("below a second is refused, before anything is sent: %s", async (interval) => {
    const { operation, script } = operationOn([done]);
    const error = await caught(operation.wait({ interval }));
    expect(error).toMatchObject({ name: "InputError", problems: [{ field: "interval" }] });
    expect(script.requests).toHaveLength(0);
  });

  it("is never quicker than once a second, whatever comes", async () => {
    const anEnd = fc.constantFrom(
      running,
      lost,
      refused(503),
      refused(429, "no", { "retry-after": "0" }),
      refused(500),
      text("", 200),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(anEnd, { maxLength: 9 }),
        fc.option(fc.integer({ min: 1_000, max: 60_000 })),
        async (steps, interval) => {
          const client = operationOn([...steps, done]);
          await client.operation.wait(interval === null ? {} : { interval });
          const at = times(client);
          at.slice(1).forEach((time, index) => {
            expect(time - (at[index] ?? 0)).toBeGreaterThanOrEqual(1_000);
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("P50 wait()", () => {
  it("polls until the job is done, and resolves with it", async () => {
    const { operation, script } = operationOn([running, running, done]);
    expect(await operation.wait()).toEqual({ id: "job-1", status: "done" });
    expect(script.requests).toHaveLength(3);
  });

  it("tells every step, the last one included", async () => {
    const { operation } = operationOn([running, lost, done]);
    const steps: OperationStep<Job>[] = [];
    await operation.wait({ onProgress: (step) => steps.push(step) });
    expect(steps.map((step) => [step.done, step.state])).toEqual([
      [false, "running"],
      [false, "running"],
      [true, "done"],
    ]);
  });

  it("can be iterated, step by step", async () => {
    const { operation, script } = operationOn([running, running, done]);
    const states: string[] = [];
    for await (const step of operation) states.push(step.state);
    expect(states).toEqual(["running", "running", "done"]);
    expect(script.requests).toHaveLength(3);
  });

  it("a loop that is left polls no more", async () => {
    const { operation, script, clock } = operationOn([], { forever: running });
    for await (const step of operation) if (!step.done) break;
    await clock.sleep(600_000);
    expect(script.requests).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it("ends with the job's failure", async () => {
    const { operation } = operationOn([running, state("failed")]);
    await caughtAs(OperationEndedError, operation.wait());
  });

  it(`gives up after ${TOLERATED_FAILURES} polls in a row that saw nothing, with the last error`, async () => {
    const { operation, script } = operationOn([], { forever: lost });
    const error = await caughtAs(ConnectionError, operation.wait());
    expect(script.requests).toHaveLength(TOLERATED_FAILURES);
    expect(error.code).toBe("connection_lost");
  });

  it("begins to count anew when a poll saw something", async () => {
    const nine: Step[] = Array(TOLERATED_FAILURES - 1).fill(lost);
    const { operation, script } = operationOn([...nine, running, ...nine, done]);
    await operation.wait({ interval: 1_000 });
    expect(script.requests).toHaveLength(2 * TOLERATED_FAILURES);
  });

  it("at its deadline it throws a PollTimeoutError, with a token to go on with", async () => {
    const { operation, clock } = operationOn([], { forever: state("running", { "x-correlation-id": "c9" }) });
    const error = await caughtAs(PollTimeoutError, operation.wait({ timeout: 10_000 }));
    expect(clock.elapsed()).toBe(10_000);
    expect(error).toMatchObject({ state: "running", next: "wait", outcome: "sent", correlationId: "c9" });
    const token = readToken(error.token, new URL(BASE_URL).origin, ["startThing"]);
    expect(token).toMatchObject({ id: "job-1", polls: 3, correlationId: "c9" });
    expect(JSON.stringify(error)).toContain(token.check);
    expect(JSON.stringify(error)).not.toContain(KEY);
  });

  it("the deadline is the operation's own, unless the caller names another", async () => {
    const { operation, clock } = operationOn([], { forever: running });
    await caughtAs(PollTimeoutError, operation.wait());
    expect(clock.elapsed()).toBe(600_000);
  });

  it.each([
    ["that hangs", silent],
    ["that hangs and ignores its signal", deaf],
    ["whose body stalls", stalledBody()],
    ["whose body stalls and ignores its signal", stalledBody("{", { ignoring: true })],
  ])("the deadline cuts a poll short %s", async (_, step) => {
    const { operation, clock } = operationOn([running, step], { attemptTimeout: 60_000 });
    await caughtAs(PollTimeoutError, operation.wait({ timeout: 5_000 }));
    expect(clock.elapsed()).toBe(5_000);
    expect(clock.pending).toBe(0);
  });

  it("the deadline holds while the key is asked for", async () => {
    let count = 0;
    const { operation, clock } = operationOn([running], {
      forever: done,
      apiKey: () => (++count === 1 ? KEY : new Promise<string>(() => {})),
    });
    const error = await caughtAs(PollTimeoutError, operation.wait({ timeout: 5_000 }));
    expect(clock.elapsed()).toBe(5_000);
    expect(error.token).toMatchObject({ id: "job-1" });
  });

  it("an abort ends it at once while it waits, and says that the job goes on", async () => {
    const clock = new VirtualClock({ auto: false });
    const { operation, script } = operationOn([running], { clock, forever: done });
    const stop = new AbortController();
    const waiting = caughtAs(AbortError, operation.wait({ signal: stop.signal }));
    await clock.advance(1_000);
    stop.abort(new Error("enough"));
    const error = await waiting;
    expect(error).toMatchObject({ name: "AbortError", outcome: "sent", cause: new Error("enough") });
    expect(error.message).toContain("The job goes on");
    expect(script.requests).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it.each([
    ["that hangs", silent],
    ["that hangs and ignores its signal", deaf],
    ["whose body stalls and ignores its signal", stalledBody("{", { ignoring: true })],
  ])("an abort ends it at once in a poll %s", async (_, step) => {
    const clock = new VirtualClock({ auto: false });
    const { operation } = operationOn([step], { clock });
    const stop = new AbortController();
    const waiting = caughtAs(AbortError, operation.wait({ signal: stop.signal }));
    await clock.advance(3_000);
    stop.abort();
    expect((await waiting).message).toContain("The job goes on");
    expect(clock.pending).toBe(0);
  });

  it("an abort before it begins sends nothing", async () => {
    const { operation, script } = operationOn([done]);
    await caughtAs(AbortError, operation.wait({ signal: AbortSignal.abort() }));
    expect(script.requests).toHaveLength(0);
  });

  it("P03 a 401 of another call with the same key ends it", async () => {
    const clock = new VirtualClock({ auto: false });
    const { operation, engine } = operationOn([running, refused(401, "revoked")], { clock, forever: done });
    const waiting = caughtAs(AuthenticationError, operation.wait());
    await idle();
    await caughtAs(AuthenticationError, engine.call("setThing", { path: { id: "t1" }, body: {} }));
    await waiting;
    expect(clock.elapsed()).toBe(0);
  });

  it("no wait outlives its deadline or its abort, whatever the polls come to", async () => {
    const anEnd = fc.constantFrom(
      running,
      state("melting"),
      lost,
      unreachable,
      silent,
      deaf,
      stalledBody(),
      stalledBody("{", { ignoring: true }),
      refused(500),
      refused(503, "no", { "retry-after": "40" }),
      refused(429),
      refused(404),
      text("", 200),
      done,
    );
    const run = fc.record({
      ends: fc.array(anEnd, { minLength: 1, maxLength: 30 }),
      timeout: fc.integer({ min: 1, max: 900_000 }),
      interval: fc.option(fc.integer({ min: 1_000, max: 100_000 }), { nil: undefined }),
      attemptTimeout: fc.integer({ min: 1, max: 100_000 }),
      abortAt: fc.option(fc.integer({ min: 0, max: 900_000 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(run, async ({ ends, timeout, interval, attemptTimeout, abortAt }) => {
        const clock = new VirtualClock();
        const stop = new AbortController();
        if (abortAt !== undefined) clock.at(abortAt, () => stop.abort());
        const { operation, script } = operationOn(ends, { clock, attemptTimeout, forever: running });
        const result = await operation.wait({ timeout, interval, signal: stop.signal }).catch((error: unknown) => {
          if (error instanceof PuffleError) return error;
          throw error;
        });
        expect(clock.elapsed()).toBeLessThanOrEqual(Math.min(timeout, abortAt ?? timeout) + 50);
        if (!(result instanceof PuffleError)) expect(result.status).toBe("done");
        for (const { at } of script.requests) expect(at - START).toBeLessThan(timeout);
      }),
      { numRuns: 200 },
    );
  });
});

describe("an operation", () => {
  it("is no promise: awaiting it by mistake starts nothing", async () => {
    const { operation, script } = operationOn([done]);
    // eslint-disable-next-line @typescript-eslint/await-thenable -- the mistake that this is about
    expect(await operation).toBe(operation);
    expect("then" in operation).toBe(false);
    expect(script.requests).toHaveLength(0);
  });

  it("does nothing until it is asked, and holds no timer", async () => {
    const { operation, script, clock } = operationOn([done]);
    expect(JSON.parse(JSON.stringify(operation))).toMatchObject({ kind: "startThing", id: "job-1", polls: 0 });
    await idle();
    expect(script.requests).toHaveLength(0);
    expect(clock.pending).toBe(0);
  });

  it("goes on from its token where it stopped: cadence, first 404 and correlation id", async () => {
    const client = operationOn([running, state("running", { "x-correlation-id": "c4" })]);
    await client.operation.poll();
    await client.operation.poll();
    const token = client.operation.toJSON();
    expect(token).toMatchObject({ polls: 2, correlationId: "c4", origin: "https://api.things.test" });

    const other = testClient([running, refused(404)]);
    const resumed = new Operation(other.engine, kindOn(other), token.id, token);
    const step = await resumed.poll();
    expect(step).toMatchObject({ done: false, nextPollInMs: 8_000 });
    expect(resumed.toJSON()).toMatchObject({ polls: 3, correlationId: "c4" });
    await caughtAs(NotFoundError, resumed.poll());
  });

  it("a job that ended meanwhile is taken up as well", async () => {
    const client = testClient([done]);
    const token = new Operation(client.engine, kindOn(client), "job-1").toJSON();
    const resumed = new Operation(client.engine, kindOn(client), token.id, token);
    expect(await resumed.wait()).toMatchObject({ status: "done" });
  });

  it("can be waited for twice", async () => {
    const { operation } = operationOn([running, done, done]);
    await operation.wait();
    expect(await operation.wait()).toMatchObject({ status: "done" });
  });
});

it("what passes is what a later poll may see", () => {
  expect(isPassing(new ServerError("m", { code: "c", status: 500 }))).toBe(true);
  expect(isPassing(new RateLimitError("m", { code: "c", status: 429 }))).toBe(true);
  expect(isPassing(new ConnectionError("m", { code: "c" }))).toBe(true);
  expect(isPassing(new BadRequestError("m", { code: "c", status: 400 }))).toBe(false);
  expect(isPassing(new AbortError("m", { code: "c" }))).toBe(false);
  expect(isPassing(new Error("m"))).toBe(false);
  expect(isPassing(undefined)).toBe(false);
});
