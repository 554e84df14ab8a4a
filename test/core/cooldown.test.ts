import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cooldowns } from "../../src/core/cooldown.ts";

describe("P13 the cooldown after a 429", () => {
  it("is never shorter than asked, and each call is late by a chance of its own", () => {
    const cooldowns = new Cooldowns();
    cooldowns.start("a", 1_000, 30_000);
    const waits = Array.from({ length: 200 }, () => cooldowns.remaining("a", 1_000));
    for (const wait of waits) {
      expect(wait).toBeGreaterThanOrEqual(30_000);
      expect(wait).toBeLessThanOrEqual(33_000);
    }
    expect(new Set(waits).size).toBeGreaterThan(100);
  });

  it("belongs to one operation", () => {
    const cooldowns = new Cooldowns();
    cooldowns.start("a", 0, 30_000);
    expect(cooldowns.has("b")).toBe(false);
    expect(cooldowns.remaining("b", 0)).toBe(0);
  });

  it("is over when it is over, and forgotten then", () => {
    const cooldowns = new Cooldowns();
    cooldowns.start("a", 0, 30_000);
    expect(cooldowns.remaining("a", 29_999)).toBeGreaterThanOrEqual(1);
    expect(cooldowns.has("a")).toBe(true);
    expect(cooldowns.remaining("a", 30_000)).toBe(0);
    expect(cooldowns.has("a")).toBe(false);
  });

  it("of no time at all is none", () => {
    const cooldowns = new Cooldowns();
    cooldowns.start("a", 5, 0);
    expect(cooldowns.remaining("a", 5)).toBe(0);
  });

  it("is never shortened, whatever comes", () => {
    const starts = fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 60_000 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(starts, (all) => {
        const cooldowns = new Cooldowns();
        let now = 0;
        let until = 0;
        for (const [pause, ms] of all) {
          now += pause;
          cooldowns.start("a", now, ms);
          until = Math.max(until, now + ms);
          if (until > now) expect(cooldowns.remaining("a", now)).toBeGreaterThanOrEqual(until - now);
        }
      }),
    );
  });
});

describe("L06 a limit that is used up", () => {
  it("is told apart from one that is waited for, until it is over", () => {
    const cooldowns = new Cooldowns();
    cooldowns.start("", 0, 60_000);
    expect(cooldowns.usedUp("")).toBe(false);
    cooldowns.start("", 0, 3_600_000, true);
    expect(cooldowns.usedUp("")).toBe(true);
    // A shorter one afterwards changes nothing.
    cooldowns.start("", 0, 60_000);
    expect(cooldowns.usedUp("")).toBe(true);
    expect(cooldowns.remaining("", 3_600_000)).toBe(0);
    expect(cooldowns.usedUp("")).toBeUndefined();
  });
});
