import { describe, expect, it } from "vitest";
import { settlingRead, untilSettled } from "../../src/core/settling-read.ts";
import { START, VirtualClock } from "../support/clock.ts";
import { caught } from "../support/errors.ts";
import { testClient } from "../support/service.ts";

const DAY = 86_400_000;

interface Looking {
  /** Whether the lost attempt got no answer in time. */
  readonly late?: boolean;
  readonly endsAt?: number;
  readonly signal?: AbortSignal;
  readonly isDear?: () => boolean;
  /** How long one look takes, in ms. */
  readonly takes?: number;
}

/** Looks until something is there; tells when it looked, in ms from the start. */
function looking(comesAt: number, { late = false, endsAt = START + DAY, signal, isDear, takes = 0 }: Looking = {}) {
  const clock = new VirtualClock();
  const { engine } = testClient([], { clock });
  const looks: number[] = [];
  const look = async () => {
    looks.push(clock.elapsed());
    if (takes > 0) await clock.sleep(takes);
    return clock.elapsed() >= comesAt ? "it" : undefined;
  };
  const found = untilSettled(engine, { late, budget: { signal, endsAt } }, look, isDear);
  return { clock, looks, found };
}

describe("P17 what a lost attempt may have left", () => {
  it("is looked for at once, and no more where it is there", async () => {
    const { looks, found } = looking(0);
    expect(await found).toBe("it");
    expect(looks).toEqual([0]);
  });

  it("is looked for once more after 5 s where the attempt broke or failed", async () => {
    const { looks, found } = looking(DAY);
    expect(await found).toBeUndefined();
    expect(looks).toEqual([0, 5_000]);
  });

  it("is looked for every 5 s, for 20 s, where the attempt got no answer in time", async () => {
    const { looks, found } = looking(DAY, { late: true });
    expect(await found).toBeUndefined();
    expect(looks).toEqual([0, 5_000, 10_000, 15_000, 20_000]);
    const coming = looking(12_000, { late: true });
    expect(await coming.found).toBe("it");
    expect(coming.looks).toEqual([0, 5_000, 10_000, 15_000]);
  });

  it("is looked for twice where a look takes several requests: at once, and when nothing can come any more", async () => {
    const { looks, found } = looking(DAY, { late: true, isDear: () => true });
    expect(await found).toBeUndefined();
    expect(looks).toEqual([0, 20_000]);
  });

  it("is looked for a last time when the time is over, however long a look takes", async () => {
    const { looks, found } = looking(DAY, { late: true, takes: 6_000 });
    expect(await found).toBeUndefined();
    expect(looks).toEqual([0, 11_000, 20_000]);
  });

  it("can't be told where the call's time ends sooner", async () => {
    for (const endsAt of [START + 3_000, START + 5_000]) {
      const { clock, looks, found } = looking(DAY, { endsAt });
      expect(await caught(found)).toMatchObject({ message: expect.stringContaining("not time enough") });
      expect(looks).toEqual([0]);
      expect(clock.now()).toBe(endsAt);
    }
    const enough = looking(DAY, { endsAt: START + 5_001 });
    expect(await enough.found).toBeUndefined();
  });

  it("can't be told where the caller leaves", async () => {
    const stop = new AbortController();
    const { clock, looks, found } = looking(DAY, { signal: stop.signal });
    clock.at(2_000, () => stop.abort());
    expect(await caught(found)).toBeInstanceOf(Error);
    expect(looks).toEqual([0]);
    expect(clock.elapsed()).toBe(2_000);
  });

  it("is read with the call's options, except for how often it is retried", () => {
    const { signal } = new AbortController();
    expect(settlingRead({ signal, retry: false, timeout: 9 })).toEqual({ signal, timeout: 9 });
    expect(settlingRead(undefined)).toEqual({});
  });
});
