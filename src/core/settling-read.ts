import type { Lost } from "./attempts.ts";
import type { OperationHost } from "./operation.ts";
import type { CallOptions } from "./options.ts";

/**
 * What the reads that settle a lost answer take over of the call's options: all but `retry`. That is about the write; a
 * read that is given up early would leave its outcome unknown.
 */
export function settlingRead(options: CallOptions | undefined): CallOptions {
  const { retry: _, ...reading } = options ?? {};
  return reading;
}

/**
 * What got no answer may still be on its way, so what it would leave is looked for so long before the call is sent again:
 * after an attempt that got none in time, and after one that broke or failed. In ms.
 */
const SETTLE_TIME = { late: 20_000, failed: 5_000 };
const SETTLE_INTERVAL = 5_000;

/**
 * Looks for what a lost attempt may have left, again and again while it may still be on its way.
 * @param look one look; undefined where there is nothing
 * @param isDear whether a look takes several requests, which is known after the first one: then it is only looked again when
 * nothing can be on its way any more
 * @returns what was found; undefined where nothing came
 */
export async function untilSettled<T>(
  engine: Pick<OperationHost, "config" | "wait">,
  lost: Pick<Lost, "late" | "budget">,
  look: () => Promise<T | undefined>,
  isDear = () => false,
): Promise<T | undefined> {
  const { clock } = engine.config;
  const settled = clock.now() + SETTLE_TIME[lost.late ? "late" : "failed"];
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    const left = settled - clock.now();
    if (left <= 0) return undefined;
    const { signal, endsAt } = lost.budget;
    const interval = isDear() ? left : Math.min(left, SETTLE_INTERVAL);
    const end = await engine.wait(Math.min(interval, endsAt - clock.now()), signal);
    if (end || clock.now() >= endsAt) throw new Error("there was not time enough to see whether it comes");
  }
}
