import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Ticker, VirtualClock } from "../../src/sandbox/clock.ts";
import { Queue } from "../../src/sandbox/queue.ts";

const START = 1_000_000;

/** Real time that a test moves; the event loop's turns are the platform's. */
function stubTicker() {
  const timers = new Queue<() => void>();
  let now = 0;
  const ticker: Ticker = {
    now: () => now,
    timer(ms, fire) {
      const entry = timers.add(now + ms, fire);
      return () => timers.remove(entry);
    },
    turn: (fire) => setImmediate(fire),
  };
  return {
    ticker,
    get pending() {
      return timers.size;
    },
    /** Lets real time pass, and with it what is due. */
    pass(ms: number) {
      const until = now + ms;
      for (let due = timers.take(until); due; due = timers.take(until)) {
        now = due.at;
        due.item();
      }
      now = until;
    },
  };
}

/** Lets everybody who can go on do so. */
async function turns(count = 30): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe("a clock that jumps", () => {
  it("takes no time for a wait of days", async () => {
    const clock = new VirtualClock(Number.POSITIVE_INFINITY, START);
    await clock.sleep(40 * 86_400_000);
    expect(clock.now()).toBe(START + 40 * 86_400_000);
  });

  it("fires in the order of the due times, and in the order of setting where they are the same", async () => {
    const clock = new VirtualClock(Number.POSITIVE_INFINITY, START);
    const fired: string[] = [];
    const note = (name: string) => () => fired.push(`${name}@${clock.now() - START}`);
    clock.timer(20, note("c"));
    clock.timer(10, note("a"));
    clock.timer(10, note("b"));
    clock.timer(0, note("at once"));
    await clock.sleep(30);
    expect(fired).toEqual(["at once@0", "a@10", "b@10", "c@20"]);
  });

  it("lets whoever was woken go on before the next timer", async () => {
    const clock = new VirtualClock(Number.POSITIVE_INFINITY, START);
    const order: string[] = [];
    const worker = async () => {
      await clock.sleep(10);
      for (let step = 0; step < 50; step++) await Promise.resolve();
      await new Promise((resolve) => setImmediate(resolve));
      order.push("worker");
      await clock.sleep(5);
      order.push("worker again");
    };
    const other = clock.sleep(20).then(() => order.push("other"));
    await Promise.all([worker(), other]);
    expect(order).toEqual(["worker", "worker again", "other"]);
  });

  it("does not move while a request is on its way, and goes on when it has ended", async () => {
    const clock = new VirtualClock(Number.POSITIVE_INFINITY, START);
    let fired = false;
    const flight = clock.flight();
    clock.timer(10, () => {
      fired = true;
    });
    await turns();
    expect(fired).toBe(false);
    flight.end();
    await turns();
    expect(fired).toBe(true);
  });

  it("moves while all requests on their way stall", async () => {
    const clock = new VirtualClock(Number.POSITIVE_INFINITY, START);
    const [one, two] = [clock.flight(), clock.flight()];
    const waited = clock.sleep(10).then(() => clock.now() - START);
    one.stall();
    await turns();
    expect(clock.now()).toBe(START);
    two.stall();
    await expect(waited).resolves.toBe(10);
    one.go();
    clock.timer(10, () => {});
    await turns();
    expect(clock.now()).toBe(START + 10);
    one.end();
    one.end();
    one.stall();
    await clock.sleep(1);
    expect(clock.now()).toBe(START + 11);
  });

  it("cancels timers, and ends sleeps with the signal's reason", async () => {
    const clock = new VirtualClock(Number.POSITIVE_INFINITY, START);
    clock.timer(5, () => expect.unreachable("it was cancelled"))();
    const leaving = new AbortController();
    const sleeping = clock.sleep(Number.POSITIVE_INFINITY, leaving.signal);
    leaving.abort(new Error("enough"));
    await expect(sleeping).rejects.toThrow("enough");
    await expect(clock.sleep(5, leaving.signal)).rejects.toThrow("enough");
    await clock.sleep(10);
    expect(clock.now()).toBe(START + 10);
  });

  it("passes what nobody waits for on its way, in its order, and never jumps to it by itself", async () => {
    const clock = new VirtualClock(Number.POSITIVE_INFINITY, START);
    const fired: string[] = [];
    const note = (name: string) => () => fired.push(`${name}@${clock.now() - START}`);
    clock.event(10, note("event"));
    clock.event(15, note("cancelled"))();
    const cancel = clock.event(30, note("later"));
    clock.timer(40, note("given up"))();
    await turns();
    expect([clock.now(), fired]).toEqual([START, []]);
    clock.timer(5, note("timer"));
    await clock.sleep(20);
    expect(fired).toEqual(["timer@5", "event@10"]);
    await turns();
    expect(clock.now()).toBe(START + 20);
    await clock.advance(10);
    expect(fired).toEqual(["timer@5", "event@10", "later@30"]);
    cancel();
    await clock.sleep(1);
    expect(clock.now()).toBe(START + 31);
  });

  it("goes on after a timer that throws", async () => {
    const caught: unknown[] = [];
    const { ticker } = stubTicker();
    const turn: Ticker["turn"] = (fire) =>
      setImmediate(() => {
        try {
          fire();
        } catch (error) {
          caught.push(error);
        }
      });
    const clock = new VirtualClock(Number.POSITIVE_INFINITY, START, { ...ticker, turn });
    clock.timer(5, () => {
      throw new Error("a careless timer");
    });
    await clock.sleep(10);
    expect(caught).toEqual([new Error("a careless timer")]);
  });
});

