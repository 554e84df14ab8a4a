import { checkCallOptions, handedOn, optionChecks } from "../core/call-options.ts";
import type { CallOptions } from "../core/options.ts";
import { pauseBetween } from "../core/pause-between.ts";
import { launchRolledBack } from "./launch-reader.ts";
import { readCampaign } from "./read-campaign.ts";
import type { Campaign, PuffleEngine } from "./types.ts";
import { endOf, Pace, Patience, type WatchEnd } from "./watch-rules.ts";

export type { WatchEnd };

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
      const pause = pace.next(status, campaign.stats);
      wait = options.interval ?? pause;
      yield { done: false, campaign, nextPollInMs: wait };
    } catch (error) {
      wait = patience.missed(error, options.interval ?? pace.pause);
    }
    await pauseBetween(engine, "getCampaign", wait, budget);
  }
}
