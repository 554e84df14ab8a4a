/** From a CSV file to the last reply: `npm run demo -- --help` says how to run it. */
import { isPuffleError, Puffle } from "puffle-sdk";
import { createSandbox } from "puffle-sdk/sandbox";
import { badLuck } from "./bad-luck.ts";
import { demoOptions, HELP } from "./options.ts";
import { readLeads, UnusableFile } from "./read-leads.ts";
import { runCampaign } from "./run-campaign.ts";
import { createShow, duration } from "./show.ts";

const SEED = 20_261;

async function main(): Promise<void> {
  const options = demoOptions(process.argv.slice(2));
  if (options.help) return console.log(HELP);
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

// Whoever reads the output may have seen enough (`| head`): that is no failure, and nothing to go on for.
for (const output of [process.stdout, process.stderr])
  output.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });

main().catch((error: unknown) => {
  // A file or an argument that can't be used: the sentence says it all. An error of the SDK says what to do next.
  const meant =
    isPuffleError(error) ||
    (error instanceof Error && [Error, UnusableFile].some((kind) => error.constructor === kind));
  console.error(meant ? error.message : error);
  process.exitCode = 1;
});
