import { checkCallOptions, handedOn, optionChecks } from "../core/call-options.ts";
import { pauseBetween } from "../core/pause-between.ts";
import { Pace, Patience, type WatchOptions } from "../core/watching.ts";
import { launchRolledBack } from "./launch-reader.ts";
import { readCampaign } from "./read-campaign.ts";
import type { Campaign, PuffleEngine } from "./types.ts";
import { endOf, pauseAfter, type WatchEnd } from "./watch-rules.ts";

export type { WatchEnd };

/** The campaign as one poll saw it. */
export type WatchStep =
  | { readonly done: false; readonly campaign: Campaign /** In ms. */; readonly nextPollInMs: number }
  | { readonly done: true; readonly campaign: Campaign; readonly ended: WatchEnd };

/** Polls a campaign until it has ended, waiting in between (P22, P23). */
export async function* watchCampaign(
  engine: PuffleEngine,
  id: string,
  options: WatchOptions = {},
): AsyncGenerator<WatchStep, void, undefined> {
  checkCallOptions(options, "campaigns.watch", { interval: optionChecks.interval });
  const budget = engine.budget(options, Number.POSITIVE_INFINITY);
  const pace = new Pace();
  const patience = new Patience(engine, "campaigns.watch", budget);
  for (;;) {
    let wait: number;
    try {
      const { campaign, status, answer } = await readCampaign(engine, id, handedOn(options), { budget, once: true });
      patience.seen();
      if (status === "draft") throw launchRolledBack(status, "getCampaign", answer.correlationId);
      const ended = endOf(status, campaign.stats);
      if (ended) {
        yield { done: true, campaign, ended };
        return;
      }
      const pause = pauseAfter(pace, status, campaign.stats);
      wait = options.interval ?? pause;
      yield { done: false, campaign, nextPollInMs: wait };
    } catch (error) {
      wait = patience.missed(error, options.interval ?? pace.pause);
    }
    await pauseBetween(engine, "getCampaign", wait, budget);
  }
}
