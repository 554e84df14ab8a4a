import type { Campaign } from "./campaign.ts";
import { Player } from "./player.ts";
import type { World } from "./world.ts";

/** Begins to send. */
export function activate(world: World, campaign: Campaign): void {
  campaign.status = "active";
  campaign.startTaskId = undefined;
  campaign.player = new Player(world, campaign);
  for (const enrolment of campaign.enrolments.values()) campaign.player.join(enrolment);
}
