import type { Campaign, Run } from "./campaign.ts";
import { Player } from "./player.ts";
import type { Lead } from "./roster.ts";
import type { World } from "./world.ts";

/** From launching to active: the sending begins. */
export function activate(world: World, campaign: Campaign, leads: readonly Lead[]): void {
  const run: Run = { player: new Player(world, campaign, leads), origin: world.now, pausedAt: 0, plan: 0 };
  campaign.run = run;
  setStatus(world, campaign, "active");
  goOn(world, campaign, run);
}

/** Nothing more is sent. Who was written to before may still answer. */
export function pause(world: World, campaign: Campaign): void {
  const { run } = campaign;
  setStatus(world, campaign, "paused");
  if (!run) return;
  run.pausedAt = world.now - run.origin;
  run.plan++;
  goOn(world, campaign, run);
}

/** Goes on where the pause began, or where the answers during the pause have come to: the rest comes later by that much. */
export function resume(world: World, campaign: Campaign): void {
  const { run } = campaign;
  campaign.pause_reason = null;
  setStatus(world, campaign, "active");
  if (!run) return;
  run.origin = world.now - Math.max(run.pausedAt, run.player.time);
  run.plan++;
  goOn(world, campaign, run);
}

/** Plans the next thing that happens in the campaign, or completes it. While it is paused, no send is planned. */
function goOn(world: World, campaign: Campaign, run: Run): void {
  const { player, plan } = run;
  const paused = campaign.status === "paused";
  if (player.isOver && !paused) setStatus(world, campaign, "completed");
  const { next } = player;
  if (player.isOver || !next || (paused && next.sends)) return;
  world.schedule(run.origin + next.at, () => {
    if (run.plan !== plan) return;
    player.play(next.at);
    goOn(world, campaign, run);
  });
}

function setStatus(world: World, campaign: Campaign, status: Campaign["status"]): void {
  campaign.status = status;
  campaign.updated_at = world.timestamp;
}
