import { type Clock, setTimer } from "./clock.ts";
import { AbortError, type PuffleError } from "./errors.ts";
import type { Secret } from "./secret.ts";
import { Signals } from "./signals.ts";

/** Why a wait ended early: the caller's signal, or the 401 that ends every wait of the same key (P03). */
export type WaitEnd = "aborted" | PuffleError;

/** Every wait of a client goes through here: for a retry, a cooldown, the next poll. */
export class Waits {
  readonly clock: Clock;
  readonly signals: Signals;
  /** What to call when a key turns out not to be valid, by key. */
  readonly #byKey = new Map<string, Set<(error: PuffleError) => void>>();

  constructor(clock: Clock, signals = new Signals()) {
    this.clock = clock;
    this.signals = signals;
  }

  /**
   * @param ms how long, in ms
   * @param signal ends it early
   * @param key the key that what is being waited for uses: a 401 for it ends the wait
   * @returns undefined when the time is over, else why it ended before
   */
  wait(ms: number, signal: AbortSignal | undefined, key: Secret | undefined): Promise<WaitEnd | undefined> {
    if (signal?.aborted) return Promise.resolve("aborted");
    const held = key?.reveal();
    // For each no more than a promise, a timer and a function or two: thousands may wait at the same time.
    return new Promise((resolve, reject) => {
      let cancelTimer: (() => void) | undefined;
      const over = (end?: WaitEnd) => {
        resolve(end);
        cancelTimer?.();
        if (signal) this.signals.remove(signal, over);
        if (held !== undefined) this.#forget(held, over);
      };
      const fail = (error: unknown) => {
        reject(error);
        over();
      };
      if (signal) this.signals.add(signal, over);
      if (held !== undefined) this.#waiting(held).add(over);
      try {
        cancelTimer = setTimer(this.clock, ms, over, "wait", fail);
      } catch (error) {
        fail(error);
      }
    });
  }

  /** A 401 for this key: whatever waits to use it again stops. Later calls are not barred. */
  invalid(key: Secret, error: PuffleError): void {
    for (const stop of this.#byKey.get(key.reveal()) ?? []) stop(error);
  }

  #forget(key: string, stop: (error: PuffleError) => void): void {
    const waiting = this.#byKey.get(key);
    waiting?.delete(stop);
    if (waiting?.size === 0) this.#byKey.delete(key);
  }

  #waiting(key: string): Set<(error: PuffleError) => void> {
    const waiting = this.#byKey.get(key) ?? new Set();
    this.#byKey.set(key, waiting);
    return waiting;
  }
}

/** How much of its caller's time a request or a wait may use. */
export interface Budget {
  readonly signal: AbortSignal | undefined;
  /** By the client's clock. */
  readonly endsAt: number;
}

/** Waits for something that knows neither deadline nor signal, no longer than the budget allows. */
export async function within<T>(
  { clock, signals }: Pick<Waits, "clock" | "signals">,
  promise: Promise<T>,
  { signal, endsAt }: Budget,
): Promise<{ readonly value: T } | "aborted" | "late"> {
  // Who has left does not hear that it fails, and that must not end the process.
  promise.catch(() => {});
  if (signal?.aborted) return "aborted";
  const over = new AbortController();
  const leave = () => over.abort("aborted");
  const cancel = signals.onAbort(signal, leave);
  const late = clock.sleep(endsAt - clock.now(), over.signal).then(
    () => "late" as const,
    () => "aborted" as const,
  );
  try {
    return await Promise.race([promise.then((value) => ({ value })), late]);
  } finally {
    cancel();
    leave();
  }
}

/**
 * Waits for a method's input, which knows no signal, until the signal says to give up.
 * @param operation for the error
 */
export async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  operation: string,
): Promise<T> {
  if (!signal) return promise;
  let leave = () => {};
  const aborted = new Promise<never>((_, reject) => {
    leave = () => {
      const message = `${operation}: aborted while waiting for the input.`;
      reject(new AbortError(message, { code: "aborted", operation, next: "try_again", cause: signal.reason }));
    };
  });
  aborted.catch(() => {});
  if (signal.aborted) leave();
  signal.addEventListener("abort", leave);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

/** Lets at most so many requests be under way at once; the others queue in order. */
export class Slots {
  #free: number;
  readonly #queue: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves when a slot is this caller's; `cancelled` gives it up again if it comes too late. */
  take(): { readonly taken: Promise<void>; cancel(): void } | undefined {
    if (this.#free > 0) {
      this.#free--;
      return undefined;
    }
    let enter = () => {};
    const taken = new Promise<void>((resolve) => {
      enter = resolve;
    });
    this.#queue.push(enter);
    return {
      taken,
      cancel: () => {
        const place = this.#queue.indexOf(enter);
        if (place >= 0) this.#queue.splice(place, 1);
        else this.release();
      },
    };
  }

  release(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#free++;
  }
}
