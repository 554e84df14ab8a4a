import { PuffleError } from "../core/errors.ts";
import { LONGEST_RETRY_AFTER } from "../core/policy.ts";
import { isPassing, TOLERATED_FAILURES } from "../core/polling.ts";
import type { Budget } from "../core/waits.ts";
import type { CampaignStats, PuffleEngine } from "./types.ts";

/** Why a watch ended: the status says so, every lead has come to its end, or somebody paused the campaign. */
export type WatchEnd = "completed" | "all_leads_done" | "paused";

const LAUNCHING_INTERVAL = 30_000;
const SHORTEST_INTERVAL = 60_000;
const LONGEST_INTERVAL = 300_000;

type Stats = CampaignStats | null | undefined;

/** How often a campaign is looked at (P22): slower while nothing changes, at once quicker when something does. */
export class Pace {
  #pause = SHORTEST_INTERVAL;
  #last = "";

  /** When to look again after a look that saw nothing, in ms. */
  get pause(): number {
    return this.#pause;
  }

  /** @returns when to look again, in ms */
  next(status: string, stats: Stats): number {
    const seen = JSON.stringify([status, stats]);
    this.#pause = seen === this.#last ? Math.min(this.#pause * 1.5, LONGEST_INTERVAL) : SHORTEST_INTERVAL;
    this.#last = seen;
    return status === "launching" ? LAUNCHING_INTERVAL : this.#pause;
  }
}

/** P23. Counters decide only when there is a total. */
export function endOf(status: string, stats: Stats): WatchEnd | undefined {
  if (status === "completed" || status === "paused") return status;
  const { total = 0, completed = 0, replied = 0, bounced = 0, timed_out = 0 } = stats ?? {};
  return status === "active" && total > 0 && completed + replied + bounced + timed_out >= total
    ? "all_leads_done"
    : undefined;
}

/** Lets a watch go on over polls that saw nothing, so many in a row. */
export class Patience {
  readonly #engine: PuffleEngine;
  readonly #method: string;
  readonly #budget: Budget;
  #failures = 0;

  constructor(engine: PuffleEngine, method: string, budget: Budget) {
    this.#engine = engine;
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
    const { clock, events } = this.#engine.config;
    const passes = error instanceof PuffleError && isPassing(error) && clock.now() < this.#budget.endsAt;
    if (!passes || ++this.#failures > TOLERATED_FAILURES) throw error;
    events.warn(`${this.#method}: a poll saw nothing (${error.code}), the campaign goes on`, {
      code: error.code,
      correlationId: error.correlationId,
    });
    return Math.max(wait, Math.min(error.retryAfterMs ?? 0, LONGEST_RETRY_AFTER));
  }
}
