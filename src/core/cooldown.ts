import { late } from "./policy.ts";

interface End {
  readonly until: number;
  readonly asked: number;
  readonly usedUp: boolean;
}

/** After a 429, all calls of a client under that limit wait together, not each on its own (P13). */
export class Cooldowns {
  readonly #ends = new Map<string, End>();

  /**
   * Nobody calls under this limit again before this.
   * @param limit the operation's id, or what stands for all of them
   * @param ms what the service asked for
   * @param usedUp whether nobody should even wait for it
   */
  start(limit: string, now: number, ms: number, usedUp = false): void {
    const until = now + ms;
    // A later 429 may lengthen the wait, never shorten it.
    if (until > (this.#ends.get(limit)?.until ?? 0)) this.#ends.set(limit, { until, asked: ms, usedUp });
  }

  /** Whether there was a 429 whose end nobody has seen yet. */
  has(limit: string): boolean {
    return this.#ends.has(limit);
  }

  /** Whether calls are refused until then, however long they may take. */
  usedUp(limit: string): boolean | undefined {
    return this.#ends.get(limit)?.usedUp;
  }

  /** How long a call must still wait, in ms: never less than asked, each call a little later by its own chance. */
  remaining(limit: string, now: number): number {
    const end = this.#ends.get(limit);
    if (!end) return 0;
    if (end.until <= now) {
      this.#ends.delete(limit);
      return 0;
    }
    const spread = end.usedUp ? 0 : late(end.asked, Math.random()) - end.asked;
    return end.until - now + spread;
  }
}
