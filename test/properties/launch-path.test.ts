import fc from "fast-check";
import { test } from "vitest";
import { seedOf } from "../support/seed.ts";
import { nobodyTwiceNobodyLost, SCHEDULES } from "./launch-path.ts";

// Half of the schedules are here, the others in the twin beside this file: the two run side by side.
test("P17 P29 over a real socket, whatever goes wrong, nobody is written to twice and no lead is lost", async () => {
  await fc.assert(nobodyTwiceNobodyLost, { numRuns: SCHEDULES, seed: seedOf(20_261), endOnFailure: true });
}, 170_000);
