import type { JobReader, PolledJob } from "../core/operation.ts";
import type { CallOptions } from "../core/options.ts";
import type { Budget } from "../core/waits.ts";
import { pick, readTasks } from "./find-task.ts";
import type { CampaignStart } from "./jobs.ts";
import { paceOf } from "./quota.ts";
import type { RateLimits } from "./rate-limit.ts";
import { readCampaign } from "./read-campaign.ts";
import { startEnded, vanished } from "./start-ended.ts";
import { type Memo, NEXT, note, parse } from "./start-note.ts";
import type { LeadLexEngine } from "./types.ts";

/**
 * How a start is looked at. A poll is one request, and one shows the campaign or the tasks of one status: so each look
 * leaves a note of where the next one is to be, and while nothing has changed a single request sees it.
 */
export function startReader(engine: LeadLexEngine, limits: RateLimits): JobReader<CampaignStart> {
  return {
    read: (id, options, budget, memo) => new Look(engine, limits, id, parse(memo)).once(options, budget),
    // Only states that end a start without a launch come here.
    failure: (state, operation, correlationId, { task }) =>
      startEnded(state, operation, correlationId, task) ?? vanished(operation, correlationId, task?.id),
  };
}

/** Statuses of a campaign that was launched. */
const LAUNCHED = new Set(["active", "paused", "completed"]);
/** L04: lists may be cut off, so a task counts as vanished only when so many rounds through them have not shown it. */
const MOST_MISSES = 3;
/** Between two looks of one round, and the first between two at a task that Lexi carries out. In ms. */
const SOON = 2_000;
const AT_WORK = 5_000;
const MINUTE = 60_000;

class Look {
  readonly #engine: LeadLexEngine;
  readonly #limits: RateLimits;
  readonly #id: string;
  readonly #memo: Memo;

  constructor(engine: LeadLexEngine, limits: RateLimits, id: string, memo: Memo) {
    this.#engine = engine;
    this.#limits = limits;
    this.#id = id;
    this.#memo = memo;
  }

  async once(options: CallOptions | undefined, budget: Budget | undefined): Promise<PolledJob<CampaignStart>> {
    const { place } = this.#memo;
    // Until it is seen that it goes on.
    this.#limits.sharers.delete(this.#id);
    const details = { budget, once: true };
    if (place === "first" || place === "campaign") {
      const { campaign, answer } = await readCampaign(this.#engine, this.#id, options, details);
      const { correlationId } = answer;
      if (LAUNCHED.has(campaign.status)) return { state: campaign.status, value: { campaign }, correlationId };
      return this.#lookOn({ campaign }, correlationId);
    }
    const { tasks, answer } = await readTasks(this.#engine, place, options, details);
    const { correlationId } = answer;
    const task = pick(tasks, this.#which());
    if (!task) return this.#lookOn({}, correlationId);
    const found = { value: { task }, correlationId };
    if (place === "dismissed" || place === "failed") return { ...found, state: place };
    const pace = paceOf(this.#limits, this.#id, this.#memo.pace);
    if (place === "pending") {
      // A person decides: in minutes, and for a small share of the plan's calls (L06).
      const memo = note({ place, misses: 0, waits: 0, pace, taskId: task.id });
      return { ...found, state: "pending_approval", memo, atLeast: pace?.gap ?? 0 };
    }
    const { waits } = this.#memo;
    const memo = note({ place: "campaign", misses: 0, waits: waits + 1, pace, taskId: task.id });
    const nextPollInMs = Math.min(AT_WORK * 2 ** Math.min(waits, 10), 5 * MINUTE);
    // From here to here it takes two looks: one at the campaign.
    const atLeast = waits < 4 ? 0 : 2 * (pace?.gap ?? 0);
    return { ...found, state: place === "approved" ? "approved" : "executed", memo, nextPollInMs, atLeast };
  }

  #which() {
    const { taskId } = this.#memo;
    return taskId === undefined ? { campaignId: this.#id } : { taskId };
  }

  /** It was not there. */
  #lookOn(value: CampaignStart, correlationId: string | undefined): PolledJob<CampaignStart> {
    const { place, misses: before, waits, pace, taskId } = this.#memo;
    const isRound = place === "failed";
    const misses = isRound ? before + 1 : before;
    if (misses >= MOST_MISSES) throw vanished("startCampaign", correlationId, taskId);
    const memo = note({ place: NEXT[place], misses, waits, pace, taskId });
    const nextPollInMs = isRound ? misses * MINUTE : SOON;
    return { state: "looking", value, correlationId, memo, nextPollInMs };
  }
}
