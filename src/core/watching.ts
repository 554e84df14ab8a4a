import { PuffleError, RateLimitError } from "./errors.ts";
import type { OperationHost } from "./operation.ts";
import type { CallOptions } from "./options.ts";
import { LONGEST_RETRY_AFTER } from "./policy.ts";
import { isPassing, TOLERATED_FAILURES } from "./polling.ts";
import type { Budget } from "./waits.ts";

export interface WatchOptions extends CallOptions {
  /** How long to watch altogether, in ms. Default: until it ends; campaigns run for days. */
  readonly timeout?: number | undefined;
  /** Time between polls, in ms, at least 1 000. Default: 1 to 5 min, and as the method says. */
  readonly interval?: number | undefined;
}

const SHORTEST_INTERVAL = 60_000;
const LONGEST_INTERVAL = 300_000;

/** How often something that changes for days is looked at (P22): slower while nothing changes, at once quicker when something does. */
export class Pace {
  #pause = SHORTEST_INTERVAL;
  #last = "";

  /** When to look again after a look that saw nothing, in ms. */
  get pause(): number {
    return this.#pause;
  }

  /** @returns when to look again, in ms */
  next(...seen: readonly unknown[]): number {
    const now = JSON.stringify(seen);
    this.#pause = now === this.#last ? Math.min(this.#pause * 1.5, LONGEST_INTERVAL) : SHORTEST_INTERVAL;
    this.#last = now;
    return this.#pause;
  }
}

/** Lets a watch go on over polls that saw nothing, so many in a row. */
export class Patience {
  readonly #host: Pick<OperationHost, "config">;
  readonly #method: string;
  readonly #budget: Budget;
  #failures = 0;

  constructor(host: Pick<OperationHost, "config">, method: string, budget: Budget) {
    this.#host = host;
    this.#method = method;
    this.#budget = budget;
  }

  /** A poll saw something. */
  seen(): void {
    this.#failures = 0;
  }

  /**
   * A poll saw nothing.
   * @returns how long to wait before the next one, in ms: at least `wait`
   * @throws the error, where another poll can't cure it, or there have been too many
   */
  missed(error: unknown, wait: number): number {
    const { clock, events } = this.#host.config;
    const passes = error instanceof PuffleError && isPassing(error) && clock.now() < this.#budget.endsAt;
    // To be told when to come back is no failure, however often.
    const isTold = error instanceof RateLimitError && error.retryAfterMs !== undefined;
    if (!passes || (!isTold && ++this.#failures > TOLERATED_FAILURES)) throw error;
    events.warn(`${this.#method}: a poll saw nothing (${error.code}), the campaign goes on`, {
      code: error.code,
      correlationId: error.correlationId,
    });
    return Math.max(wait, Math.min(error.retryAfterMs ?? 0, LONGEST_RETRY_AFTER));
  }
}
