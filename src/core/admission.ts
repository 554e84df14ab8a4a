import type { AttemptState, AttemptTools, Job, NotBegun } from "./attempts.ts";
import type { PuffleError } from "./errors.ts";
import { within } from "./waits.ts";

/**
 * Waits until the attempt may begin: until the cooldown of a 429 is over and one of the client's slots is free.
 * @returns what gives the slot back
 */
export async function admitted(tools: AttemptTools, job: Job, state: AttemptState): Promise<(() => void) | undefined> {
  const { clock, cooldowns, slots, waits } = tools;
  for (;;) {
    const ms = cooldowns.remaining(job.limit, clock.now());
    if (ms > 0) {
      if (job.once || cooldowns.usedUp(job.limit) || clock.now() + ms >= job.endsAt)
        throw await refusal(tools, job, state, { coolingDown: ms });
      const end = await waits.wait(ms, job.signal, job.key);
      if (end) throw await refusal(tools, job, state, end);
      continue;
    }
    const queued = slots?.take();
    const end = queued && (await within(waits, queued.taken, job));
    const over = job.signal?.aborted ? "aborted" : clock.now() >= job.endsAt ? "deadline" : undefined;
    // In the queue a cooldown may have begun.
    if (typeof end !== "string" && !over && !cooldowns.has(job.limit)) return slots && (() => slots.release());
    // Also a slot that has come to who queued.
    if (queued) queued.cancel();
    else slots?.release();
    if (over) throw await refusal(tools, job, state, over);
  }
}

async function refusal(tools: AttemptTools, job: Job, state: AttemptState, why: NotBegun): Promise<PuffleError> {
  return (await tools.onDemand()).afterFailure.notBegun(job, state, why);
}
