import { ok } from "../handlers.ts";
import { activate } from "./activation.ts";
import type { Campaign } from "./campaign.ts";
import type { Handlers } from "./handlers.ts";
import { invalid, missing, plainRefusal, refusal } from "./refusal.ts";
import { addTask } from "./task.ts";
import type { World } from "./world.ts";

export const starting: Handlers = {
  startCampaign({ path }, world) {
    const campaign = world.campaigns.get(path.id);
    if (!campaign) throw missing(world.chance, "not_found", "campaign");
    checkStart(world, campaign);
    if (!needsApproval(world, campaign)) {
      activate(world, campaign);
      world.emit("campaign.started", { campaign: { id: campaign.id, status: "active" } });
      return ok({ campaign_id: campaign.id, status: "active", task_id: null });
    }
    return ok({ campaign_id: campaign.id, status: "pending_approval", task_id: askForStart(world, campaign) });
  },

  pauseCampaign({ path }, world) {
    const campaign = world.campaign(path.id);
    if (campaign.status !== "active")
      throw refusal(world.chance, 409, "campaign_not_active", "not_active", { what: campaign.status });
    // Nothing new is sent from here on; who has been written to may still open, click and answer.
    campaign.status = "paused";
    const paused_at = world.timestamp;
    world.emit("campaign.paused", { campaign: { id: campaign.id, status: "paused", paused_at } });
    return ok({ id: campaign.id, status: "paused", paused_at });
  },
};

/** Makes the task that asks for a campaign's start. */
function askForStart(world: World, campaign: Campaign): string {
  const { id } = addTask(world, {
    type: "campaign_start",
    description: `Start campaign ${campaign.name} (${campaign.enrolments.size} recipients)`,
    metadata: { campaign_id: campaign.id },
  });
  campaign.startTaskId = id;
  return id;
}

/** "Empty" and "running" are documented (seed 003); that a start may not be asked for twice, and that there is no way back, is ours. */
function checkStart({ chance }: World, { status, enrolments, startTaskId }: Campaign): void {
  if (status === "active") throw plainRefusal(400, "validation_error", "Campaign is already active");
  if (status !== "draft") throw invalid(chance, "start_over", { what: status });
  if (startTaskId !== undefined) throw invalid(chance, "start_pending");
  if (enrolments.size === 0) throw invalid(chance, "start_empty");
}

function needsApproval({ approval, approvalAbove }: World, { enrolments }: Campaign): boolean {
  return approval === "always" || (approval === "by_size" && enrolments.size > approvalAbove);
}
