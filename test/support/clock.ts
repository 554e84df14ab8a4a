import type { Clock } from "../../src/core/clock.ts";

/** When every test's time begins. */
export const START = Date.UTC(2026, 0, 15, 12, 0, 0);

interface Due {
  readonly at: number;
  readonly fire: () => void;
}

/**
 * A clock without real time. `auto` (the default) jumps to the next thing that is due as soon as nothing else is going
 * on, so that hours pass in no time and in their right order; with `auto: false` time stands still until `advance`.
 */
export class VirtualClock implements Clock {
  /** Every sleep and every timer for a wait that was asked for, in ms, oldest first. */
  readonly sleeps: number[] = [];
  /** When each of them began. */
  readonly sleptAt: number[] = [];
  readonly #auto: boolean;
  readonly #due = new Set<Due>();
  #now: number;
  #pumping = false;

  constructor({ start = START, auto = true }: { start?: number; auto?: boolean } = {}) {
    this.#now = start;
    this.#auto = auto;
  }

  now(): number {
    return this.#now;
  }

  /** How far time has come since a point, by default since the start, in ms. */
  elapsed(since = START): number {
    return this.#now - since;
  }

  /** How many sleeps and timers have not ended yet. */
  get pending(): number {
    return this.#due.size;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const end = () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      const cancel = this.timer(ms, end, "wait");
      const stop = () => {
        cancel();
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  timer(ms: number, fire: () => void, why: "wait" | "limit" = "limit"): () => void {
    if (why === "wait") {
      this.sleeps.push(ms);
      this.sleptAt.push(this.#now);
    }
    if (Number.isNaN(ms)) throw new Error("the clock was asked to wait NaN ms");
    const due = { at: this.#now + Math.max(0, ms), fire };
    this.#due.add(due);
    if (this.#auto) void this.#pump();
    return () => {
      this.#due.delete(due);
    };
  }

  /** At a time from now, in ms: for what a test wants to happen then. */
  at(ms: number, act: () => void): void {
    this.timer(ms, act);
  }

  /** Moves on by hand, firing what is due on the way, in order. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await idle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#fire(next);
      await idle();
    }
    this.#now = end;
  }

  #next(until: number): Due | undefined {
    let next: Due | undefined;
    for (const due of this.#due) if (due.at <= until && (!next || due.at < next.at)) next = due;
    return next;
  }

  #fire(due: Due): void {
    this.#due.delete(due);
    this.#now = Math.max(this.#now, due.at);
    due.fire();
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    await idle();
    for (let next = this.#next(Number.MAX_VALUE); next; next = this.#next(Number.MAX_VALUE)) {
      this.#fire(next);
      await idle();
    }
    this.#pumping = false;
  }
}

/** Resolves when what was going on in this process has come to rest: promises, streams and the turns between them. */
export async function idle(turns = 4): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}
