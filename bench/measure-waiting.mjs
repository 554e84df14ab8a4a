/**
 * What waiting costs: heap for each operation, and the processor's time while nothing is due, and for a poll. Needs
 * --expose-gc.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { manyWaiting } from "./waiting.mjs";

/** In ms; well within the interval between two polls. */
const IDLE = 5_000;

const { operations, bytes, polled, end } = await manyWaiting();
const start = performance.now();
const idleMs = await cpuDuring(() => sleep(IDLE));
const idle = idleMs / (performance.now() - start);
await polled(1);
const pollingMs = await cpuDuring(() => polled(2));
await end();
process.stdout.write(JSON.stringify({ operations, bytes, idle, usPerPoll: (pollingMs * 1_000) / operations }));

/** In ms. */
async function cpuDuring(work) {
  const usage = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(usage);
  return (user + system) / 1_000;
}
