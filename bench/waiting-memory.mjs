/**
 * A budget that CI keeps: the heap that an operation takes while it waits, ten thousand of them side by side. It differs
 * by a percent or so from run to run, and a little more between versions of Node. Needs --expose-gc.
 */
import { manyWaiting } from "./waiting.mjs";

const MOST = 2_200;

const { operations, bytes, end } = await manyWaiting();
await end();
console.log(`${operations} waiting operations take ${Math.round(bytes)} bytes of heap each; ${MOST} are allowed`);
if (bytes > MOST) {
  console.error(
    "A wait holds more than it did: look at what src/core/polling.ts and waits.ts keep until the next poll",
  );
  process.exit(1);
}
