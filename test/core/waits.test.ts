import { getEventListeners } from "node:events";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AbortError, AuthenticationError } from "../../src/core/errors.ts";
import { Secret } from "../../src/core/secret.ts";
import { Slots, unlessAborted, Waits, within } from "../../src/core/waits.ts";
import { idle, VirtualClock } from "../support/clock.ts";
import { caught, unhandledDuring } from "../support/errors.ts";

const unauthorized = () => new AuthenticationError("401", { code: "unauthorized", status: 401 });

describe("a wait", () => {
  it("ends when its time is over", async () => {
    const clock = new VirtualClock();
    expect(await new Waits(clock).wait(5_000, undefined, undefined)).toBeUndefined();
    expect(clock.elapsed()).toBe(5_000);
  });

  it("ends at once when the caller aborts, and leaves nothing behind", async () => {
    const clock = new VirtualClock({ auto: false });
    const stop = new AbortController();
    const waiting = new Waits(clock).wait(5_000, stop.signal, new Secret("k"));
    await clock.advance(1_000);
    stop.abort();
    expect(await waiting).toBe("aborted");
    expect(clock.pending).toBe(0);
    expect(getEventListeners(stop.signal, "abort")).toHaveLength(0);
  });

  it("does not begin when the caller has aborted before", async () => {
    const clock = new VirtualClock();
    expect(await new Waits(clock).wait(5_000, AbortSignal.abort(), undefined)).toBe("aborted");
    expect(clock.sleeps).toEqual([]);
  });

  it("P03 ends with the 401 of its own key, however the key is held, and of no other", async () => {
    const clock = new VirtualClock({ auto: false });
    const waits = new Waits(clock);
    const error = unauthorized();
    const mine = [1, 2].map(() => waits.wait(5_000, undefined, new Secret("mine")));
    const other = waits.wait(5_000, undefined, new Secret("other"));
    const keyless = waits.wait(5_000, undefined, undefined);
    waits.invalid(new Secret("mine"), error);
    expect(await Promise.all(mine)).toEqual([error, error]);
    await clock.advance(5_000);
    expect(await Promise.all([other, keyless])).toEqual([undefined, undefined]);
  });

  it("P03 a later wait with that key is not barred", async () => {
    const waits = new Waits(new VirtualClock());
    waits.invalid(new Secret("mine"), unauthorized());
    expect(await waits.wait(1_000, undefined, new Secret("mine"))).toBeUndefined();
  });

  it("leaves no listener on a signal that lives long", async () => {
    const stop = new AbortController();
    const waits = new Waits(new VirtualClock());
    for (let n = 0; n < 50; n++) await waits.wait(10, stop.signal, new Secret("k"));
    expect(getEventListeners(stop.signal, "abort")).toHaveLength(0);
  });

  it("P03 is forgotten when it has ended: a 401 ends what still waits, and nothing that waited once", async () => {
    let ended = 0;
    const timer = (_: number, fire: () => void) => {
      const handle = setImmediate(fire);
      return () => {
        ended++;
        clearImmediate(handle);
      };
    };
    const waits = new Waits({ now: () => 0, sleep: async () => {}, timer });
    for (let n = 0; n < 20; n++) await waits.wait(10, undefined, new Secret("mine"));
    const waiting = waits.wait(10_000, undefined, new Secret("mine"));
    ended = 0;
    waits.invalid(new Secret("mine"), unauthorized());
    expect(ended).toBe(1);
    expect(await waiting).toBeInstanceOf(AuthenticationError);
  });

  it("P03 takes part also on a clock that only knows how to sleep", async () => {
    const clock = new VirtualClock({ auto: false });
    const waits = new Waits({ now: () => clock.now(), sleep: clock.sleep.bind(clock) });
    const error = unauthorized();
    const stop = new AbortController();
    const [one, two] = [waits.wait(5_000, undefined, new Secret("k")), waits.wait(5_000, stop.signal, undefined)];
    waits.invalid(new Secret("k"), error);
    stop.abort();
    expect(await Promise.all([one, two])).toEqual([error, "aborted"]);
    expect(clock.pending).toBe(0);
  });

  it("hands on what a clock fails with", async () => {
    const broken = { now: () => 0, sleep: () => Promise.reject(new Error("no clock")) };
    expect(await caught(new Waits(broken).wait(1, undefined, undefined))).toMatchObject({ message: "no clock" });
    const timer = () => {
      throw new Error("no timers");
    };
    const stop = new AbortController();
    const waiting = new Waits({ ...broken, timer }).wait(1, stop.signal, undefined);
    expect(await caught(waiting)).toMatchObject({ message: "no timers" });
    expect(getEventListeners(stop.signal, "abort")).toHaveLength(0);
  });
});

