import type { BatchReport, Campaign, NewCampaignLead, Puffle } from "puffle-sdk";
import { type LeadRow, peekable } from "../read-leads.ts";
import type { Show } from "../show.ts";

/** What became of a run. */
export interface CampaignRun {
  readonly campaign: Campaign;
  readonly leads: BatchReport;
  /** The line of each lead in the file, by its index. */
  readonly lines: readonly number[];
  readonly launched: boolean;
}

/** Creates, builds, fills, checks, launches and watches a campaign: the whole path, with nothing but the SDK's methods. */
export async function runCampaign(
  puffle: Puffle,
  rows: AsyncIterable<LeadRow>,
  show: Show,
  { launch }: { readonly launch: boolean },
): Promise<CampaignRun> {
  // The file is opened before anything is created: one that can't be used leaves no campaign behind.
  const lines: number[] = [];
  const leads = await peekable(rows);

  const { profile } = await puffle.context.require();
  show.line(`Working for ${profile.companyName ?? "this workspace"}`);
  const senders = await puffle.senders.list({ type: "email" });
  const sender = senders.find(({ status, agentmail_inbox_id }) => status === "active" && agentmail_inbox_id);
  if (!sender) throw new Error("No email sender is ready to send: connect one in the dashboard.");

  const campaign = await puffle.campaigns.create({
    type: "email",
    name: `Demo ${new Date().toISOString()}`,
    sender_account_ids: [sender.id],
    daily_limit: 120,
    stop_on_reply: true,
  });
  show.line(`Created the draft "${campaign.name}"`);

  const sequence = await puffle.sequenceNodes.build(campaign, [
    {
      type: "email",
      subject: "A question about %company%",
      body: "Hi %first_name%,\n\nwho looks after outreach at %company%?",
    },
    { type: "delay", delay_days: 3 },
    { type: "email", subject: "", body: "Hi %first_name%, did this reach you?", is_reply: true },
  ]);
  show.line(`Built a sequence of ${sequence.added} steps`);

  const adding = show.bar("Adding leads");
  const report = await puffle.campaigns.leads.add(campaign, leadsOf(leads, lines), {
    onProgress: ({ received, imported }) => adding.at(imported, received, `Adding leads: ${imported} of ${received}`),
  });
  adding.end(`Added ${report.imported} leads of ${report.received} rows`);

  const readiness = await puffle.campaigns.checkReadiness(campaign);
  for (const { blocker, fix } of readiness.blockers) show.line(`Not ready, ${blocker}: ${fix}`);
  const draft = { campaign: (await puffle.campaigns.get(campaign)).campaign, leads: report, lines, launched: false };
  if (!readiness.ready || !launch) return draft;

  const launching = show.bar("Launching");
  const { launch: how } = await puffle.campaigns.launchAndWait(campaign, {
    onProgress: ({ state }) => launching.at(0, 1, `Launching: ${state}`),
  });
  launching.end(
    how.via === "dispatched" ? "Launched" : "Launched; the answer was lost, reading the campaign proved it",
  );
  return { ...draft, campaign: await watch(puffle, campaign, show), launched: true };
}

async function watch(puffle: Puffle, campaign: Campaign, show: Show): Promise<Campaign> {
  const bar = show.bar("Sending");
  let last = campaign;
  for await (const seen of puffle.campaigns.watch(campaign)) {
    last = seen.campaign;
    const { done, total } = finished(last);
    const { sent = 0, replied = 0, bounced = 0 } = last.stats ?? {};
    bar.at(done, total, `${sent} written to, ${replied} replied, ${bounced} bounced, ${done} of ${total} done`);
  }
  bar.end(`The campaign is ${last.status}`);
  return last;
}

async function* leadsOf(rows: AsyncIterable<LeadRow>, lines: number[]): AsyncGenerator<NewCampaignLead> {
  for await (const { line, lead } of rows) {
    lines.push(line);
    yield lead;
  }
}

/** How many of a campaign's leads have come to their end, as its counters say. */
function finished({ stats }: Campaign): { done: number; total: number } {
  const { total = 0, completed = 0, replied = 0, bounced = 0, timed_out = 0 } = stats ?? {};
  return { done: completed + replied + bounced + timed_out, total };
}
