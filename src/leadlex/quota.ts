import type { Quota } from "../core/failures.ts";
import { httpDate } from "../core/retry-after.ts";
import { type RateLimits, wholeNumber } from "./rate-limit.ts";

/** All waits and watches of a client together spend at most this share of the calls that remain (L06). */
const SHARE_FOR_WAITING = 0.1;
/** The minute's limit has no header of its own: after it a minute is waited. In ms. */
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A wait that looks so much later than it should have is over. */
const OVERDUE = 10 * MINUTE;

/** How a wait spreads its looks over a window of the limit. */
export interface Pace {
  /** From look to look if it were alone, in ms. */
  readonly apart: number;
  /** When the window ends, by the client's clock. */
  readonly until: number;
}

/**
 * How far apart the looks of one wait must be, so that in a window all waits of the client together never use up more than a
 * small share of the calls that remained.
 * @param who whose looks they are: waits side by side share what there is
 * @param before what it was at the look before
 * @returns with the `gap` to the next look, in ms, for as many as wait now; undefined where nothing is known of a limit
 */
export function paceOf(
  limits: RateLimits,
  who: unknown,
  before: Pace | undefined,
): (Pace & { readonly gap: number }) | undefined {
  const { last, now, sharers } = limits;
  if (!last) return undefined;
  const { remaining, resetAt, seenAt, date } = last;
  const until = Math.ceil(seenAt.getTime() + untilReset(resetAt.getTime(), date, seenAt.getTime()));
  const left = until - now();
  if (left <= 0) return undefined;
  for (const [other, end] of sharers) if (end < now()) sharers.delete(other);
  const looks = Math.floor(remaining * SHARE_FOR_WAITING);
  const share = Math.ceil(looks < 1 ? left : left / looks);
  // With each look fewer calls remain, and less time: without what it was before, they would come ever closer.
  const isSameWindow = before !== undefined && before.until > now();
  const apart = isSameWindow ? Math.max(share, before.apart) : share;
  sharers.set(who, 0);
  const gap = Math.min(apart * sharers.size, left);
  // Some looks take two calls, and twice the time.
  sharers.set(who, now() + Math.min(2 * gap, left) + OVERDUE);
  return { apart, until, gap };
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
