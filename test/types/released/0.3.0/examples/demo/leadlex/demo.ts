import { LeadLex, systemClock } from "puffle-sdk/leadlex";
import { createLeadLexSandbox } from "puffle-sdk/sandbox";
import { type DemoOptions, keepSampleOut, SEED } from "../options.ts";
import { readLeads } from "../read-leads.ts";
import { createShow, duration } from "../show.ts";
import { askAt, terminalOf, wayOn } from "./approval.ts";
import { badLuck } from "./bad-luck.ts";
import { PatientClock } from "./patient-clock.ts";
import { runCampaign, showRejected } from "./run-campaign.ts";

/**
 * A campaign of LeadLex, and what came of it.
 * @returns the process's exit code: 1 where the start was not approved
 */
export async function leadLexDemo(options: DemoOptions): Promise<0 | 1> {
  const show = createShow(options.json);
  const began = performance.now();
  const counted = { requests: 0, retries: 0 };
  const hooks = {
    onRequest: () => void counted.requests++,
    onRetry: () => void counted.retries++,
  };

  const sandbox = options.live ? undefined : createLeadLexSandbox({ seed: SEED });
  if (sandbox && options.faults) badLuck(sandbox, SEED);
  const patient = sandbox && new PatientClock(sandbox.clock);
  const clock = patient ?? systemClock;
  const leadlex = new LeadLex({ ...sandbox?.options, clock, hooks });
  keepSampleOut(options);
  const startedAt = clock.now();
  const terminal = terminalOf(options.json ? process.stderr : process.stdout);

  const { campaign, stats, counts, imported, approval, taskId } = await runCampaign(leadlex, readLeads(options.file), {
    start: !options.live || options.launch,
    approver(people) {
      if (options.yes) return async () => "approve";
      return terminal && askAt(terminal, `${people} people${sandbox ? " of the sandbox" : ""}`, patient);
    },
    show,
  });
  const recipients = sandbox ? sandbox.outbox.recipients().length : await writtenTo(leadlex, campaign.id);
  const writtenTwice = sandbox ? sandbox.outbox.writtenTwice().length : null;
  const faults = sandbox ? sandbox.requests.filter(({ fault }) => fault !== undefined).length : null;

  showRejected(counts, show);
  show.table([
    ["rows read", counts.rows],
    ["imported", imported],
    ["duplicates", counts.duplicates],
    ["rejected", counts.rejected.length],
    ["status", campaign.status],
    ["approval", approval ?? "not asked for"],
    ["recipients reached", recipients ?? "unknown"],
    ["recipients reached twice", writtenTwice ?? "only the sandbox can tell"],
    ["messages", stats.sent_count],
    ["replied", stats.replied_count],
    ["bounced", stats.bounced_count],
    ["requests", counted.requests],
    ["retries", counted.retries],
    ...(options.faults ? ([["faults met", faults ?? 0]] as const) : []),
    ["virtual time", duration(clock.now() - startedAt)],
    ["real time", duration(performance.now() - began)],
  ]);
  if (approval === null) show.line("Not started. Add --launch to write to these people for real.");
  if (options.json) {
    console.log(
      JSON.stringify({
        rows: counts.rows,
        imported,
        duplicates: counts.duplicates,
        rejected: counts.rejected.length,
        status: campaign.status,
        recipients,
        writtenTwice,
        ...counted,
        faults,
        approval,
      }),
    );
  }
  if (approval === "missing")
    console.error(wayOn({ live: options.live, asked: terminal !== undefined && !options.yes, taskId }));
  if (approval === "dismissed") console.error("The start was dismissed: nobody is written to.");
  return approval === "missing" || approval === "dismissed" ? 1 : 0;
}

/** Who has been written to is who does not wait for the first message any more. */
async function writtenTo(leadlex: LeadLex, id: string): Promise<number | null> {
  const all = await leadlex.campaigns.contacts.list(id, { per_page: 1 });
  const waiting = await leadlex.campaigns.contacts.list(id, { per_page: 1, status: "pending" });
  return all.total === undefined || waiting.total === undefined ? null : all.total - waiting.total;
}
