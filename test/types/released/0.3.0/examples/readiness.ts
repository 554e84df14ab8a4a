/** Can this campaign be launched? `npx tsx examples/readiness.ts CAMPAIGN_ID` */
import { fileURLToPath } from "node:url";
import { Puffle } from "puffle-sdk";

/** @returns true when nothing that can be read is in the way */
export async function report(puffle: Puffle, campaignId: string, print = console.log): Promise<boolean> {
  const { ready, blockers, unverified } = await puffle.campaigns.checkReadiness(campaignId);
  for (const { blocker, positions, fix } of blockers) {
    print(`✗ ${blocker}${positions ? ` at ${positions.join(", ")}` : ""}: ${fix}`);
  }
  for (const open of unverified) print(`? only the launch can tell: ${open}`);
  print(ready ? "Ready to launch." : "Not ready.");
  return ready;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [id = ""] = process.argv.slice(2);
  process.exitCode = (await report(new Puffle(), id)) ? 0 : 1;
}
