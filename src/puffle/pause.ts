import type { Lost } from "../core/attempts.ts";
import { checkCallOptions, handedOn } from "../core/call-options.ts";
import { AbortError, BadRequestError, PuffleError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { pauseBetween } from "../core/pause-between.ts";
import { isPassing } from "../core/polling.ts";
import { settlingRead } from "../core/settling-read.ts";
import type { Budget } from "../core/waits.ts";
import { readCampaign } from "./read-campaign.ts";
import type { Campaign, PuffleEngine } from "./types.ts";

/** The two switches of a running campaign, and the statuses in which each has done its work. */
const SWITCHES = {
  pauseCampaign: new Set(["paused"]),
  resumeCampaign: new Set(["active", "completed"]),
} as const;

/**
 * Throws a switch once. Neither is idempotent: the 400 on a second call means that it is done, if reading says so (P30).
 */
export async function switchCampaign(
  engine: PuffleEngine,
  operation: keyof typeof SWITCHES,
  id: string,
  options: CallOptions | undefined,
  whole?: Budget,
): Promise<Campaign> {
  const budget = engine.budget(options, undefined, whole);
  let proof: Campaign | undefined;
  const isDone = async (within: Budget): Promise<Campaign | undefined> => {
    const { campaign, status } = await readCampaign(engine, id, settlingRead(options), { budget: within });
    return SWITCHES[operation].has(status) ? campaign : undefined;
  };
  const reconcile = async (lost: Lost) => {
    proof = await isDone(lost.budget);
    return proof;
  };
  try {
    const input = { path: { id } };
    const details = { budget, reconcile };
    const answer = await (operation === "pauseCampaign"
      ? engine.answer("pauseCampaign", input, options, details)
      : engine.answer("resumeCampaign", input, options, details));
    if (proof) return proof;
    await engine.member(operation, answer, "campaign");
    return answer.data.campaign;
  } catch (error) {
    if (!(error instanceof BadRequestError)) throw error;
    // That it can't be read whether it is done is less than what the service said.
    const done = await isDone(budget).catch((problem: unknown) => {
      if (problem instanceof AbortError) throw problem;
      return undefined;
    });
    if (done) return done;
    throw error;
  }
}

/** P18, for lack of a cadence of its own: from 2 s, doubling to 30 s. */
const FIRST_INTERVAL = 2_000;
const LONGEST_INTERVAL = 30_000;
/** In ms. */
const DEFAULT_TIMEOUT = 300_000;

/** Waits until a launching campaign is active, and pauses it there and then (P29). */
export async function pauseWhenActive(
  engine: PuffleEngine,
  id: string,
  options: CallOptions | undefined,
): Promise<Campaign> {
  checkCallOptions(options, "campaigns.pauseWhenActive");
  const budget = engine.budget(options, DEFAULT_TIMEOUT);
  for (let interval = FIRST_INTERVAL; ; interval = Math.min(interval * 2, LONGEST_INTERVAL)) {
    try {
      const { campaign, status } = await readCampaign(engine, id, handedOn(options), { budget, once: true });
      if (status === "active") return await switchCampaign(engine, "pauseCampaign", id, handedOn(options), budget);
      if (status === "paused" || status === "completed" || status === "draft") return campaign;
    } catch (error) {
      // Completed between reading and pausing, or a poll that saw nothing: look again.
      const again = error instanceof BadRequestError || isPassing(error);
      if (!again || !(error instanceof PuffleError) || engine.config.clock.now() >= budget.endsAt) throw error;
    }
    await pauseBetween(engine, "pauseCampaign", interval, budget);
  }
}