describe("advancing", () => {
  it("moves a clock that stands still, and nothing else does", async () => {
    const clock = new VirtualClock(0, START);
    const fired: number[] = [];
    clock.timer(10, () => fired.push(clock.now() - START));
    await turns();
    expect(fired).toEqual([]);
    await clock.advance(9);
    expect(fired).toEqual([]);
    await clock.advance(1);
    expect(fired).toEqual([10]);
    expect(clock.now()).toBe(START + 10);
  });

  it("fires what is set on the way, each at its own time", async () => {
    const clock = new VirtualClock(0, START);
    const seen: number[] = [];
    const walker = (async () => {
      for (let step = 0; step < 4; step++) {
        await clock.sleep(25);
        seen.push(clock.now() - START);
      }
    })();
    await clock.advance(100);
    await walker;
    expect(seen).toEqual([25, 50, 75, 100]);
  });

  it("tells whoever moves the time on that a timer threw, and can be moved on again", async () => {
    const clock = new VirtualClock(0, START);
    const fired: number[] = [];
    clock.timer(5, () => {
      throw new Error("a careless timer");
    });
    clock.timer(8, () => fired.push(clock.now() - START));
    const [first, second] = [clock.advance(10), clock.advance(10)];
    await expect(first).rejects.toThrow("a careless timer");
    await second;
    expect([fired, clock.now() - START]).toEqual([[8], 15]);
    await clock.advance(1);
    expect(clock.now() - START).toBe(16);
  });

  it("goes on from where the one before has ended", async () => {
    const clock = new VirtualClock(0, START);
    await Promise.all([clock.advance(10), clock.advance(20)]);
    expect(clock.now()).toBe(START + 30);
  });

  it("waits for requests on their way", async () => {
    const clock = new VirtualClock(0, START);
    const flight = clock.flight();
    let done = false;
    const advancing = clock.advance(10).then(() => {
      done = true;
    });
    await turns();
    expect([done, clock.now()]).toEqual([false, START]);
    flight.end();
    await advancing;
    expect(clock.now()).toBe(START + 10);
  });

  it("keeps a jumping clock from jumping past where it is going", async () => {
    const clock = new VirtualClock(Number.POSITIVE_INFINITY, START);
    const late = clock.sleep(100);
    await clock.advance(10);
    expect(clock.now()).toBe(START + 10);
    await late;
    expect(clock.now()).toBe(START + 100);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s", async (ms) => {
    await expect(new VirtualClock(0, START).advance(ms)).rejects.toThrow(TypeError);
  });
});

