import type { Fault, Sandbox } from "puffle-sdk/sandbox";

/** A seeded schedule of bad luck: the same seed, the same faults. The launch's answer is always lost. */
export function badLuck(sandbox: Sandbox, seed: number): void {
  const chance = random(seed);
  const among = (faults: readonly Fault[]): Fault => faults[Math.floor(chance() * faults.length)] ?? { status: 503 };
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

/** Nobody knows whether it was done. */
const LOST: readonly Fault[] = [
  { drop: "after" },
  { drop: "before" },
  { truncate: true },
  { stall: "headers" },
  { stall: "body" },
  { status: 504, work: true },
];

/** It was not done. */
const BUSY: readonly Fault[] = [{ status: 503 }, { status: 429, retryAfter: 7 }, { status: 502 }];

/** mulberry32: small, and the same everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
