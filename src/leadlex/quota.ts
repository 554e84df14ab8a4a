import type { Quota } from "../core/failures.ts";
import { httpDate } from "../core/retry-after.ts";
import { type RateLimits, wholeNumber } from "./rate-limit.ts";

/** Waits for a person spend at most this share of the calls that remain (L06). */
const SHARE_FOR_WAITING = 0.1;
/** The minute's limit has no header of its own: after it a minute is waited. In ms. */
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * How far apart the looks of one wait must be, so that they never use up more than a small share of what remains.
 * @returns in ms; 0 where nothing is known of a limit
 */
export function spacing({ last, now }: RateLimits): number {
  if (!last) return 0;
  const { remaining, resetAt, seenAt, date } = last;
  const left = seenAt.getTime() + untilReset(resetAt.getTime(), date, seenAt.getTime()) - now();
  if (left <= 0) return 0;
  const looks = Math.floor(remaining * SHARE_FOR_WAITING);
  return looks < 1 ? left : left / looks;
}

/**
 * What a 429 without a Retry-After means. The headers look like the day's: with calls remaining it was the minute's limit,
 * and a minute is waited; with none the day is used up, and nobody waits for that within a call. A window that ends within
 * the minute is waited for whichever it is.
 */
export function quota(headers: Headers | undefined, now: number): Quota {
  if (!headers || wholeNumber(headers, "remaining") !== 0) return { wait: MINUTE, usedUp: false };
  const wait = untilReset((wholeNumber(headers, "reset") ?? 0) * 1000, headers.get("date"), now);
  return { wait, usedUp: wait > MINUTE };
}

/** In ms, by the service's own clock where the answer tells it; a reset that can't be is the next midnight UTC. */
function untilReset(reset: number, date: string | null, now: number): number {
  const there = httpDate(date ?? "") ?? now;
  const left = reset - there;
  return left > 0 && left <= DAY ? left : DAY - (there % DAY);
}
