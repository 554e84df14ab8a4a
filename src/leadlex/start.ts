import type { Answer, Lost } from "../core/attempts.ts";
import { checkCallOptions } from "../core/call-options.ts";
import type { CallOptions } from "../core/options.ts";
import { firstAttemptAt } from "../core/own-work.ts";
import { settlingRead, untilSettled } from "../core/settling-read.ts";
import { SingleFlight } from "../core/single-flight.ts";
import type { Budget } from "../core/waits.ts";
import { StartRefusedError } from "./errors.ts";
import { pick, readTasks, STATUSES } from "./find-task.ts";
import { readCampaign } from "./read-campaign.ts";
import { startRefused } from "./special-errors.ts";
import { startEnded } from "./start-ended.ts";
import type { LeadLexEngine, LexiTask } from "./types.ts";

interface Started {
  /** `answered`: the service said so. `reconciled`: the answer was lost, and reading proved it. */
  readonly via: "answered" | "reconciled";
  readonly correlationId: string | undefined;
}

/** The campaign sends from now on. */
export interface StartedActive extends Started {
  readonly status: "active";
}

/**
 * A person has to approve the start first. Nothing is being sent, unless somebody has approved it already while a lost answer
 * was settled: `task.status` tells.
 */
export interface StartedPending extends Started {
  readonly status: "pending_approval";
  /** What to approve or dismiss. Its description and the rest of it: `lexi.tasks.find(task.id)`. */
  readonly task: LexiTask;
}

/** What a start came to. */
export type StartResult = StartedActive | StartedPending;

/** What reading shows of a start. */
type Seen = { readonly status: "active" } | { readonly task: LexiTask };

/** A campaign that sends, or has. What becomes of a paused one that is started is not documented: it proves nothing. */
const RUNNING = new Set(["active", "completed"]);

/** Starts campaigns, each at most once at a time. */
export class Starts {
  readonly #engine: LeadLexEngine;
  readonly #flights: SingleFlight<StartResult>;

  constructor(engine: LeadLexEngine) {
    this.#engine = engine;
    this.#flights = new SingleFlight(engine, "startCampaign", "campaigns.get(id)");
  }

  /** @param whole what is left of a larger deadline */
  async start(id: string, options: CallOptions | undefined, whole?: Budget): Promise<StartResult> {
    checkCallOptions(options, "startCampaign");
    const budget = whole ?? this.#engine.budget(options);
    return this.#flights.run(id, budget, () => this.#start(id, options, budget));
  }

  async #start(id: string, options: CallOptions | undefined, budget: Budget): Promise<StartResult> {
    let seen: Seen | undefined;
    const reconcile = async (lost: Lost) => {
      seen =
        (await untilSettled(this.#engine, lost, () => this.#look(id, options, lost.budget))) ??
        (await this.#decidedSince(id, options, lost));
      return seen;
    };
    try {
      const answer = await this.#engine.answer("startCampaign", { path: { id } }, options, { budget, reconcile });
      const { correlationId } = answer;
      if (seen) return resultOf(seen, { via: "reconciled", correlationId });
      const { status, task_id } = answer.data;
      if (status === "active") return { status: "active", via: "answered", correlationId };
      if (typeof task_id === "string" && task_id !== "")
        return resultOf({ task: pendingTask(task_id, id) }, { via: "answered", correlationId });
      // A status that is not known yet, or a task without an id: what the service shows tells more.
      const shown = await this.#look(id, options, budget).catch(() => undefined);
      if (shown) return resultOf(shown, { via: "answered", correlationId });
      throw await this.#engine.unreadable(
        "startCampaign",
        answer,
        "says neither that it is active nor what to approve",
      );
    } catch (error) {
      throw error instanceof StartRefusedError ? await this.#explain(id, error, options, budget) : error;
    }
  }

  /** Two requests at the most: whether the campaign runs, and whether its start waits for approval. */
  async #look(id: string, options: CallOptions | undefined, budget: Budget): Promise<Seen | undefined> {
    const reading = settlingRead(options);
    const details = { budget, settles: true };
    const { campaign } = await readCampaign(this.#engine, id, reading, details);
    if (RUNNING.has(campaign.status)) return { status: "active" };
    const task = pick((await readTasks(this.#engine, "pending", reading, details)).tasks, { campaignId: id });
    if (task) return { task };
    // It was started and its task is not to be seen, or somebody may have paused it since: no leave to start it again.
    if (campaign.status !== "draft") throw new Error("the campaign is no draft, and the start's task is not listed");
    return undefined;
  }

  /** Before it is sent again: whether the lost start's task has been decided on while nobody looked. */
  async #decidedSince(id: string, options: CallOptions | undefined, lost: Lost): Promise<Seen | undefined> {
    const details = { budget: lost.budget, settles: true };
    for (const status of STATUSES.filter((one) => one !== "pending")) {
      const { tasks, answer } = await readTasks(this.#engine, status, settlingRead(options), details);
      const task = pick(tasks, { campaignId: id });
      if (task && this.#isSince(task, answer, lost)) return { task };
    }
    return undefined;
  }

  /** Made since the first attempt by the service's clock, or perhaps: a start too few does no harm. */
  #isSince({ created_at }: LexiTask, answer: Answer, lost: Lost): boolean {
    const since = firstAttemptAt(answer, lost, this.#engine.config.clock.now());
    return !(since && Date.parse(created_at ?? "") < since.earliest);
  }

  /** Where the service's sentence gives no reason, reading the campaign does. */
  async #explain(
    id: string,
    error: StartRefusedError,
    options: CallOptions | undefined,
    budget: Budget,
  ): Promise<StartRefusedError> {
    if (error.reason !== "unknown") return error;
    const reading = settlingRead(options);
    try {
      const { campaign } = await readCampaign(this.#engine, id, reading, { budget });
      if (campaign.status === "paused") return startRefused(error, "paused");
      if (campaign.status !== "draft") return startRefused(error, "already_running");
      const query = { page: 1, per_page: 1 };
      const { data } = await this.#engine.answer("listCampaignContacts", { path: { id }, query }, reading, { budget });
      if (data.contacts.length === 0) return startRefused(error, "empty");
      // Whether a campaign shows that its start waits for approval is not documented; the task does.
      const { tasks } = await readTasks(this.#engine, "pending", reading, { budget });
      return pick(tasks, { campaignId: id }) ? startRefused(error, "already_running") : error;
    } catch {
      return error;
    }
  }
}

/** What is known of a task from the start's answer alone. (003) */
function pendingTask(id: string, campaignId: string): LexiTask {
  return { id, type: "campaign_start", status: "pending", metadata: { campaign_id: campaignId } };
}

/** @throws CampaignDismissedError, CampaignStartFailedError where it has been decided against since */
function resultOf(seen: Seen, how: Started): StartResult {
  if ("status" in seen) return { ...seen, ...how };
  const { task } = seen;
  const ended = startEnded(task.status, "startCampaign", how.correlationId, task);
  if (ended) throw ended;
  return { status: "pending_approval", task, ...how };
}
