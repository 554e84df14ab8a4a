import type { JobReader } from "../core/operation.ts";
import { LaunchRolledBackError } from "./errors.ts";
import { readCampaign } from "./read-campaign.ts";
import type { Campaign, PuffleEngine } from "./types.ts";

/** How a launch is looked at: one request, and what a campaign that is a draft again means. */
export function launchReader(engine: PuffleEngine): JobReader<Campaign> {
  return {
    async read(id, options, budget) {
      const { status, campaign, answer } = await readCampaign(engine, id, options, { budget, once: true });
      return { state: status, value: campaign, correlationId: answer.correlationId };
    },
    failure: launchRolledBack,
  };
}

/** The campaign is a draft: its launch was rolled back, or there was none. */
export function launchRolledBack(
  state: string,
  operation: string,
  correlationId: string | undefined,
): LaunchRolledBackError {
  const trace = correlationId === undefined ? "" : ` (correlation id ${correlationId})`;
  const message = `${operation}: the campaign is a ${state}: its launch was rolled back, or it was never launched. Nothing is being sent; look at campaigns.checkReadiness(id), and launch it again.${trace}`;
  const details = {
    operation,
    correlationId,
    code: "launch_rolled_back",
    outcome: "not_sent",
    next: "fix_request",
  } as const;
  return new LaunchRolledBackError(message, { ...details, state });
}
