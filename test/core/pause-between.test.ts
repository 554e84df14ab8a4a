import { describe, expect, it } from "vitest";
import { AbortError, AuthenticationError, TimeoutError } from "../../src/core/errors.ts";
import { pauseBetween } from "../../src/core/pause-between.ts";
import { START, VirtualClock } from "../support/clock.ts";
import { caught, caughtAs } from "../support/errors.ts";
import { json, refused } from "../support/fetch.ts";
import { testClient, thing } from "../support/service.ts";

interface Pausing {
  readonly endsAt?: number;
  readonly signal?: AbortSignal;
}

function pausing(ms: number, { endsAt = START + 60_000, signal }: Pausing = {}) {
  const clock = new VirtualClock();
  const { engine } = testClient([], { clock });
  return { clock, pause: pauseBetween(engine, "startThing", ms, { signal, endsAt }) };
}

describe("the pause between two calls of a method", () => {
  it("is as long as it is asked for", async () => {
    const { clock, pause } = pausing(5_000);
    await pause;
    expect(clock.elapsed()).toBe(5_000);
  });

  it("ends with the deadline, and says that the service goes on", async () => {
    for (const endsAt of [START + 3_000, START + 5_000]) {
      const { clock, pause } = pausing(5_000, { endsAt });
      const error = await caughtAs(TimeoutError, pause);
      expect(error).toMatchObject({ code: "deadline_exceeded", operation: "startThing", next: "wait" });
      expect(error.message).toBe("startThing: the wait's deadline passed; what runs on the service goes on.");
      expect(clock.now()).toBe(endsAt);
    }
  });

  it("ends when the caller leaves, and says that the service goes on", async () => {
    const stop = new AbortController();
    const { clock, pause } = pausing(5_000, { signal: stop.signal });
    clock.at(1_000, () => stop.abort("enough"));
    const error = await caughtAs(AbortError, pause);
    expect(error).toMatchObject({ code: "aborted", operation: "startThing", next: "wait", cause: "enough" });
    expect(error.message).toBe("startThing: the wait was aborted; what runs on the service goes on.");
    expect(clock.elapsed()).toBe(1_000);
  });

  it("P03 ends when another call learns that the key is not valid", async () => {
    const clock = new VirtualClock({ auto: false });
    const { engine } = testClient([json(thing), refused(401)], { clock });
    const path = { id: "t1" };
    await engine.call("readThing", { path });
    const budget = { signal: undefined, endsAt: START + 60_000 };
    const ended = caughtAs(AuthenticationError, pauseBetween(engine, "startThing", 5_000, budget));
    await caught(engine.call("readThing", { path }));
    expect(await ended).toMatchObject({ status: 401 });
    expect(clock.elapsed()).toBe(0);
  });
});
