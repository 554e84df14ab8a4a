import type { Chance } from "../chance.ts";
import { refusal } from "./refusal.ts";
import { DAY, MINUTE } from "./wire.ts";

/** The workspace's plan; `unlimited` is not sold, and sends no rate headers. */
export type Plan = "starter" | "pro" | "org" | "unlimited";

/** Calls of the workspace. */
export const LIMITS = {
  starter: { day: 100, minute: 10 },
  pro: { day: 1_000, minute: 50 },
  org: { day: 10_000, minute: 200 },
  unlimited: { day: Number.POSITIVE_INFINITY, minute: Number.POSITIVE_INFINITY },
} as const;

interface Window {
  /** The how-manieth of its length since 1970. */
  number: number;
  calls: number;
}

/**
 * Counts the workspace's calls by the minute of the clock and by the day, which ends at midnight UTC. What the minute's
 * window looks like is not documented; nor is whether a refused call counts, and here it does not.
 */
export class RateLimits {
  readonly #plan: Plan;
  readonly #chance: Chance;
  readonly #now: () => number;
  readonly #day: Window = { number: 0, calls: 0 };
  readonly #minute: Window = { number: 0, calls: 0 };

  constructor(plan: Plan, chance: Chance, now: () => number) {
    this.#plan = plan;
    this.#chance = chance;
    this.#now = now;
  }

  /**
   * Counts a call.
   * @throws Refusal 429 `rate_limited`, without Retry-After: no page mentions one
   */
  take(): void {
    this.#turn();
    const { day, minute } = LIMITS[this.#plan];
    if (this.#day.calls >= day) throw refusal(this.#chance, 429, "rate_limited", "rate_day", { count: day });
    if (this.#minute.calls >= minute)
      throw refusal(this.#chance, 429, "rate_limited", "rate_minute", { count: minute });
    this.#day.calls++;
    this.#minute.calls++;
  }

  /** What every answer says: of the day, as the only sample looks, whichever limit was met. */
  headers(): Record<string, string> {
    const { day } = LIMITS[this.#plan];
    if (day === Number.POSITIVE_INFINITY) return {};
    this.#turn();
    return {
      "x-ratelimit-limit": String(day),
      "x-ratelimit-remaining": String(Math.max(0, day - this.#day.calls)),
      "x-ratelimit-reset": String(((this.#day.number + 1) * DAY) / 1_000),
    };
  }

  /** Begins the windows anew that are over. */
  #turn(): void {
    for (const [window, length] of [
      [this.#day, DAY],
      [this.#minute, MINUTE],
    ] as const) {
      const number = Math.floor(this.#now() / length);
      if (number === window.number) continue;
      window.number = number;
      window.calls = 0;
    }
  }
}
