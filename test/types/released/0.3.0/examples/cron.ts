/**
 * Launches a campaign one step per call, as a cron job or a queue would: nothing waits, and nothing is lost when the
 * process ends between two calls. `npx tsx examples/cron.ts CAMPAIGN_ID`, again and again.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { LaunchRolledBackError, Puffle } from "puffle-sdk";

/** Where the token is kept from one call to the next: a file, a row, a key. */
export interface TokenStore {
  read(): Promise<string | undefined>;
  write(token: string): Promise<void>;
}

/** What one call came to. */
export type Tick = { readonly done: true } | { readonly done: false; readonly againInMs: number };

/** One step: one look at the campaign, and the launch itself where it is still a draft. */
export async function tick(puffle: Puffle, campaignId: string, store: TokenStore): Promise<Tick> {
  const token = await store.read();
  const operation = token ? puffle.operations.resume(token) : puffle.campaigns.launchOperation(campaignId);
  try {
    const step = await operation.poll();
    await store.write(JSON.stringify(operation));
    return step.done ? { done: true } : { done: false, againInMs: step.nextPollInMs };
  } catch (error) {
    if (!(error instanceof LaunchRolledBackError)) throw error;
    // A draft: not launched yet, or rolled back. Launching is settled by reading, so a lost answer starts nothing twice.
    await puffle.campaigns.launch(campaignId);
    return { done: false, againInMs: 30_000 };
  }
}

/** A token in a file. */
export function fileStore(path: string): TokenStore {
  return {
    read: () => readFile(path, "utf8").catch(() => undefined),
    async write(token) {
      await writeFile(`${path}.new`, token); // whole, or not there at all
      await rename(`${path}.new`, path);
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [id = ""] = process.argv.slice(2);
  const result = await tick(new Puffle(), id, fileStore(`launch-${encodeURIComponent(id)}.json`));
  console.log(result.done ? "Launched." : `Run this again in ${result.againInMs / 1_000} s.`);
}
