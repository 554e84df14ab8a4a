import { late } from "./policy.ts";

interface End {
  readonly until: number;
  readonly asked: number;
  readonly usedUp: boolean;
}

/** After a 429, all calls of a client to that operation wait together, not each on its own (P13). */
export class Cooldowns {
  readonly #ends = new Map<string, End>();
  readonly #one: boolean;

  /** @param one whether there is one limit for all operations together (L06) */
  constructor(one = false) {
    this.#one = one;
  }

  /**
   * Nobody calls the operation again before this.
   * @param ms what the service asked for
   * @param usedUp whether nobody should even wait for it
   */
  start(operation: string, now: number, ms: number, usedUp = false): void {
    const until = now + ms;
    // A later 429 may lengthen the wait, never shorten it.
    if (until > (this.#end(operation)?.until ?? 0))
      this.#ends.set(this.#one ? "" : operation, { until, asked: ms, usedUp });
  }

  /** Whether there was a 429 whose end nobody has seen yet. */
  has(operation: string): boolean {
    return this.#end(operation) !== undefined;
  }

  /** Whether calls are refused until then, however long they may take. */
  usedUp(operation: string): boolean {
    return this.#end(operation)?.usedUp === true;
  }

  /** How long a call must still wait, in ms: never less than asked, each call a little later by its own chance. */
  remaining(operation: string, now: number): number {
    const end = this.#end(operation);
    if (!end) return 0;
    if (end.until <= now) {
      this.#ends.delete(this.#one ? "" : operation);
      return 0;
    }
    return end.until - now + late(end.asked, Math.random()) - end.asked;
  }

  #end(operation: string): End | undefined {
    return this.#ends.get(this.#one ? "" : operation);
  }
}
