/**
 * A budget that CI keeps: importing the client may take so much more than importing an almost empty module, in the same
 * run. Minima and medians are both looked at, and a machine that was busy gets another chance; code that is loaded too
 * early is slow in all of them. Takes another module to look at as its argument.
 */
import { existsSync } from "node:fs";
import { importInTurn } from "./import-once.mjs";
import { median } from "./statistics.mjs";

const [module = "../dist/index.js"] = process.argv.slice(2);
const MOST = 2;
const ROUNDS = 25;
const TRIES = 3;

if (!existsSync(new URL(module, import.meta.url))) {
  console.error(`There is no ${module} to import: npm run build`);
  process.exit(1);
}
for (let attempt = 1; attempt <= TRIES; attempt++) {
  const [empty, ours] = importInTurn(["./almost-empty.mjs", module], ROUNDS);
  const byLeast = Math.min(...ours) / Math.min(...empty);
  const byMedian = median(ours) / median(empty);
  console.log(
    `importing takes ${median(ours).toFixed(2)} ms, an almost empty module ${median(empty).toFixed(2)} ms: ` +
      `${byMedian.toFixed(2)} times as long by the medians, ${byLeast.toFixed(2)} by the minima; ${MOST} is allowed`,
  );
  if (Math.min(byLeast, byMedian) <= MOST) process.exit(0);
}
console.error(
  "Importing has become slower: look for work at import time, or for code that belongs behind on-demand.ts",
);
process.exit(1);
