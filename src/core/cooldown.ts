import { late } from "./policy.ts";

/** After a 429, all calls of a client to that operation wait together, not each on its own (P13). */
export class Cooldowns {
  readonly #ends = new Map<string, { until: number; asked: number }>();

  /**
   * Nobody calls the operation again before this.
   * @param ms what the service asked for
   */
  start(operation: string, now: number, ms: number): void {
    const until = now + ms;
    // A later 429 may lengthen the wait, never shorten it.
    if (until > (this.#ends.get(operation)?.until ?? 0)) this.#ends.set(operation, { until, asked: ms });
  }

  /** Whether there was a 429 whose end nobody has seen yet. */
  has(operation: string): boolean {
    return this.#ends.has(operation);
  }

  /** How long a call must still wait, in ms: never less than asked, each call a little later by its own chance. */
  remaining(operation: string, now: number): number {
    const end = this.#ends.get(operation);
    if (!end) return 0;
    if (end.until <= now) {
      this.#ends.delete(operation);
      return 0;
    }
    return end.until - now + late(end.asked, Math.random()) - end.asked;
  }
}
