/**
 * Bytes of heap that a request allocates, over an in-memory fetch: how far the used heap grows in a round during which
 * nothing is collected. Needs --expose-gc and a young generation that a round fits into; a round in which the collector
 * ran all the same doesn't count. What lies outside the heap, such as the bytes of a body, is not in it.
 */
import { PerformanceObserver } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { memoryFetch, signal } from "./answer.mjs";
import { load } from "./clients/index.mjs";
import { median } from "./statistics.mjs";

const WARM_UP = 8_000;
const ROUNDS = 9;
const REQUESTS = 500;

const [name] = process.argv.slice(2);
const options = { fetch: memoryFetch, baseURL: "http://127.0.0.1:1", signal };
const send = (await load(name)).create(options);

let collections = 0;
const observer = new PerformanceObserver((list) => {
  collections += list.getEntries().length;
});
observer.observe({ entryTypes: ["gc"] });

for (let request = 0; request < WARM_UP; request++) await send();
const grown = [];
for (let round = 0; round < ROUNDS; round++) {
  globalThis.gc();
  await observed();
  const collectedBefore = collections;
  const before = process.memoryUsage().heapUsed;
  for (let request = 0; request < REQUESTS; request++) await send();
  const after = process.memoryUsage().heapUsed;
  await observed();
  if (collections === collectedBefore) grown.push((after - before) / REQUESTS);
}
if (grown.length < ROUNDS / 2) throw new Error("the young generation is too small for a round: see bench/run.mjs");
process.stdout.write(JSON.stringify({ bytes: median(grown) }));

/** The observer is told of collections a little later. */
async function observed() {
  for (let turn = 0; turn < 3; turn++) await setImmediate();
}
