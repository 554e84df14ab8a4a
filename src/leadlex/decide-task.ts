import type { Lost } from "../core/attempts.ts";
import type { ApiResponse } from "../core/call.ts";
import { checkCallOptions } from "../core/call-options.ts";
import { BadRequestError, type ErrorDetails } from "../core/errors.ts";
import { messageOf } from "../core/failures.ts";
import type { CallOptions } from "../core/options.ts";
import { settlingRead, untilSettled } from "../core/settling-read.ts";
import type { Budget } from "../core/waits.ts";
import { TaskNotPendingError } from "./errors.ts";
import { findTask } from "./find-task.ts";
import type { LeadLexEngine, LexiTask, TaskApproved, TaskDismissed } from "./types.ts";

/** Approves a task once: from here on Lexi carries it out. */
export async function approveTask(
  engine: LeadLexEngine,
  id: string,
  options: CallOptions | undefined,
  whole?: Budget,
): Promise<ApiResponse<TaskApproved>> {
  return decide(engine, APPROVE, id, options, whole, (details) =>
    engine.answer("approveLexiTask", { path: { id } }, options, details),
  );
}

/** Dismisses a task once, for good. */
export async function dismissTask(
  engine: LeadLexEngine,
  id: string,
  reason: string | undefined,
  options: CallOptions | undefined,
  whole?: Budget,
): Promise<ApiResponse<TaskDismissed>> {
  const body = reason === undefined ? {} : { reason };
  return decide(engine, DISMISS, id, options, whole, (details) =>
    engine.answer("dismissLexiTask", { path: { id }, body }, options, details),
  );
}

/** A decision, and the statuses in which a task shows that it has been taken. */
interface Decision<Answered> {
  readonly operation: "approveLexiTask" | "dismissLexiTask";
  readonly taken: ReadonlySet<string>;
  /** What the service would have answered. */
  answered(id: string): Answered;
}

const APPROVE: Decision<TaskApproved> = {
  operation: "approveLexiTask",
  taken: new Set(["approved", "completed", "failed"]),
  answered: (id) => ({ task_id: id, status: "approved" }),
};

const DISMISS: Decision<TaskDismissed> = {
  operation: "dismissLexiTask",
  taken: new Set(["dismissed"]),
  answered: (id) => ({ task_id: id, status: "dismissed" }),
};

interface SettlingDetails {
  readonly budget: Budget;
  readonly reconcile: (lost: Lost) => Promise<object | undefined>;
}

/**
 * A second answer to a task is refused, so what is known of a lost one comes from the lists (L03): decided as asked is success,
 * decided otherwise an error, still pending is sent again.
 */
async function decide<Answered>(
  engine: LeadLexEngine,
  { operation, taken, answered }: Decision<Answered>,
  id: string,
  options: CallOptions | undefined,
  whole: Budget | undefined,
  send: (details: SettlingDetails) => Promise<ApiResponse<Answered>>,
): Promise<ApiResponse<Answered>> {
  checkCallOptions(options, operation);
  const budget = engine.budget(options, undefined, whole);
  let decided: LexiTask | undefined;
  const look = async (within: Budget): Promise<LexiTask | undefined> => {
    const details = { budget: within, settles: true };
    const found = await findTask(engine, { taskId: id }, settlingRead(options), details);
    // What is in no list may have been decided on all the same: that is no leave to send it again.
    if (!found) throw new Error("the task is in none of the lists");
    return found.status === "pending" ? undefined : found;
  };
  const reconcile = async (lost: Lost) => {
    decided = await untilSettled(engine, lost, () => look(lost.budget));
    return decided;
  };
  try {
    const { data, status, headers, correlationId, attempts } = await send({ budget, reconcile });
    if (!decided) return { data, status, headers, correlationId, attempts };
    if (taken.has(decided.status)) return { data: answered(id), status, headers, correlationId, attempts };
    throw notPending({ operation, correlationId, attempts }, decided);
  } catch (error) {
    // A refusal that says what has become of the task is no longer the service's own.
    if (!(error instanceof BadRequestError) || (error instanceof TaskNotPendingError && error.task)) throw error;
    const found = await look(budget).catch(() => undefined);
    if (!found) throw error;
    if (!taken.has(found.status)) throw notPending(error, found);
    const { status = 400, correlationId, attempts } = error;
    return { data: answered(id), status, headers: new Headers(), correlationId, attempts };
  }
}

function notPending(known: Partial<ErrorDetails>, task: LexiTask): TaskNotPendingError {
  const { operation, status, correlationId, attempts, said } = known;
  const details = { operation, status, correlationId, attempts, said };
  const advice =
    task.status === "dismissed"
      ? "The task was dismissed, and a dismissed task can't be approved: start again for a new one"
      : `The task is ${task.status} already, and can't be dismissed any more: what it does is stopped where it runs`;
  const code = "task_not_pending";
  return new TaskNotPendingError(messageOf(details, advice), { ...details, code, next: "ask_human", task });
}
