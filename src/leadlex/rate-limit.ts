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

/** What the last answer said of the limit, and the service's time at that moment as it wrote it. */
interface Seen extends RateLimit {
  readonly date: string | null;
}

/** Remembers what answers say of the plan's limit (L06). */
export class RateLimits {
  readonly now: () => number;
  /** Who shares the calls for waiting, and until when, by the client's clock. */
  readonly sharers = new Map<unknown, number>();
  #seen: Seen | undefined;

  /** @param now the client's time, in ms */
  constructor(now: () => number) {
    this.now = now;
  }

  get last(): Seen | undefined {
    return this.#seen;
  }

  heard(headers: Headers): void {
    const limit = wholeNumber(headers, "limit");
    const remaining = wholeNumber(headers, "remaining");
    const reset = wholeNumber(headers, "reset");
    if (limit === undefined || remaining === undefined || reset === undefined) return;
    const resetAt = new Date(reset * 1000);
    this.#seen = { limit, remaining, resetAt, seenAt: new Date(this.now()), date: headers.get("date") };
  }
}

/** What a header of the limit says; undefined where it is missing or no number. */
export function wholeNumber(headers: Headers, name: "limit" | "remaining" | "reset"): number | undefined {
  const text = headers.get(`x-ratelimit-${name}`);
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
