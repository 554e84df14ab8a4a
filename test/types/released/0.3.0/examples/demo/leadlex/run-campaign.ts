import {
  ApprovalRequiredError,
  type Approve,
  type Campaign,
  CampaignDismissedError,
  type CampaignStats,
  type LeadLex,
  type StartReport,
} from "puffle-sdk/leadlex";
import { type LeadRow, peekable, UnusableFile } from "../read-leads.ts";
import type { Show } from "../show.ts";
import { contactsOf, type RowCounts } from "./contacts-of.ts";

export interface RunOptions {
  /** Whether to start it; otherwise it stays a draft. */
  readonly start: boolean;
  /** Who decides, by how many people are to be written to; undefined where there is nobody to ask. */
  readonly approver: (recipients: number) => Approve | undefined;
  readonly show: Show;
}

/** What became of a run. */
export interface CampaignRun {
  readonly campaign: Campaign;
  readonly stats: CampaignStats;
  readonly counts: RowCounts;
  /** How many contacts were created. */
  readonly imported: number;
  /** Who approved the start; `missing` where nobody has, null where it was not started. */
  readonly approval: StartReport["approval"] | "missing" | "dismissed" | null;
  /** The task that waits for approval. */
  readonly taskId?: string;
}

/** Creates contacts, a list and a campaign, starts it and watches it: the whole path, with nothing but the SDK's methods. */
export async function runCampaign(
  leadlex: LeadLex,
  rows: AsyncIterable<LeadRow>,
  { start, approver, show }: RunOptions,
): Promise<CampaignRun> {
  // The file is read up to the first contact before anything is created: one that can't be used leaves nothing behind.
  const counts: RowCounts = { rows: 0, duplicates: 0, rejected: [] };
  const contacts = await peekable(contactsOf(rows, counts));
  if (counts.rejected.length === counts.rows) {
    showRejected(counts, show);
    throw new UnusableFile(`None of the file's rows can be a contact (${counts.rows} rejected): nothing was created.`);
  }
  const name = `Demo ${new Date().toISOString()}`;

  const adding = show.bar("Creating contacts");
  const { ids, created } = await leadlex.contacts.bulkCreate(contacts, {
    onProgress: (now) => adding.at(now.created, now.received, `Creating contacts: ${now.created} of ${now.received}`),
  });
  adding.end(`Created ${created} contacts of ${counts.rows} rows`);

  const list = await leadlex.lists.create({ name });
  await leadlex.lists.addContacts(list, ids);
  const { id } = await leadlex.campaigns.create({
    name,
    list_id: list.id,
    template: "Hi {{name}},\n\nwho looks after outreach at {{company}}?",
  });
  show.line(`Created the draft "${name}"`);
  await leadlex.campaigns.update(id, { daily_send_limit: 120 });
  await leadlex.campaigns.steps.create(id, {
    subject: "A question about {{company_name}}",
    body: "Hi {{first_name}}, did this reach you?",
    delay_days: 3,
    send_condition: "if_no_reply",
  });
  const steps = await leadlex.campaigns.steps.list(id);
  // Whether a list's contacts are enrolled with it is not documented. Who is enrolled already is skipped.
  const { added, skipped } = await leadlex.campaigns.contacts.add(id, ids, { source: `list:${list.id}` });
  const enrolled = added + skipped;
  show.line(`Enrolled ${enrolled} contacts for ${1 + steps.length} emails`);

  const run = { counts, imported: created };
  const unwatched = async () => ({
    ...run,
    campaign: await leadlex.campaigns.get(id),
    stats: await leadlex.campaigns.stats(id),
  });
  if (!start) return { ...(await unwatched()), approval: null };

  // No bar: it would keep the keys from whoever is asked.
  try {
    const { approval } = await leadlex.campaigns.startAndWait(id, { approve: approver(enrolled) });
    show.line(SAID[approval]);
    return { ...run, ...(await watch(leadlex, id, enrolled * (1 + steps.length), show)), approval };
  } catch (error) {
    const approval = error instanceof CampaignDismissedError ? "dismissed" : "missing";
    if (!(error instanceof CampaignDismissedError || error instanceof ApprovalRequiredError)) throw error;
    show.line(SAID[approval]);
    return { ...(await unwatched()), approval, ...(error.taskId !== undefined && { taskId: error.taskId }) };
  }
}

/** Says which rows were left out, and why. */
export function showRejected({ rejected }: RowCounts, show: Show): void {
  for (const { line, reason } of rejected) show.line(`line ${line}: ${reason}`);
}

/** @param messages how many there are to send if nobody replies */
async function watch(
  leadlex: LeadLex,
  id: string,
  messages: number,
  show: Show,
): Promise<Pick<CampaignRun, "campaign" | "stats">> {
  const bar = show.bar("Sending");
  for await (const { done, campaign, stats } of leadlex.campaigns.watch(id)) {
    const { sent_count: sent, replied_count: replied, bounced_count: bounced } = stats;
    bar.at(sent, messages, `${sent} messages sent, ${replied} people replied, ${bounced} bounced`);
    if (!done) continue;
    bar.end(`The campaign is ${campaign.status}`);
    return { campaign, stats };
  }
  throw new Error("A watch ends with the campaign.");
}

const SAID = {
  not_needed: "Started, without anybody's approval",
  given_here: "Approved here, and started",
  given_elsewhere: "Approved elsewhere, and started",
  missing: "Not started: it waits for approval",
  dismissed: "Not started: it was dismissed",
} as const;
