/**
 * What waiting costs: so many launches in one process, each polled at its own cadence over a fetch that answers from
 * memory that they are under way. Heap for each, once its first answer has come; the processor's time while nothing is
 * due, and over a whole turn of the cadence, in which each is polled once. Needs --expose-gc.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Puffle } from "../dist/index.js";
import { answer, key } from "./answer.mjs";
import { settledHeap } from "./settled-heap.mjs";

const OPERATIONS = 10_000;
const CADENCE_MS = 30_000;
const IDLE_MS = 8_000;

const launching = JSON.stringify({ campaign: { ...JSON.parse(answer).campaign, status: "launching" } });
let requests = 0;
const puffle = new Puffle({
  apiKey: key,
  baseURL: "http://127.0.0.1:1",
  fetch: async () => {
    requests++;
    return new Response(launching, { headers: { "content-type": "application/json" } });
  },
});
const leave = new AbortController();

// What the first of them loads and compiles is no operation's own.
await Promise.allSettled(Array.from({ length: 200 }, () => waiting(AbortSignal.timeout(2_000))));
const before = await settledHeap();
requests = 0;

const begun = performance.now();
const waits = Array.from({ length: OPERATIONS }, () => waiting(leave.signal));
while (requests < OPERATIONS) await sleep(50);
const polled = performance.now();
const after = await settledHeap();

const idle = await processorShare(IDLE_MS);
if (requests !== OPERATIONS) throw new Error("something was polled in what should be the pause");
// Until each has been polled once more.
const rest = CADENCE_MS - (performance.now() - begun);
const cpu = process.cpuUsage();
await sleep(rest + (polled - begun) + 1_000);
const { user, system } = process.cpuUsage(cpu);
if (requests !== 2 * OPERATIONS) throw new Error(`${requests} requests for ${OPERATIONS} operations polled twice`);

leave.abort();
await Promise.allSettled(waits);
process.stdout.write(
  JSON.stringify({
    operations: OPERATIONS,
    cadence: CADENCE_MS,
    bytes: (after - before) / OPERATIONS,
    idle,
    polling: (user + system) / 1_000 / CADENCE_MS,
  }),
);

function waiting(signal) {
  return puffle.campaigns.launchOperation(crypto.randomUUID()).wait({ signal });
}

/** How much of one core this process uses. */
async function processorShare(ms) {
  const usage = process.cpuUsage();
  const start = performance.now();
  await sleep(ms);
  const { user, system } = process.cpuUsage(usage);
  return (user + system) / 1_000 / (performance.now() - start);
}
