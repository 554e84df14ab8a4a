import { type Call, toCall } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import { flows } from "../flows.ts";
import {
  idOf,
  type LeadLexEngine,
  type LexiTask,
  type LexiTasksQuery,
  type Ref,
  type TaskApproved,
  type TaskDismissed,
} from "../types.ts";

/**
 * Lexi's tasks: pending until a person approves or dismisses them; what is approved is then carried out, and completed or
 * failed. Where a method takes a task, its id will do.
 */
export class LexiTasks {
  readonly #engine: LeadLexEngine;

  /** @internal */
  constructor(engine: LeadLexEngine) {
    this.#engine = engine;
  }

  /**
   * Lists the tasks of one status, pending ones by default. A long list may be cut off; there are no pages. May be resent.
   * @param query.status `pending`, `approved`, `dismissed`, `completed` or `failed`
   */
  list(query: LexiTasksQuery = {}, options?: CallOptions): Call<LexiTask[]> {
    return this.#engine.call("listLexiTasks", { query }, options, { pick: "tasks" });
  }

  /**
   * Looks for a task through all statuses, pending first: the service has no read of a single one (L04). Up to five requests.
   * May be resent.
   * @param options.timeout for each request, in ms
   * @returns the task as it is, or undefined: lists may be cut off, so it may be there all the same
   */
  async find(task: Ref, options?: CallOptions): Promise<LexiTask | undefined> {
    const { findTask } = await flows();
    return findTask(this.#engine, { taskId: idOf(task) }, options, {});
  }

  /**
   * Approves a pending task: Lexi carries it out, so a campaign's start then reaches people. Answers at once; the work goes on.
   *
   * Never resent blindly: a second answer to a task is refused, so a lost one is settled by looking the task up (L03). One
   * that is approved already is success.
   * @throws TaskNotPendingError when it was dismissed; OutcomeUnknownError when it can't be seen; NotFoundError
   * @throws PermissionDeniedError when the key lacks the lexi permission
   */
  approve(task: Ref, options?: CallOptions): Call<TaskApproved> {
    const id = idOf(task);
    return toCall(flows().then(({ approveTask }) => approveTask(this.#engine, id, options)));
  }

  /**
   * Dismisses a pending task for good: to do it after all, a new one has to be made. A lost answer is settled by looking the
   * task up (L03); one that is dismissed already is success.
   * @param reason why, for the service's statistics: `not_relevant`, `manual_execution`, `incorrect_params`, `duplicate`,
   * `testing`, or words of your own
   * @throws TaskNotPendingError when it was approved; OutcomeUnknownError when it can't be seen; NotFoundError
   */
  dismiss(task: Ref, reason?: string, options?: CallOptions): Call<TaskDismissed> {
    const id = idOf(task);
    return toCall(flows().then(({ dismissTask }) => dismissTask(this.#engine, id, reason, options)));
  }
}
