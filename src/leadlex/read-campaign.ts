import type { Answer } from "../core/attempts.ts";
import type { CallDetails } from "../core/engine.ts";
import type { CallOptions } from "../core/options.ts";
import type { Campaign, LeadLexEngine } from "./types.ts";

/** A campaign as it was read. */
export interface ReadCampaign {
  readonly campaign: Campaign;
  readonly answer: Answer;
}

/** Reads a campaign and insists on its status. */
export async function readCampaign(
  engine: LeadLexEngine,
  id: string,
  options: CallOptions | undefined,
  details: CallDetails,
): Promise<ReadCampaign> {
  const answer = await engine.answer("getCampaign", { path: { id } }, options, details);
  const campaign = answer.data;
  if (typeof campaign.status === "string") return { campaign, answer };
  throw await engine.unreadable("getCampaign", answer, "has no `status`");
}
