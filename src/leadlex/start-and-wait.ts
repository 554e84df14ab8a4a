import { operations } from "../../generated/leadlex.operations.ts";
import { checkCallOptions, handedOn, optionChecks, waitChecks } from "../core/call-options.ts";
import { AbortError, IncompleteError, PuffleError } from "../core/errors.ts";
import { type PollState, tokenOf, type WaitOptions } from "../core/operation.ts";
import type { CallOptions } from "../core/options.ts";
import { isPassing, Looks } from "../core/polling.ts";
import { settlingRead } from "../core/settling-read.ts";
import type { Budget } from "../core/waits.ts";
import { type Approve, Consent, type Decided } from "./consent.ts";
import { approveTask, dismissTask } from "./decide-task.ts";
import { ApprovalRequiredError, type NoApproval, TaskNotPendingError } from "./errors.ts";
import { pick, readTasks } from "./find-task.ts";
import { type CampaignStart, StartJob } from "./jobs.ts";
import type { RateLimits } from "./rate-limit.ts";
import { readCampaign } from "./read-campaign.ts";
import type { StartResult, Starts } from "./start.ts";
import { startEnded } from "./start-ended.ts";
import { note } from "./start-note.ts";
import type { Campaign, LeadLexEngine, LexiTask } from "./types.ts";

export interface StartAndWaitOptions extends WaitOptions<CampaignStart> {
  /**
   * Decides when the start needs approval: it is given the task and the campaign, and answers `"approve"`, `"dismiss"` or
   * `{ dismiss: reason }`, or `"wait"` to be asked again at a later look. Nothing is approved without it; one that throws, or
   * answers anything else, approves nothing.
   */
  readonly approve?: Approve | undefined;
}

/** What `campaigns.startAndWait` came to. */
export interface StartReport {
  /** The campaign, launched. */
  readonly campaign: Campaign;
  /** How it was started. */
  readonly start: StartResult;
  /** Whether approval was needed, and who gave it: this call's `approve`, or somebody elsewhere. */
  readonly approval: "not_needed" | "given_here" | "given_elsewhere";
}

export async function startAndWait(
  engine: LeadLexEngine,
  starts: Starts,
  limits: RateLimits,
  id: string,
  options: StartAndWaitOptions = {},
): Promise<StartReport> {
  checkCallOptions(options, "campaigns.startAndWait", { ...waitChecks, approve: optionChecks.function });
  const { approve, ...waiting } = options;
  const budget = engine.budget(options, operations.startCampaign.poll.deadline);
  const each = handedOn(options);
  const start = await starts.start(id, each, budget);
  if (start.status === "active") {
    return { campaign: await launched(engine, id, start, each, budget), start, approval: "not_needed" };
  }
  const memo = note({
    place: start.task.status === "pending" ? "pending" : "campaign",
    misses: 0,
    waits: 0,
    taskId: start.task.id,
  });
  const { correlationId } = start;
  const kind = new StartJob(engine, limits);
  const job: PollState<CampaignStart> = { host: engine, kind, id, polls: 0, state: start.status, correlationId, memo };
  // A start whose answer was lost may have been decided on while it was looked for: then there is nobody to ask.
  if (!approve && start.task.status === "pending") throw approvalRequired("no_callback", job, start.task, undefined);
  const consent = new Consent(approve ?? (async () => "wait"));
  return new Waiting(engine, job, start, consent, waiting, each, budget).toEnd();
}

/** The start was answered: what keeps a read from showing it is no news of the start itself. */
async function launched(
  engine: LeadLexEngine,
  id: string,
  start: StartResult,
  options: CallOptions,
  budget: Budget,
): Promise<Campaign> {
  try {
    return (await readCampaign(engine, id, settlingRead(options), { budget })).campaign;
  } catch (error) {
    if (!(error instanceof PuffleError)) throw error;
    const { code, status, correlationId, attempts, retryAfterMs, next } = error;
    const why = status === undefined ? code : `${status} ${code}`;
    const message = `campaigns.startAndWait: the campaign was started, and reading it failed (${why}). Don't start it again: go on with campaigns.get(id).`;
    const known = { code, operation: "startCampaign", status, correlationId, attempts, retryAfterMs } as const;
    throw new IncompleteError(message, {
      ...known,
      outcome: "sent",
      next: next === "try_again" ? "wait" : next,
      cause: error,
      report: { start },
    });
  }
}

/** How long a decision that could not be carried out is left alone, in ms. */
const MINUTE = 60_000;

/** A start that waits for a person: here through `approve`, or anywhere else. */
class Waiting {
  readonly #engine: LeadLexEngine;
  readonly #job: PollState<CampaignStart>;
  readonly #start: StartResult;
  readonly #consent: Consent;
  readonly #options: WaitOptions<CampaignStart>;
  readonly #each: CallOptions;
  readonly #budget: Budget;
  #approvedHere = false;
  #campaign: Campaign | undefined;

  constructor(
    engine: LeadLexEngine,
    job: PollState<CampaignStart>,
    start: StartResult,
    consent: Consent,
    options: WaitOptions<CampaignStart>,
    each: CallOptions,
    budget: Budget,
  ) {
    this.#engine = engine;
    this.#job = job;
    this.#start = start;
    this.#consent = consent;
    this.#options = options;
    this.#each = each;
    this.#budget = budget;
  }

