import { describe, expect, it } from "vitest";
import { AbortError, InputError, OperationEndedError, PollTimeoutError } from "../../src/core/errors.ts";
import { type JobReader, Operation, type OperationKind, StartedOperation } from "../../src/core/operation.ts";
import type { CallOptions } from "../../src/core/options.ts";
import { START, VirtualClock } from "../support/clock.ts";
import { caughtAs } from "../support/errors.ts";
import { recordedLog } from "../support/events.ts";
import { testClient } from "../support/service.ts";

const poll = {
  success: ["done"],
  failure: ["failed"],
  ended: ["stopped"],
  interval: 2_000,
  maxInterval: 30_000,
  deadline: 600_000,
};

interface Job {
  /** What each look sees; the last one again and again. */
  readonly states: readonly string[];
  /** How long a look takes, in ms. */
  readonly takes?: number;
  readonly cancel?: (id: string, options: CallOptions | undefined) => Promise<void>;
}

function jobOf({ states, takes = 0, cancel }: Job) {
  const clock = new VirtualClock();
  const { logger, lines } = recordedLog();
  const { engine } = testClient([], { clock, logger });
  const looks: number[] = [];
  const reader: JobReader<string> = {
    async read() {
      const state = states[Math.min(looks.length, states.length - 1)] ?? "running";
      looks.push(clock.elapsed());
      if (takes > 0) await clock.sleep(takes);
      return { state, value: `it is ${state}`, correlationId: "c1" };
    },
    failure: (state, operation) => new OperationEndedError(`${operation} ${state}`, { code: "failed", state }),
    ...(cancel && { cancel }),
  };
  const kind: OperationKind<string> = { kind: "startThing", poll, reader: async () => reader };
  return { operation: new Operation(engine, kind, "job-1"), engine, kind, looks, clock, lines };
}

describe("P51 waiting for a job", () => {
  it("gives a result that came with the deadline, or after it", async () => {
    const { operation, clock } = jobOf({ states: ["done"], takes: 5_000 });
    expect(await operation.wait({ timeout: 4_000 })).toBe("it is done");
    expect(clock.elapsed()).toBe(5_000);
  });

  it("looks no more once its time is over, tells nobody of that look, and hands on a token", async () => {
    const { operation, looks } = jobOf({ states: ["running"], takes: 5_000 });
    const told: unknown[] = [];
    const wait = operation.wait({ timeout: 4_000, onProgress: (step) => told.push(step) });
    const error = await caughtAs(PollTimeoutError, wait);
    expect(error).toMatchObject({
      code: "poll_timeout",
      operation: "startThing",
      state: "running",
      outcome: "sent",
      next: "wait",
      correlationId: "c1",
      token: { id: "job-1", kind: "startThing", polls: 1 },
    });
    expect(error.message).toBe(
      "startThing: still running at the wait's deadline. The job goes on: take the wait up again with operations.resume(error.token).",
    );
    expect(looks).toEqual([0]);
    expect(told).toEqual([]);
  });

  it("does not look at all for who has left already", async () => {
    const { operation, looks } = jobOf({ states: ["done"] });
    const error = await caughtAs(AbortError, operation.wait({ signal: AbortSignal.abort("enough") }));
    expect(error).toMatchObject({ code: "aborted", operation: "startThing", next: "wait", cause: "enough" });
    expect(error.outcome).toBe("sent");
    expect(error.message).toBe("startThing: the wait was aborted. The job goes on; its token takes the wait up again.");
    expect(looks).toEqual([]);
  });

  it("says of a job that was stopped that it was, and in which state it is", async () => {
    const { operation } = jobOf({ states: ["running", "stopped"] });
    const error = await caughtAs(OperationEndedError, operation.wait());
    expect(error).toMatchObject({ code: "operation_ended", state: "stopped", outcome: "sent", next: "ask_human" });
    expect(error.message).toBe("startThing: it was ended, the state is stopped.");
  });

  it("goes on where the listener fails, and says so in the log", async () => {
    const { operation, lines } = jobOf({ states: ["done"] });
    expect(await operation.wait({ onProgress: async () => Promise.reject(new RangeError("no")) })).toBe("it is done");
    expect(lines.map(({ message }) => message)).toEqual(["puffle-sdk: onProgress threw RangeError; it is ignored"]);
  });

  it("P18 looks at the pace that it is asked for", async () => {
    const { operation, looks } = jobOf({ states: ["running", "running", "running", "done"] });
    await operation.wait({ interval: 7_000 });
    expect(looks).toEqual([0, 7_000, 14_000, 21_000]);
  });
});

describe("P56 cancelling a job", () => {
  it("is asked of the service, with the call's options", async () => {
    const asked: unknown[] = [];
    const { operation } = jobOf({ states: ["running"], cancel: async (...args) => void asked.push(args) });
    await operation.cancel({ timeout: 9_000 });
    expect(asked).toEqual([["job-1", { timeout: 9_000 }]]);
  });

  it("is refused where the service has no way to, and nothing is sent", async () => {
    const error = await caughtAs(InputError, jobOf({ states: ["running"] }).operation.cancel());
    expect(error).toMatchObject({ operation: "startThing" });
    expect(error.problems).toEqual([
      {
        field: "operation",
        problem: "can't be cancelled: the service has no way to stop this kind of job. Leave the wait instead",
      },
    ]);
  });
});

it("P50 a job that was just started knows what its start was answered, and its trace", async () => {
  const { engine, kind } = jobOf({ states: ["running"] });
  const started = new StartedOperation(engine, kind, "job-1", { eta: 5 }, { correlationId: "c0", polls: 3 });
  expect([started.id, started.kind, started.started]).toEqual(["job-1", "startThing", { eta: 5 }]);
  expect(started.toJSON()).toMatchObject({ id: "job-1", polls: 3, correlationId: "c0" });
  const step = await started.poll();
  expect(step).toMatchObject({ done: false, state: "running", progress: "it is running", nextPollInMs: 16_000 });
  expect(started.toJSON()).toMatchObject({ polls: 4, correlationId: "c0" });
  expect(engine.config.clock.now()).toBe(START);
});
