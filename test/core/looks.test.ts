import { describe, expect, it } from "vitest";
import { AbortError } from "../../src/core/errors.ts";
import {
  type JobReader,
  Operation,
  type OperationKind,
  type PolledJob,
  type PollState,
} from "../../src/core/operation.ts";
import { Looks } from "../../src/core/polling.ts";
import { readToken } from "../../src/core/token.ts";
import { START } from "../support/clock.ts";
import { caughtAs, unhandledDuring } from "../support/errors.ts";
import { BASE_URL, testClient } from "../support/service.ts";

const poll = { success: ["done"], failure: [], ended: [], interval: 60_000, maxInterval: 300_000, deadline: 3_600_000 };

/** A job whose looks are told one by one; which notes they were given. */
function jobOf(looks: readonly Partial<PolledJob<string>>[]) {
  const client = testClient([]);
  const notes: (string | undefined)[] = [];
  const reader: JobReader<string> = {
    async read(_, _options, _budget, memo) {
      const look = looks[notes.length] ?? {};
      notes.push(memo);
      return { state: "running", value: "it", correlationId: undefined, ...look };
    },
    failure: () => new AbortError("it has no failures", { code: "none" }),
  };
  const kind: OperationKind<string> = { kind: "startThing", poll, reader: async () => reader };
  const state: PollState<string> = {
    host: client.engine,
    kind,
    id: "job-1",
    polls: 0,
    state: "unknown",
    correlationId: undefined,
    memo: undefined,
  };
  return { ...client, kind, state, notes };
}

describe("a look's note", () => {
  it("is given to the next look, and to the one in another process", async () => {
    const { engine, kind, notes } = jobOf([{ memo: "a" }, { memo: "b" }, {}, {}]);
    const operation = new Operation(engine, kind, "job-1");
    await operation.poll();
    await operation.poll();
    const token = readToken(JSON.stringify(operation), new URL(BASE_URL).origin, ["startThing"]);
    expect(token.memo).toBe("b");
    const resumed = new Operation(engine, kind, token.id, token);
    await resumed.poll();
    await resumed.poll();
    expect(notes).toEqual([undefined, "a", "b", undefined]);
  });
});

describe("P18 a look's pace", () => {
  it("is the contract's where the look says nothing, its own where it does, and never closer than it allows", async () => {
    const { engine, kind } = jobOf([
      {},
      { nextPollInMs: 2_000 },
      { nextPollInMs: 2_000, atLeast: 9_000 },
      { atLeast: 1 },
    ]);
    const operation = new Operation(engine, kind, "job-1");
    const waits: unknown[] = [];
    for (let look = 0; look < 4; look++) waits.push(await operation.poll());
    expect(waits).toMatchObject([
      { nextPollInMs: 60_000 },
      { nextPollInMs: 2_000 },
      { nextPollInMs: 9_000 },
      { nextPollInMs: 300_000 },
    ]);
  });

  it("is not undercut by the interval that a caller asks for", async () => {
    const { engine, kind, clock } = jobOf([{ atLeast: 40_000 }, { nextPollInMs: 500_000 }, { state: "done" }]);
    await new Operation(engine, kind, "job-1").wait({ interval: 5_000 });
    expect(clock.elapsed()).toBe(45_000);
  });
});

describe("a pause between two looks", () => {
  const step = { nextPollInMs: 60_000 };

  it("ends sooner when what is waited for comes, however it comes", async () => {
    for (const end of ["resolve", "reject"] as const) {
      const { state, clock } = jobOf([]);
      const looks = new Looks(state, undefined, undefined);
      const sooner = clock.sleep(7_000).then(() => (end === "reject" ? Promise.reject(new Error("no")) : undefined));
      const unhandled = await unhandledDuring(async () => {
        expect(await looks.pause(step, sooner)).toBeUndefined();
      });
      expect(unhandled).toEqual([]);
      expect(clock.elapsed()).toBe(7_000);
    }
  });

  it("ends in its own time where it does not come", async () => {
    const { state, clock } = jobOf([]);
    expect(await new Looks(state, undefined, undefined).pause(step, new Promise(() => {}))).toBeUndefined();
    expect(clock.elapsed()).toBe(60_000);
  });

  it("ends with the deadline, and then there is no next look", async () => {
    const { state, clock } = jobOf([]);
    const looks = new Looks(state, { timeout: 10_000 }, undefined);
    const end = await looks.pause(step, new Promise(() => {}));
    expect(clock.elapsed()).toBe(10_000);
    expect(() => looks.goOn(end, undefined)).toThrow(/deadline/);
  });

  it("that an abort ends is aborted, though what was waited for comes in the same moment", async () => {
    const { state, clock } = jobOf([]);
    const stop = new AbortController();
    const looks = new Looks(state, { signal: stop.signal }, undefined);
    const sooner = clock.sleep(5_000).then(() => stop.abort());
    const end = await looks.pause(step, sooner);
    expect(end).toBe("aborted");
    expect(() => looks.goOn(end, undefined)).toThrow(AbortError);
    expect(await looks.pause(step, new Promise(() => {}))).toBe("aborted");
    await caughtAs(AbortError, looks.look());
    expect(clock.now()).toBe(START + 5_000);
  });

  it("leaves no timer behind", async () => {
    const { state, clock } = jobOf([]);
    await new Looks(state, undefined, undefined).pause(step, clock.sleep(1_000));
    expect(clock.pending).toBe(0);
  });
});
