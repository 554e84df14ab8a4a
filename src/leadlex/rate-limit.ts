import type { Quota } from "../core/failures.ts";
import { httpDate } from "../core/retry-after.ts";

/** How many calls the workspace's plan allows, as an answer said last. */
export interface RateLimit {
  /** Calls in the window. */
  readonly limit: number;
  /** Calls that were left after that answer. */
  readonly remaining: number;
  /** When the window begins anew, as the service says: the day's, at midnight UTC, as far as can be told. */
  readonly resetAt: Date;
  /** When it was said, by the client's clock. */
  readonly seenAt: Date;
}

/** Waits for a person spend at most this share of the calls that remain (L06). */
const SHARE_FOR_WAITING = 0.1;
/** The minute's limit has no header of its own: after it a minute is waited. In ms. */
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What is known of the plan's limits (L06). */
export class RateLimits {
  readonly #now: () => number;
  #seen: { readonly limit: RateLimit; readonly endsAt: number } | undefined;

  /** @param now the client's time, in ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  get last(): RateLimit | undefined {
    return this.#seen?.limit;
  }

  heard(headers: Headers): void {
    const limit = wholeNumber(headers, "x-ratelimit-limit");
    const remaining = wholeNumber(headers, "x-ratelimit-remaining");
    const reset = wholeNumber(headers, "x-ratelimit-reset");
    if (limit === undefined || remaining === undefined || reset === undefined) return;
    const now = this.#now();
    this.#seen = {
      limit: { limit, remaining, resetAt: new Date(reset * 1000), seenAt: new Date(now) },
      endsAt: now + untilReset(headers, now),
    };
  }

  /**
   * How far apart the looks of one wait must be, so that they never use up more than a small share of what remains.
   * @returns in ms; 0 where nothing is known of a limit
   */
  spacing(): number {
    if (!this.#seen) return 0;
    const left = this.#seen.endsAt - this.#now();
    if (left <= 0) return 0;
    const looks = Math.floor(this.#seen.limit.remaining * SHARE_FOR_WAITING);
    return looks < 1 ? left : left / looks;
  }
}

/**
 * What a 429 without a Retry-After means. The headers look like the day's: with calls remaining it was the minute's limit,
 * and a minute is waited; with none the day is used up, and nobody waits for that within a call. A window that ends within
 * the minute is waited for whichever it is.
 */
export function quota(headers: Headers | undefined, now: number): Quota {
  if (!headers || wholeNumber(headers, "x-ratelimit-remaining") !== 0) return { wait: MINUTE, usedUp: false };
  const wait = untilReset(headers, now);
  return { wait, usedUp: wait > MINUTE };
}

/** In ms, by the service's own clock where the answer tells it; a reset that can't be is the next midnight UTC. */
function untilReset(headers: Headers, now: number): number {
  const there = httpDate(headers.get("date") ?? "") ?? now;
  const reset = (wholeNumber(headers, "x-ratelimit-reset") ?? 0) * 1000 - there;
  return reset > 0 && reset <= DAY ? reset : DAY - (there % DAY);
}

function wholeNumber(headers: Headers, name: string): number | undefined {
  const text = headers.get(name);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