describe("a clock at a finite speed", () => {
  it("runs so many times as fast as real time, and stands on the due time when a timer fires", async () => {
    const real = stubTicker();
    const clock = new VirtualClock(60, START, real.ticker);
    const fired: number[] = [];
    clock.timer(60_000, () => fired.push(clock.now() - START));
    real.pass(500);
    expect(clock.now()).toBe(START + 30_000);
    real.pass(499);
    expect(fired).toEqual([]);
    real.pass(1);
    expect(fired).toEqual([60_000]);
  });

  it("never passes a timer that has not fired yet, however late the platform is", () => {
    const real = stubTicker();
    const late: Ticker = { ...real.ticker, timer: () => () => {} };
    const clock = new VirtualClock(1, START, late);
    clock.timer(10, () => {});
    real.pass(1_000);
    expect(clock.now()).toBe(START + 10);
  });

  it("stands still while a request is being answered, and runs again a few turns later", async () => {
    const real = stubTicker();
    const clock = new VirtualClock(1_000, START, real.ticker);
    let fired = false;
    clock.timer(30_000, () => {
      fired = true;
    });
    const flight = clock.flight();
    real.pass(5_000);
    expect([fired, clock.now()]).toEqual([false, START]);
    flight.end();
    await turns();
    real.pass(29);
    expect(fired).toBe(false);
    real.pass(1);
    expect(fired).toBe(true);
  });

  it("makes a wait that is longer than any timer of several, and keeps no timer when nobody waits", () => {
    const real = stubTicker();
    const spans: number[] = [];
    const timer: Ticker["timer"] = (ms, fire, isIdle) => {
      spans.push(ms);
      return real.ticker.timer(ms, fire, isIdle);
    };
    const clock = new VirtualClock(1, START, { ...real.ticker, timer });
    const fired: number[] = [];
    const cancel = clock.timer(2 ** 33, () => fired.push(clock.now() - START));
    real.pass(2 ** 33);
    expect(fired).toEqual([2 ** 33]);
    expect(Math.max(...spans)).toBeLessThanOrEqual(2 ** 31 - 1);
    cancel();
    expect(real.pending).toBe(0);
    clock.timer(50, () => {})();
    expect(real.pending).toBe(0);
  });

  it("is real at speed 1: a short sleep takes that long", async () => {
    const clock = new VirtualClock(1, START);
    const before = performance.now();
    await clock.sleep(5);
    expect(performance.now() - before).toBeGreaterThanOrEqual(4);
    expect(clock.now()).toBeGreaterThanOrEqual(START + 5);
  });

  it("runs on after a timer that throws", async () => {
    const real = stubTicker();
    const clock = new VirtualClock(10, START, real.ticker);
    const fired: number[] = [];
    clock.timer(10, () => {
      throw new Error("a careless timer");
    });
    clock.timer(20, () => fired.push(clock.now() - START));
    expect(() => real.pass(1)).toThrow("a careless timer");
    real.pass(1);
    expect(fired).toEqual([20]);
  });

  it("keeps the process alive for what somebody waits for, and for nothing else", () => {
    const real = stubTicker();
    const idle: boolean[] = [];
    const timer: Ticker["timer"] = (ms, fire, isIdle) => {
      idle.push(isIdle);
      return real.ticker.timer(ms, fire, isIdle);
    };
    const clock = new VirtualClock(1, START, { ...real.ticker, timer });
    clock.event(10, () => {});
    expect(idle.at(-1)).toBe(true);
    const cancel = clock.timer(20, () => {});
    expect(idle.at(-1)).toBe(false);
    cancel();
    expect(idle.at(-1)).toBe(true);
  });

  it("can be moved on by hand, too", async () => {
    const real = stubTicker();
    const clock = new VirtualClock(1, START, real.ticker);
    const slept = clock.sleep(86_400_000);
    await clock.advance(86_400_000);
    await slept;
    expect(clock.now()).toBe(START + 86_400_000);
  });
});

describe("the queue under it", () => {
  it("gives out by time, then by age, whatever is added, taken and removed in between", () => {
    const step = fc.oneof(
      fc.record({ what: fc.constant("add" as const), at: fc.integer({ min: 0, max: 20 }) }),
      fc.record({ what: fc.constant("take" as const), at: fc.integer({ min: 0, max: 20 }) }),
      fc.record({ what: fc.constant("remove" as const), at: fc.nat() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const queue = new Queue<number>();
        const entries: ReturnType<typeof queue.add>[] = [];
        let model: { at: number; item: number }[] = [];
        for (const [item, { what, at }] of steps.entries()) {
          if (what === "add") {
            entries.push(queue.add(at, item));
            model.push({ at, item });
            model.sort((a, b) => a.at - b.at || a.item - b.item);
          } else if (what === "take") {
            const first = model[0];
            const expected = first && first.at <= at ? first : undefined;
            if (expected) model.shift();
            expect(queue.take(at)?.item).toBe(expected?.item);
          } else {
            const entry = entries[at % Math.max(1, entries.length)];
            if (entry) {
              queue.remove(entry);
              model = model.filter(({ item: one }) => one !== entry.item);
            }
          }
          expect(queue.size).toBe(model.length);
          expect(queue.peek()?.item).toBe(model[0]?.item);
        }
      }),
    );
  });
});
