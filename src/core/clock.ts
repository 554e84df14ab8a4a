/**
 * Where the SDK takes the time from. Give a client another clock (`new Puffle({ clock })`) and every wait, deadline and
 * time limit follows it; the sandbox brings one on which days pass in milliseconds.
 */
export interface Clock {
  /** Milliseconds since 1970. Must not run backwards. */
  now(): number;
  /**
   * Waits.
   * @param ms how long, in ms; any length, zero included
   * @param signal ends the wait early: the promise then rejects with `signal.reason`
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /**
   * Calls `fire` once after `ms`, unless the returned function is called first. Optional: without it `sleep` is used.
   * @param ms how long, in ms
   * @param why what for: to wait (for a retry, for the next poll), or to limit how long something takes
   */
  timer?(ms: number, fire: () => void, why?: "wait" | "limit"): () => void;
}

/** Longer timers fire at once in every JavaScript runtime, so a long wait is made of several. */
const LONGEST_TIMER = 2 ** 31 - 1;

function timer(ms: number, fire: () => void): () => void {
  if (ms > LONGEST_TIMER) return longTimer(ms, fire);
  // Not unref'd: a call that somebody awaits must settle, also when nothing else keeps the process alive.
  const handle = setTimeout(fire, Math.max(0, ms));
  return () => clearTimeout(handle);
}

function longTimer(ms: number, fire: () => void): () => void {
  let cancel = timer(LONGEST_TIMER, () => {
    cancel = timer(ms - LONGEST_TIMER, fire);
  });
  return () => cancel();
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const cancel = timer(ms, () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    });
    const stop = () => {
      cancel();
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** The platform's own time, on its monotonic clock: setting the machine's clock back prolongs no wait. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep,
  timer,
};

/**
 * A timer on any clock, also on one that only knows how to sleep.
 * @param fail told if such a sleep fails
 */
export function setTimer(
  clock: Clock,
  ms: number,
  fire: () => void,
  why: "wait" | "limit" = "limit",
  fail: (error: unknown) => void = () => {},
): () => void {
  if (clock.timer) return clock.timer(ms, fire, why);
  const cancelled = new AbortController();
  clock.sleep(ms, cancelled.signal).then(() => fire(), fail);
  return () => cancelled.abort();
}
