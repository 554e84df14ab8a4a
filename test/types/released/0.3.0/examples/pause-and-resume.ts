/** Holds a campaign, and lets it go on: `npx tsx examples/pause-and-resume.ts CAMPAIGN_ID` */
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Campaign, Puffle } from "puffle-sdk";

/**
 * Pauses a campaign for a while, whatever it is doing: one that is still launching can't be paused yet, so it is paused as
 * soon as it is active. Pausing what is paused, and resuming what runs, is no error.
 * @param wait how the time is spent in between
 * @returns the campaign as it is afterwards
 */
export async function hold(puffle: Puffle, campaignId: string, wait: () => Promise<unknown>): Promise<Campaign> {
  const held = await puffle.campaigns.pauseWhenActive(campaignId);
  if (held.status !== "paused") return held;
  await wait();
  return puffle.campaigns.resume(campaignId);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [id = ""] = process.argv.slice(2);
  const campaign = await hold(new Puffle(), id, () => sleep(60_000));
  console.log(`The campaign is ${campaign.status}.`);
}
