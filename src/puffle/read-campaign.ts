import type { Answer } from "../core/attempts.ts";
import type { CallDetails } from "../core/engine.ts";
import type { CallOptions } from "../core/options.ts";
import type { Campaign, CampaignDetail, PuffleEngine } from "./types.ts";

/** A campaign as it was just read, with the members that the SDK relies on looked at. */
export interface ReadCampaign {
  readonly campaign: Campaign;
  readonly status: string;
  readonly detail: CampaignDetail;
  readonly answer: Answer;
}

/** Reads a campaign: one call, retried like any read unless `details` says otherwise. */
export async function readCampaign(
  engine: PuffleEngine,
  id: string,
  options?: CallOptions,
  details?: CallDetails,
): Promise<ReadCampaign> {
  const answer = await engine.answer("getCampaign", { path: { id } }, options, details);
  await engine.member("getCampaign", answer, "campaign");
  const { campaign } = answer.data;
  if (typeof campaign.status !== "string")
    throw await engine.unreadable("getCampaign", answer, "has no `campaign.status`");
  return { campaign, status: campaign.status, detail: answer.data, answer };
}
