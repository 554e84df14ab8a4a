import type { LeadLexFault, LeadLexSandbox } from "puffle-sdk/sandbox";
import { BUSY, LOST, luck } from "../luck.ts";

/** A seeded schedule of bad luck: the same seed, the same faults. The answers to start and approval are always lost. */
export function badLuck(sandbox: LeadLexSandbox, seed: number): void {
  const { chance, among } = luck<LeadLexFault>(seed);
  // The worst moments there are: people are going to be written to, and nobody is told.
  sandbox.fail("startCampaign", { status: 503 });
  sandbox.fail("startCampaign", { drop: "after" });
  sandbox.fail("approveLexiTask", { status: 502 });
  sandbox.fail("approveLexiTask", { drop: "after" });
  // Nothing tells two of these apart, so a lost answer would end the demo. What was refused is sent again.
  sandbox.fail("bulkCreateContacts", { status: 429, retryAfter: 7 });
  sandbox.fail("createCampaign", { status: 429 });
  sandbox.fail("createList", among(LOST));
  for (let i = 0; i < 3; i++) sandbox.fail("addListContacts", among([...LOST, ...BUSY]));
  sandbox.fail("updateCampaign", among(LOST));
  sandbox.fail("createStep", among([...LOST, ...BUSY]));
  sandbox.fail("addCampaignContacts", among(LOST));
  sandbox.fail("listLexiTasks", among([...LOST, ...BUSY]));
  // While it is watched, every now and then.
  for (const operation of ["getCampaign", "getCampaignStats"] as const)
    for (let i = 0; i < 20; i++)
      sandbox.fail(operation, { ...among([...LOST, ...BUSY]), skip: Math.floor(chance() * 2_000) });
}
