import { Puffle } from "puffle-sdk";
import { createSandbox } from "puffle-sdk/sandbox";
import { type DemoOptions, keepSampleOut, SEED } from "../options.ts";
import { readLeads } from "../read-leads.ts";
import { createShow, duration } from "../show.ts";
import { badLuck } from "./bad-luck.ts";
import { runCampaign } from "./run-campaign.ts";

/** A campaign of Puffle, and what came of it. */
export async function puffleDemo(options: DemoOptions): Promise<void> {
  const show = createShow(options.json);
  const began = performance.now();
  const counts = { requests: 0, retries: 0 };
  const hooks = {
    onRequest: () => void counts.requests++,
    onRetry: () => void counts.retries++,
  };

  // In the sandbox the clock jumps from one thing that is waited for to the next.
  const sandbox = options.live ? undefined : createSandbox({ seed: SEED });
  if (sandbox && options.faults) badLuck(sandbox, SEED);
  const puffle = new Puffle({ ...sandbox?.options, hooks });
  keepSampleOut(options);
  const clock = sandbox?.clock ?? { now: () => Date.now() };
  const startedAt = clock.now();

  const result = await runCampaign(puffle, readLeads(options.file), show, { launch: !options.live || options.launch });
  const { leads, campaign } = result;
  const duplicates = leads.duplicates + leads.repeated.length;
  const recipients = sandbox ? sandbox.outbox.recipients().length : (campaign.stats?.sent ?? 0);
  const writtenTwice = sandbox ? sandbox.outbox.writtenTwice().length : null;
  const faults = sandbox ? sandbox.requests.filter(({ fault }) => fault !== undefined).length : null;

  for (const { index, reason } of leads.rejected) show.line(`line ${result.lines[index]}: ${reason}`);
  show.table([
    ["rows read", leads.received],
    ["imported", leads.imported],
    ["duplicates", duplicates],
    ["rejected", leads.rejected.length],
    ["status", campaign.status ?? "unknown"],
    ["recipients reached", recipients],
    ["recipients reached twice", writtenTwice ?? "only the sandbox can tell"],
    ["replied", campaign.stats?.replied ?? 0],
    ["bounced", campaign.stats?.bounced ?? 0],
    ["requests", counts.requests],
    ["retries", counts.retries],
    ...(options.faults ? ([["faults met", faults ?? 0]] as const) : []),
    ["virtual time", duration(clock.now() - startedAt)],
    ["real time", duration(performance.now() - began)],
  ]);
  if (!result.launched) show.line("Not launched. Add --launch to write to these people for real.");
  if (options.json) {
    console.log(
      JSON.stringify({
        rows: leads.received,
        imported: leads.imported,
        duplicates,
        rejected: leads.rejected.length,
        status: campaign.status,
        recipients,
        writtenTwice,
        ...counts,
        faults,
      }),
    );
  }
}
