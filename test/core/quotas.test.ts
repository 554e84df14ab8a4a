import { describe, expect, it, vi } from "vitest";
import { RateLimitError } from "../../src/core/errors.ts";
import type { Quota } from "../../src/core/failures.ts";
import { LONGEST_RETRY_AFTER } from "../../src/core/policy.ts";
import { START } from "../support/clock.ts";
import { caught, caughtAs } from "../support/errors.ts";
import { json, refused, text } from "../support/fetch.ts";
import { testClient, thing } from "../support/service.ts";

const path = { id: "t1" };
const DAY = 86_400_000;
const short: Quota = { wait: 60_000, usedUp: false };
const usedUp: Quota = { wait: DAY, usedUp: true };

describe("L06 a 429 of a service whose limits are known", () => {
  it("is waited for as long as its headers mean, by the client's clock", async () => {
    const seen: unknown[] = [];
    const quota = (headers: Headers | undefined, now: number) => {
      seen.push([headers?.get("x-left"), now]);
      return short;
    };
    const { engine, clock } = testClient([refused(429, "no", { "x-left": "0" }), json(thing)], { quota });
    expect(await engine.call("readThing", { path }, { timeout: DAY })).toEqual(thing);
    expect(seen).toEqual([["0", START]]);
    expect(clock.elapsed()).toBeGreaterThanOrEqual(60_000);
    expect(clock.elapsed()).toBeLessThanOrEqual(66_000);
  });

  it("that says itself how long is believed, and nothing is read into its headers", async () => {
    const quota = vi.fn(() => usedUp);
    const { engine, clock } = testClient([refused(429, "no", { "retry-after": "10" }), json(thing)], { quota });
    await engine.call("readThing", { path });
    expect(clock.elapsed()).toBeLessThanOrEqual(11_000);
    expect(quota).not.toHaveBeenCalled();
  });

  it("nothing is read into the headers of another failure", async () => {
    const quota = vi.fn(() => usedUp);
    const { engine } = testClient([refused(503), refused(500), json(thing)], { quota });
    await engine.call("readThing", { path });
    expect(quota).not.toHaveBeenCalled();
  });

  it("that is used up fails at once, says when to come back, and holds up every call until then", async () => {
    const { engine, clock, script } = testClient([refused(429)], { quota: () => usedUp, forever: json(thing) });
    const options = { timeout: 30 * DAY };
    const error = await caughtAs(RateLimitError, engine.call("readThing", { path }, options));
    expect(error.retryAfterMs).toBe(DAY);
    expect(clock.elapsed()).toBe(0);
    const next = await caughtAs(RateLimitError, engine.call("readThing", { path }, options));
    expect(next).toMatchObject({ retryAfterMs: DAY, attempts: [] });
    expect(clock.elapsed()).toBe(0);
    await clock.sleep(DAY - 1);
    await caughtAs(RateLimitError, engine.call("readThing", { path }, options));
    await clock.sleep(1);
    expect(await engine.call("readThing", { path }, options)).toEqual(thing);
    expect(script.requests).toHaveLength(2);
  });
});

describe("P13 how long an answer may have anybody wait", () => {
  const asking = (seconds: number) => refused(429, "no", { "retry-after": String(seconds) });
  const options = { timeout: 30 * DAY };

  it("an hour is waited for", async () => {
    const { engine, clock } = testClient([asking(3_600), json(thing)]);
    expect(await engine.call("readThing", { path }, options)).toEqual(thing);
    expect(clock.elapsed()).toBeGreaterThanOrEqual(LONGEST_RETRY_AFTER);
  });

  it("a second more is not, and holds up nobody else for more than the hour", async () => {
    const { engine, clock } = testClient([asking(36_000), json(thing)]);
    const error = await caughtAs(RateLimitError, engine.call("readThing", { path }, options));
    expect(error.retryAfterMs).toBe(36_000_000);
    await caughtAs(RateLimitError, testClient([asking(3_601)]).engine.call("readThing", { path }, options));
    expect(clock.elapsed()).toBe(0);
    await engine.call("readThing", { path }, options);
    expect(clock.elapsed()).toBeLessThanOrEqual(LONGEST_RETRY_AFTER * 1.1);
  });

  it("a cooldown that ends with the deadline is no time left to call in", async () => {
    const chance = vi.spyOn(Math, "random").mockReturnValue(0);
    try {
      const { engine, clock, script } = testClient([asking(10)], { forever: json(thing) });
      await caught(engine.call("readThing", { path }, { retry: false }));
      const error = await caughtAs(RateLimitError, engine.call("readThing", { path }, { timeout: 10_000 }));
      expect(error.retryAfterMs).toBe(10_000);
      expect(clock.elapsed()).toBe(0);
      expect(await engine.call("readThing", { path }, { timeout: 10_001 })).toEqual(thing);
      expect(script.requests).toHaveLength(2);
    } finally {
      chance.mockRestore();
    }
  });
});

describe("what a service hears of its answers", () => {
  it("the headers of each, whatever came, and nothing where none came", async () => {
    const heard: (string | null)[] = [];
    const { engine } = testClient(
      [refused(500, "no", { "x-n": "1" }), json(thing, 200, { "x-n": "2" }), () => Promise.reject(new Error("gone"))],
      { heard: (headers) => heard.push(headers.get("x-n")) },
    );
    await engine.call("readThing", { path });
    const broken = await caught(engine.call("readThing", { path }, { retry: false }));
    expect(broken).toMatchObject({ code: "connection_lost" });
    expect(heard).toEqual(["1", "2"]);
  });

  it("P08 an empty correlation id is none, and an endless one is cut", async () => {
    const ids = ["", "x".repeat(10_000)];
    const steps = ids.map((id) => text("{}", 404, { "x-correlation-id": id }));
    const { engine } = testClient(steps);
    const errors = [await caught(engine.call("readThing", { path })), await caught(engine.call("readThing", { path }))];
    expect(errors[0]).not.toHaveProperty("correlationId", expect.anything());
    expect(String(errors[0])).not.toContain("correlation id");
    expect(errors[1]).toHaveProperty("correlationId", "x".repeat(200));
  });
});