  async toEnd(): Promise<StartReport> {
    const looks = new Looks(this.#job, this.#options, this.#budget);
    try {
      for (;;) {
        const step = await looks.look();
        this.#engine.config.events.heed("onProgress", this.#options.onProgress?.(step));
        if (step.done) return await this.#report(step.value);
        const error = step.error ?? (await this.#between(looks, () => this.#consider(step.state, step.progress)));
        await this.#pause(looks, step.nextPollInMs, error, this.#consent.settled);
        const { decided } = this.#consent;
        const undone = decided && (await this.#between(looks, () => this.#obey(decided)));
        // What was decided holds: it is done after a while.
        if (undone) await this.#pause(looks, MINUTE, undone);
      }
    } finally {
      this.#consent.withdraw();
    }
  }

  async #pause(
    looks: Looks<CampaignStart>,
    ms: number,
    error: PuffleError | undefined,
    sooner?: Promise<void>,
  ): Promise<void> {
    const nextPollInMs = Math.max(ms, error?.retryAfterMs ?? 0);
    looks.goOn(await looks.pause({ nextPollInMs, ...(error && { error }) }, sooner), error);
  }

  /**
   * What a wait does between two looks. The start has been sent: that something else could not be is no news of it, and no
   * end of the wait where it passes.
   * @returns what came in between
   */
  async #between(looks: Looks<CampaignStart>, act: () => Promise<void>): Promise<PuffleError | undefined> {
    try {
      await act();
      return undefined;
    } catch (error) {
      if (!(error instanceof PuffleError) || error.outcome !== "not_sent") throw error;
      if (error instanceof AbortError) looks.goOn("aborted", undefined);
      if (isPassing(error)) return error;
      throw error;
    }
  }

  async #report({ campaign }: CampaignStart): Promise<StartReport> {
    const approval = this.#approvedHere ? "given_here" : "given_elsewhere";
    const shown = campaign ?? (await launched(this.#engine, this.#job.id, this.#start, this.#each, this.#budget));
    return { campaign: shown, start: this.#start, approval };
  }

  /** Asks about what waits for approval; what has been decided on elsewhere nobody need think about any more. */
  async #consider(state: string, { task }: CampaignStart = {}): Promise<void> {
    if (state === "approved" || state === "executed") this.#consent.withdraw();
    if (state !== "pending_approval" || !task || this.#approvedHere) return;
    const { budget, id } = { budget: this.#budget, id: this.#job.id };
    this.#campaign ??= (await readCampaign(this.#engine, id, settlingRead(this.#each), { budget })).campaign;
    this.#consent.ask(task, this.#campaign);
  }

  async #obey({ heard, task }: Decided): Promise<void> {
    switch (heard.answer) {
      case "failed":
        throw approvalRequired("callback_failed", this.#job, task, heard.cause);
      case "unusable":
        throw approvalRequired("unusable_answer", this.#job, task, undefined);
      case "dismiss":
        await this.#dismiss(task, heard.reason);
        break;
      case "approve":
        await this.#approve(task);
    }
    this.#consent.withdraw();
  }

  /** The task is read again right before: what was agreed to may have been decided on since, or be gone. */
  async #approve(task: LexiTask): Promise<void> {
    const reading = settlingRead(this.#each);
    const { tasks } = await readTasks(this.#engine, "pending", reading, { budget: this.#budget });
    if (!pick(tasks, { taskId: task.id })) return;
    try {
      await approveTask(this.#engine, task.id, this.#each, this.#budget);
      this.#approvedHere = true;
    } catch (error) {
      // Somebody was quicker: the next look shows what they decided.
      if (!(error instanceof TaskNotPendingError)) throw error;
    }
    this.#job.memo = note({ place: "campaign", misses: 0, waits: 0, taskId: task.id });
  }

  async #dismiss(task: LexiTask, reason: string | undefined): Promise<void> {
    try {
      const { correlationId } = await dismissTask(this.#engine, task.id, reason, this.#each, this.#budget);
      const dismissed = { ...task, status: "dismissed" };
      throw startEnded("dismissed", "startCampaign", correlationId, dismissed);
    } catch (error) {
      if (!(error instanceof TaskNotPendingError)) throw error;
      this.#job.memo = note({ place: "campaign", misses: 0, waits: 0, taskId: task.id });
    }
  }
}

const WHY: Readonly<Record<NoApproval, string>> = {
  no_callback: "and nobody was asked: pass { approve }",
  callback_failed: "and `approve` threw an error, so nothing was approved",
  unusable_answer:
    'and `approve` answered neither "approve", "wait", "dismiss" nor { dismiss: reason }, so nothing was approved',
};

function approvalRequired(
  why: NoApproval,
  job: PollState<CampaignStart>,
  task: LexiTask,
  cause: unknown,
): ApprovalRequiredError {
  const { id: campaignId, correlationId } = job;
  const trace = correlationId === undefined ? "" : ` (correlation id ${correlationId})`;
  const message = `campaigns.startAndWait: the start waits for approval (task ${task.id}), ${WHY[why]}. A person can approve or dismiss it, in the dashboard or with lexi.tasks; operations.resume(error.token) takes the wait up.${trace}`;
  const details = { operation: "startCampaign", code: "approval_required", correlationId, cause } as const;
  return new ApprovalRequiredError(message, { ...details, why, campaignId, task, token: tokenOf(job) });
}
