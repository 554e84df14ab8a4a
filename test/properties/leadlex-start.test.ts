import fc from "fast-check";
import { test } from "vitest";
import { seedOf } from "../support/seed.ts";
import { nothingTwiceNothingUnasked } from "./leadlex-start.ts";

test("L02 L03 P17 whatever goes wrong and whoever decides, no start is carried out twice, nobody is written to twice, and nothing is approved unasked", async () => {
  await fc.assert(nothingTwiceNothingUnasked, { numRuns: 600, seed: seedOf(20_262), endOnFailure: true });
}, 60_000);
