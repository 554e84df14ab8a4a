import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Clock, setTimer, systemClock } from "../../src/core/clock.ts";
import { idle, VirtualClock } from "../support/clock.ts";
import { caught } from "../support/errors.ts";

const DAY = 86_400_000;

describe("the system's clock", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("tells milliseconds since 1970 and does not run backwards", () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(60_000);
    const times = Array.from({ length: 1_000 }, () => systemClock.now());
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });

  it("does not follow a machine's clock that is set back", () => {
    const before = systemClock.now();
    vi.spyOn(Date, "now").mockReturnValue(0);
    try {
      expect(systemClock.now()).toBeGreaterThanOrEqual(before);
    } finally {
      vi.restoreAllMocks();
    }
  });

  it("sleeps as long as it was told", async () => {
    let awake = false;
    const sleeping = systemClock.sleep(1_000).then(() => {
      awake = true;
    });
    await vi.advanceTimersByTimeAsync(999);
    expect(awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await sleeping;
    expect(awake).toBe(true);
  });

  it.each([2 ** 31 - 1, 2 ** 31, 2 ** 31 + 5, 60 * DAY, 3 * (2 ** 31 - 1)])(
    "sleeps %i ms, though timers of that length fire at once",
    async (ms) => {
      let awake = false;
      void systemClock.sleep(ms).then(() => {
        awake = true;
      });
      await vi.advanceTimersByTimeAsync(ms - 1);
      expect(awake).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(awake).toBe(true);
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it("a sleep for ever is one, and can be ended", async () => {
    const stop = new AbortController();
    const sleeping = caught(systemClock.sleep(Number.POSITIVE_INFINITY, stop.signal));
    await vi.advanceTimersByTimeAsync(400 * DAY);
    expect(vi.getTimerCount()).toBe(1);
    stop.abort("enough");
    expect(await sleeping).toBe("enough");
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([0, -5])("a sleep of %i ms ends in the next turn", async (ms) => {
    const sleeping = systemClock.sleep(ms);
    await vi.advanceTimersByTimeAsync(0);
    await sleeping;
    expect(vi.getTimerCount()).toBe(0);
  });

  it("rejects with the signal's reason, and leaves neither timer nor listener behind", async () => {
    const stop = new AbortController();
    const reason = new Error("enough");
    const sleeping = caught(systemClock.sleep(1_000, stop.signal));
    expect(getEventListeners(stop.signal, "abort")).toHaveLength(1);
    stop.abort(reason);
    expect(await sleeping).toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(stop.signal, "abort")).toHaveLength(0);
  });

  it("rejects at once when the signal was aborted before", async () => {
    expect(await caught(systemClock.sleep(1_000, AbortSignal.abort("enough")))).toBe("enough");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leaves no listener behind when it slept to its end", async () => {
    const stop = new AbortController();
    const sleeping = systemClock.sleep(1_000, stop.signal);
    await vi.advanceTimersByTimeAsync(1_000);
    await sleeping;
    expect(getEventListeners(stop.signal, "abort")).toHaveLength(0);
  });

  it("a timer fires once, unless it is cancelled", async () => {
    const fire = vi.fn();
    const cancelled = vi.fn();
    systemClock.timer?.(1_000, fire);
    systemClock.timer?.(1_000, cancelled)();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(fire).toHaveBeenCalledTimes(1);
    expect(cancelled).not.toHaveBeenCalled();
  });

  it("a timer longer than timers go can be cancelled in its second half", async () => {
    const fire = vi.fn();
    const cancel = systemClock.timer?.(60 * DAY, fire);
    await vi.advanceTimersByTimeAsync(40 * DAY);
    cancel?.();
    await vi.advanceTimersByTimeAsync(40 * DAY);
    expect(fire).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a timer on any clock", () => {
  const sleeper = (clock: VirtualClock): Clock => ({ now: () => clock.now(), sleep: clock.sleep.bind(clock) });

  it.each([
    ["that has timers", (clock: VirtualClock): Clock => clock],
    ["that only knows how to sleep", sleeper],
  ])("%s fires in time, and not when it is cancelled", async (_, make) => {
    const clock = new VirtualClock({ auto: false });
    const fire = vi.fn();
    const cancelled = vi.fn();
    setTimer(make(clock), 1_000, fire);
    const cancel = setTimer(make(clock), 1_000, cancelled);
    await clock.advance(999);
    cancel();
    expect(fire).not.toHaveBeenCalled();
    await clock.advance(1);
    await idle();
    expect(fire).toHaveBeenCalledTimes(1);
    expect(cancelled).not.toHaveBeenCalled();
    expect(clock.pending).toBe(0);
  });
});

describe("the tests' own clock", () => {
  it("keeps order and lets time pass only for what is due", async () => {
    const clock = new VirtualClock();
    const order: number[] = [];
    await Promise.all([30, 10, 20, 10].map((ms) => clock.sleep(ms).then(() => order.push(ms, clock.elapsed()))));
    expect(order).toEqual([10, 10, 10, 10, 20, 20, 30, 30]);
  });

  it("stands still until it is moved on", async () => {
    const clock = new VirtualClock({ auto: false });
    let awake = false;
    void clock.sleep(10).then(() => {
      awake = true;
    });
    await idle();
    expect([awake, clock.elapsed()]).toEqual([false, 0]);
    await clock.advance(10);
    expect([awake, clock.elapsed()]).toEqual([true, 10]);
  });
});
