/**
 * Journey 1: find leads, and launch a campaign to them.
 * `npx tsx examples/journeys/launch-from-search.ts "owners of carriers in Hamburg" 50`
 */
import { fileURLToPath } from "node:url";
import { type CampaignStats, type ChannelNodes, Puffle } from "puffle-sdk";

const SEQUENCE = [
  { type: "email", subject: "Quick question about %company%", body: "Hi %first_name%, who plans your return trips?" },
  { type: "delay", delay_days: 3 },
  { type: "email", subject: "", body: "Did this reach you?", is_reply: true },
] as const satisfies readonly ChannelNodes["email"][];

export interface Plan {
  /** Whom to look for, in words. */
  readonly prompt: string;
  /** How many, at most 2 500. */
  readonly count: number;
  /** The campaign's name, which must be new. */
  readonly name: string;
  readonly say?: (line: string) => void;
}

/** @returns the campaign's counts when its last lead has come to its end */
export async function launchFromSearch(puffle: Puffle, plan: Plan): Promise<CampaignStats | null | undefined> {
  const { prompt, count, name, say = () => {} } = plan;
  const { profile } = await puffle.context.require(); // stops where the workspace is not set up
  say(`Working for ${profile.companyName}`);

  const { credits } = await puffle.credits.estimate("FIND_PERSON", count);
  say(`Looking for ${count} people, ${credits ?? "nobody knows how many"} credits at the most`);
  const search = await puffle.leads.search({ prompt, fetch_count: count });
  await search.wait({ onProgress: ({ state }) => say(`search: ${state}`) });

  const senders = await puffle.senders.list({ type: "email" });
  const sender = senders.find(({ status }) => status === "active");
  if (!sender) throw new Error("no email sender is active: ask the person whose workspace it is to connect one");
  const campaign = await puffle.campaigns.create({ type: "email", name, sender_account_ids: [sender.id] });
  await puffle.sequenceNodes.build(campaign, SEQUENCE);
  const { imported, invalid } = await puffle.campaigns.leads.importFromList(campaign, {
    listId: search.started.list.id,
  });
  say(`${imported} leads, ${invalid ?? 0} without an address`);

  const { ready, blockers } = await puffle.campaigns.checkReadiness(campaign);
  for (const { blocker, fix } of blockers) say(`${blocker}: ${fix}`);
  if (!ready) throw new Error("not launched: see what is in the way");
  await puffle.campaigns.launchAndWait(campaign);
  for await (const seen of puffle.campaigns.watch(campaign)) {
    const { sent = 0, replied = 0 } = seen.campaign.stats ?? {};
    say(`${seen.campaign.status}: ${sent} written to, ${replied} have replied`);
    if (seen.done) return seen.campaign.stats;
  }
  return undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [prompt = "", count = "50"] = process.argv.slice(2);
  const name = `Search of ${new Date().toISOString()}`;
  await launchFromSearch(new Puffle(), { prompt, count: Number(count), name, say: console.log });
}
