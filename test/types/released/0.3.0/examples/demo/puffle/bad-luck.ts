import type { Fault, Sandbox } from "puffle-sdk/sandbox";
import { BUSY, LOST, luck } from "../luck.ts";

/** A seeded schedule of bad luck: the same seed, the same faults. The launch's answer is always lost. */
export function badLuck(sandbox: Sandbox, seed: number): void {
  const { chance, among } = luck<Fault>(seed);
  // The worst moment there is: the campaign is launched, and nobody is told.
  sandbox.fail("launchCampaign", { status: 503, retryAfter: 5 });
  sandbox.fail("launchCampaign", { drop: "after" });
  sandbox.fail("createCampaign", among(LOST));
  for (let i = 0; i < 3; i++) sandbox.fail("addSequenceNode", among([...LOST, ...BUSY]));
  sandbox.fail("updateSequenceNode", among(BUSY));
  sandbox.fail("addLeadsToCampaign", among(LOST));
  // While it is watched, every now and then.
  for (let i = 0; i < 60; i++)
    sandbox.fail("getCampaign", { ...among([...LOST, ...BUSY]), skip: Math.floor(chance() * 2_000) });
}
