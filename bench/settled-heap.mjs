/** Bytes of heap that are in use once all that can be collected is. Needs --expose-gc. */
import { setImmediate } from "node:timers/promises";

export async function settledHeap() {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    globalThis.gc();
    // What finalizers let go of is collected by the next one.
    for (let turn = 0; turn < 3; turn++) await setImmediate();
    least = Math.min(least, process.memoryUsage().heapUsed);
  }
  return least;
}
