import type { ApiResponse } from "../core/call.ts";
import { checkIds } from "../core/check-ids.ts";
import type { CallOptions } from "../core/options.ts";
import { type CampaignLead, type CampaignLeadChanges, type CampaignRef, idOf, type PuffleEngine } from "./types.ts";

/** Changes one lead of a campaign. */
export async function updateLead(
  engine: PuffleEngine,
  campaign: CampaignRef,
  prospectId: string,
  updates: CampaignLeadChanges,
  options: CallOptions | undefined,
): Promise<ApiResponse<CampaignLead>> {
  const operation = "updateLeadInCampaign";
  const path = { id: idOf(campaign) };
  checkIds(operation, { ...path, prospectId });
  const body = { prospect_id: prospectId, updates };
  return engine.call(operation, { path, body }, options, { pick: "prospect" }).withResponse();
}
