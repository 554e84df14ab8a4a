import type { Campaign, CampaignStats, Clock, LeadLex } from "puffle-sdk/leadlex";
import type { Show } from "../show.ts";

/** Between two looks, in ms. A look is two calls, and the smallest plan has a hundred a day. */
const INTERVAL = 3_600_000;

/** What was seen of a campaign last. */
export interface Watched {
  readonly campaign: Campaign;
  readonly stats: CampaignStats;
}

/**
 * Looks at a campaign until it sends no more: it is completed, or somebody has paused it.
 * @param messages how many there are to send if nobody replies
 */
export async function watchToEnd(
  leadlex: LeadLex,
  id: string,
  { messages, clock, show }: { readonly messages: number; readonly clock: Pick<Clock, "sleep">; readonly show: Show },
): Promise<Watched> {
  const bar = show.bar("Sending");
  for (;;) {
    const campaign = await leadlex.campaigns.get(id);
    const stats = await leadlex.campaigns.stats(id);
    const { sent_count: sent, replied_count: replied, bounced_count: bounced } = stats;
    bar.at(sent, messages, `${sent} messages sent, ${replied} people replied, ${bounced} bounced`);
    if (campaign.status === "completed" || campaign.status === "paused") {
      bar.end(`The campaign is ${campaign.status}`);
      return { campaign, stats };
    }
    await clock.sleep(INTERVAL);
  }
}
