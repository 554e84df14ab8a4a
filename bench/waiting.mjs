/** Thousands of launches that wait in one process, each polled again and again over a fetch that answers from memory. */
import { setTimeout as sleep } from "node:timers/promises";
import { Puffle } from "../dist/index.js";
import { answer, key } from "./answer.mjs";
import { settledHeap } from "./settled-heap.mjs";

const OPERATIONS = 10_000;
/** Between two polls, in ms: shorter than a launch's own, so that measuring takes less time. */
export const INTERVAL = 10_000;

/**
 * Begins them all, and lets each be polled once. Needs --expose-gc.
 * @returns the heap that each takes while it waits, in bytes, and what to go on with
 */
export async function manyWaiting() {
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
  const wait = (signal) => puffle.campaigns.launchOperation(crypto.randomUUID()).wait({ signal, interval: INTERVAL });
  // What the first of them load and compile is no operation's own.
  await Promise.allSettled(Array.from({ length: 500 }, () => wait(AbortSignal.timeout(1_500))));

  const before = await settledHeap();
  requests = 0;
  const leave = new AbortController();
  const waits = Array.from({ length: OPERATIONS }, () => wait(leave.signal));
  await polled(1);
  const bytes = ((await settledHeap()) - before) / OPERATIONS;
  return { operations: OPERATIONS, bytes, polled, end };

  /** Until each has been polled so many times, and has its answer. */
  async function polled(times) {
    while (requests < times * OPERATIONS) await sleep(20);
    await sleep(500);
    if (requests > times * OPERATIONS) throw new Error("something was polled before its time");
  }

  async function end() {
    leave.abort();
    await Promise.allSettled(waits);
  }
}