describe("waiting for something that knows neither deadline nor signal", () => {
  const never = new Promise<string>(() => {});

  it("is over when it is there", async () => {
    const clock = new VirtualClock();
    const endsAt = clock.now() + 1_000;
    expect(await within(new Waits(clock), Promise.resolve("x"), { signal: undefined, endsAt })).toEqual({ value: "x" });
    expect(await within(new Waits(clock), Promise.resolve(undefined), { signal: undefined, endsAt })).toEqual({
      value: undefined,
    });
    expect(clock.pending).toBe(0);
  });

  it("is given up at the deadline", async () => {
    const clock = new VirtualClock();
    expect(await within(new Waits(clock), never, { signal: undefined, endsAt: clock.now() + 1_000 })).toBe("late");
    expect(clock.elapsed()).toBe(1_000);
  });

  it("is given up when the caller aborts, or has aborted", async () => {
    const clock = new VirtualClock({ auto: false });
    const stop = new AbortController();
    const waiting = within(new Waits(clock), never, { signal: stop.signal, endsAt: clock.now() + 1_000 });
    await idle();
    stop.abort();
    expect(await waiting).toBe("aborted");
    expect(await within(new Waits(clock), never, { signal: stop.signal, endsAt: clock.now() + 1_000 })).toBe("aborted");
    expect(clock.pending).toBe(0);
    expect(getEventListeners(stop.signal, "abort")).toHaveLength(0);
  });

  it("is let go where the caller has aborted before, and its failure ends no process", async () => {
    const waits = new Waits(new VirtualClock());
    const budget = { signal: AbortSignal.abort(), endsAt: waits.clock.now() + 1_000 };
    const unheard = await unhandledDuring(async () => {
      expect(await within(waits, Promise.reject(new Error("no")), budget)).toBe("aborted");
    });
    expect(unheard).toEqual([]);
  });

  it("fails as it fails", async () => {
    const clock = new VirtualClock();
    const failing = within(new Waits(clock), Promise.reject(new Error("no")), {
      signal: undefined,
      endsAt: clock.now() + 1,
    });
    expect(await caught(failing)).toMatchObject({ message: "no" });
    expect(clock.pending).toBe(0);
  });
});

describe("a promise that knows no signal", () => {
  it("is what it is, without one and with one", async () => {
    expect(await unlessAborted(Promise.resolve(1), undefined, "addThings")).toBe(1);
    const { signal } = new AbortController();
    expect(await unlessAborted(Promise.resolve(1), signal, "addThings")).toBe(1);
    expect(await caught(unlessAborted(Promise.reject("no"), signal, "addThings"))).toBe("no");
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  it("is left when the signal says so, with its reason as the cause", async () => {
    const stop = new AbortController();
    const waiting = caught(unlessAborted(new Promise(() => {}), stop.signal, "addThings"));
    stop.abort("enough");
    const error = await waiting;
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ cause: "enough", outcome: "not_sent" });
    expect(getEventListeners(stop.signal, "abort")).toHaveLength(0);
  });
});

describe("slots", () => {
  it("never more holders than slots, first come first served, and none is ever lost", async () => {
    const acts = fc.array(fc.constantFrom("take", "release", "cancel"), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), acts, async (count, steps) => {
        const slots = new Slots(count);
        let held = 0;
        let serial = 0;
        const queue: { readonly n: number; cancel(): void }[] = [];
        const granted: number[] = [];
        for (const act of steps) {
          if (act === "take") {
            const n = serial++;
            const waiting = slots.take();
            if (!waiting) held++;
            else {
              queue.push({ n, cancel: () => waiting.cancel() });
              void waiting.taken.then(() => {
                held++;
                granted.push(n);
                queue.splice(
                  queue.findIndex((one) => one.n === n),
                  1,
                );
              });
            }
          } else if (act === "release" && held > 0) {
            held--;
            slots.release();
          } else if (act === "cancel" && queue.length > 0) queue.pop()?.cancel();
          await Promise.resolve();
          await Promise.resolve();
          expect(held).toBeLessThanOrEqual(count);
          if (queue.length > 0) expect(held).toBe(count);
        }
        expect(granted).toEqual([...granted].sort((a, b) => a - b));
        // Everything is given back: then there are as many as at the start.
        for (const { cancel } of queue.splice(0)) cancel();
        for (; held > 0; held--) slots.release();
        expect(Array.from({ length: count }, () => slots.take())).toEqual(Array(count).fill(undefined));
        expect(slots.take()).toBeDefined();
      }),
    );
  });

  it("a slot that was granted to somebody who has left goes to the next", async () => {
    const slots = new Slots(1);
    expect(slots.take()).toBeUndefined();
    const left = slots.take();
    const next = slots.take();
    slots.release();
    left?.cancel();
    await next?.taken;
    slots.release();
    expect(slots.take()).toBeUndefined();
  });

  it("who leaves the queue lets nobody else in, wherever they stood", async () => {
    for (const place of [0, 1, 2]) {
      const slots = new Slots(1);
      slots.take();
      const entered: number[] = [];
      const queue = [0, 1, 2].map((n) => {
        const waiting = slots.take();
        void waiting?.taken.then(() => entered.push(n));
        return waiting;
      });
      queue[place]?.cancel();
      await idle(1);
      expect(entered).toEqual([]);
      slots.release();
      await idle(1);
      expect(entered).toEqual([place === 0 ? 1 : 0]);
    }
  });
});

describe("an input that is waited for", () => {
  it("is left when the caller aborts, before or meanwhile, and says why", async () => {
    const never = new Promise<never>(() => {});
    const stop = new AbortController();
    const meanwhile = caught(unlessAborted(never, stop.signal, "addThings"));
    stop.abort("enough");
    const before = caught(unlessAborted(never, AbortSignal.abort("enough"), "addThings"));
    for (const error of [await meanwhile, await before]) {
      expect(error).toBeInstanceOf(AbortError);
      expect(error).toMatchObject({ code: "aborted", operation: "addThings", next: "try_again", cause: "enough" });
      expect(error).toHaveProperty("message", "addThings: aborted while waiting for the input.");
    }
  });
});
