import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { AbortError } from "../../src/core/errors.ts";
import { Signals } from "../../src/core/signals.ts";
import { caught } from "../support/errors.ts";
import { jsonResponse, type Step, silent } from "../support/fetch.ts";
import { testClient, thing } from "../support/service.ts";

const path = { id: "t1" };
const listenersOf = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

describe("a signal that many calls share", () => {
  it("has one listener of a client, so that the platform warns of none, and none when the calls have ended", async () => {
    const { signal } = new AbortController();
    let most = 0;
    const counting: Step = () => {
      most = Math.max(most, listenersOf(signal));
      return jsonResponse(thing);
    };
    const { engine } = testClient([], { forever: counting });
    await Promise.all(Array.from({ length: 64 }, () => engine.call("readThing", { path }, { signal })));
    expect(most).toBe(1);
    expect(listenersOf(signal)).toBe(0);
  });

  it("has one listener also while the calls queue for a slot", async () => {
    const stop = new AbortController();
    const { engine } = testClient([], { forever: silent, maxConcurrency: 1 });
    const calls = Array.from({ length: 20 }, () => caught(engine.call("readThing", { path }, { signal: stop.signal })));
    await new Promise(setImmediate);
    // One for the attempt that is under way and those that queue.
    expect(listenersOf(stop.signal)).toBe(1);
    stop.abort();
    for (const error of await Promise.all(calls)) expect(error).toBeInstanceOf(AbortError);
    expect(listenersOf(stop.signal)).toBe(0);
  });

  it("tells everybody once, also those that leave while it does", () => {
    const stop = new AbortController();
    const signals = new Signals();
    const told: string[] = [];
    const leave = signals.onAbort(stop.signal, () => told.push("first"));
    signals.onAbort(stop.signal, () => {
      told.push("second");
      leave();
    });
    const gone = signals.onAbort(stop.signal, () => told.push("gone"));
    gone();
    gone();
    stop.abort();
    expect(told).toEqual(["first", "second"]);
  });
});
