import { checkCallOptions, handedOn, optionChecks } from "../core/call-options.ts";
import { pauseBetween } from "../core/pause-between.ts";
import { Pace, Patience, type WatchOptions } from "../core/watching.ts";
import { paceOf } from "./quota.ts";
import type { RateLimits } from "./rate-limit.ts";
import { readCampaign } from "./read-campaign.ts";
import type { Campaign, CampaignStats, LeadLexEngine } from "./types.ts";

/** A campaign and what it has come to, as one look saw them. */
export type WatchStep =
  | {
      readonly done: false;
      readonly campaign: Campaign;
      readonly stats: CampaignStats;
      /** In ms. */
      readonly nextPollInMs: number;
    }
  | {
      readonly done: true;
      readonly campaign: Campaign;
      readonly stats: CampaignStats;
      /** Everybody has been written to, or somebody paused it: how it would go on from there is not documented. */
      readonly ended: (typeof ENDS)[number];
    };

const ENDS = ["completed", "paused"] as const;
/** A look takes two calls: the campaign and its stats. */
const CALLS_A_LOOK = 2;

/** Looks at a campaign until it has ended, waiting in between, within the plan's calls (L06). */
export async function* watchCampaign(
  engine: LeadLexEngine,
  limits: RateLimits,
  id: string,
  options: WatchOptions = {},
): AsyncGenerator<WatchStep, void, undefined> {
  checkCallOptions(options, "campaigns.watch", { interval: optionChecks.interval });
  const budget = engine.budget(options, Number.POSITIVE_INFINITY);
  const details = { budget, once: true };
  const pace = new Pace();
  const patience = new Patience(engine, "campaigns.watch", budget);
  let spread: ReturnType<typeof paceOf>;
  try {
    for (;;) {
      let wait: number;
      try {
        const { campaign } = await readCampaign(engine, id, handedOn(options), details);
        const { data: stats } = await engine.answer("getCampaignStats", { path: { id } }, handedOn(options), details);
        patience.seen();
        const { status } = campaign;
        const ended = ENDS.find((end) => end === status);
        if (ended) {
          yield { done: true, campaign, stats, ended };
          return;
        }
        const pause = pace.next(status, stats);
        spread = paceOf(limits, pace, spread);
        wait = Math.max(options.interval ?? pause, plansShare(spread, engine.config.clock.now()));
        yield { done: false, campaign, stats, nextPollInMs: wait };
      } catch (error) {
        wait = patience.missed(error, options.interval ?? pace.pause);
      }
      await pauseBetween(engine, "getCampaign", wait, budget);
    }
  } finally {
    limits.sharers.delete(pace);
  }
}

/** How far apart two looks must be, in ms; in the plan's next window there are calls again. */
function plansShare(spread: ReturnType<typeof paceOf>, now: number): number {
  return spread ? Math.min(CALLS_A_LOOK * spread.gap, Math.max(spread.until - now, 0)) : 0;
}
