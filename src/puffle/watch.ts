import { checkCallOptions, handedOn, optionChecks } from "../core/call-options.ts";
import { PuffleError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { LONGEST_RETRY_AFTER } from "../core/policy.ts";
import { isPassing, TOLERATED_FAILURES } from "../core/polling.ts";
import { launchRolledBack } from "./launch-reader.ts";
import { pauseBetween } from "./pause-between.ts";
import { readCampaign } from "./read-campaign.ts";
import type { Campaign, CampaignStats, PuffleEngine } from "./types.ts";

/** Why a watch ended: the status says so, every lead has come to its end, or somebody paused the campaign. */
export type WatchEnd = "completed" | "all_leads_done" | "paused";

/** The campaign as one poll saw it. */
export type WatchStep =
  | { readonly done: false; readonly campaign: Campaign /** In ms. */; readonly nextPollInMs: number }
  | { readonly done: true; readonly campaign: Campaign; readonly ended: WatchEnd };

export interface WatchOptions extends CallOptions {
  /** How long to watch altogether, in ms. Default: until it ends; campaigns run for days. */
  readonly timeout?: number | undefined;
  /** Time between polls, in ms, at least 1 000. Default: 30 s while launching, then 1 to 5 min. */
  readonly interval?: number | undefined;
}

const LAUNCHING_INTERVAL = 30_000;
const SHORTEST_INTERVAL = 60_000;
const LONGEST_INTERVAL = 300_000;

/** Polls a campaign until it has ended, waiting in between (P22, P23). */
export async function* watchCampaign(
  engine: PuffleEngine,
  id: string,
  options: WatchOptions = {},
): AsyncGenerator<WatchStep, void, undefined> {
  checkCallOptions(options, "campaigns.watch", { interval: optionChecks.interval });
  const { clock, events } = engine.config;
  const budget = engine.budget(options, Number.POSITIVE_INFINITY);
  let pause = SHORTEST_INTERVAL;
  let failures = 0;
  let last = "";
  for (;;) {
    let wait = options.interval ?? pause;
    try {
      const { campaign, status, answer } = await readCampaign(engine, id, handedOn(options), { budget, once: true });
      failures = 0;
      if (status === "draft") throw launchRolledBack(status, "getCampaign", answer.correlationId);
      const ended = endOf(status, campaign.stats);
      if (ended) {
        yield { done: true, campaign, ended };
        return;
      }
      // Slower while nothing changes, at once quicker when something does.
      const seen = JSON.stringify([status, campaign.stats]);
      pause = seen === last ? Math.min(pause * 1.5, LONGEST_INTERVAL) : SHORTEST_INTERVAL;
      last = seen;
      wait = options.interval ?? (status === "launching" ? LAUNCHING_INTERVAL : pause);
      yield { done: false, campaign, nextPollInMs: wait };
    } catch (error) {
      if (
        !(error instanceof PuffleError) ||
        !isPassing(error) ||
        clock.now() >= budget.endsAt ||
        ++failures > TOLERATED_FAILURES
      )
        throw error;
      wait = Math.max(wait, Math.min(error.retryAfterMs ?? 0, LONGEST_RETRY_AFTER));
      events.warn(`campaigns.watch: a poll saw nothing (${error.code}), the campaign goes on`, {
        code: error.code,
        correlationId: error.correlationId,
      });
    }
    await pauseBetween(engine, "getCampaign", wait, budget);
  }
}

/** P23. Counters decide only when there is a total. */
function endOf(status: string, stats: CampaignStats | null | undefined): WatchEnd | undefined {
  if (status === "completed" || status === "paused") return status;
  const { total = 0, completed = 0, replied = 0, bounced = 0, timed_out = 0 } = stats ?? {};
  return status === "active" && total > 0 && completed + replied + bounced + timed_out >= total
    ? "all_leads_done"
    : undefined;
}
