import { checkCallOptions, handedOn, waitChecks } from "./call-options.ts";
import {
  AbortError,
  ConnectionError,
  NotFoundError,
  OperationEndedError,
  PollTimeoutError,
  PuffleError,
  StatusError,
  TimeoutError,
  UnreadableResponseError,
} from "./errors.ts";
import type { OperationStep, PollState, WaitOptions } from "./operation.ts";
import type { CallOptions } from "./options.ts";
import type { Budget } from "./waits.ts";

/** After so many polls in a row that saw nothing, a wait gives up. */
export const TOLERATED_FAILURES = 10;

/** One look: one request, no retry, no wait. */
export async function pollOnce<T>(
  job: PollState<T>,
  options: CallOptions | undefined,
  budget?: Budget,
  interval?: number,
): Promise<OperationStep<T>> {
  const { kind, id } = job;
  const { poll } = kind;
  const first = job.polls === 0;
  const nextPollInMs = interval ?? Math.min(poll.interval * 2 ** Math.min(job.polls, 20), poll.maxInterval);
  job.polls++;
  try {
    const reader = await kind.reader();
    const { state, value, correlationId } = await reader.read(id, options, budget);
    job.state = state;
    job.correlationId = correlationId ?? job.correlationId;
    if (poll.success.includes(state)) return { done: true, state, value };
    if (poll.failure.includes(state)) throw reader.failure(state, kind.kind, job.correlationId, value);
    if (poll.ended.includes(state)) throw ended(state, kind.kind, job.correlationId);
    // A state that the contract does not know counts as still running; looking at the answer has reported it.
    return { done: false, state, progress: value, nextPollInMs };
  } catch (error) {
    // What was just created may not be readable yet.
    const passing = isPassing(error) || (first && error instanceof NotFoundError);
    if (!passing || !(error instanceof PuffleError)) throw error;
    return { done: false, state: job.state, nextPollInMs: Math.max(nextPollInMs, error.retryAfterMs ?? 0), error };
  }
}

/** Look after look, with the waits in between; the last step is done. */
export async function* pollSteps<T>(
  job: PollState<T>,
  options: WaitOptions<T> | undefined,
  whole: Budget | undefined,
): AsyncGenerator<OperationStep<T>, void, undefined> {
  const { host, kind } = job;
  checkCallOptions(options, kind.kind, waitChecks);
  const { clock } = host.config;
  const budget = whole ?? host.budget(options, kind.poll.deadline);
  let failures = 0;
  for (;;) {
    if (budget.signal?.aborted) throw aborted(job, budget.signal.reason);
    const step = await pollOnce(job, handedOn(options), budget, options?.interval).catch((error: unknown) => {
      throw error instanceof AbortError ? aborted(job, budget.signal?.reason) : error;
    });
    if (!step.done && clock.now() >= budget.endsAt) throw timedOut(job, step.error);
    yield step;
    if (step.done) return;
    failures = step.error ? failures + 1 : 0;
    if (step.error && failures >= TOLERATED_FAILURES) throw step.error;
    const end = await host.wait(Math.min(step.nextPollInMs, budget.endsAt - clock.now()), budget.signal);
    if (end === "aborted") throw aborted(job, budget.signal?.reason);
    if (end) throw end;
    if (clock.now() >= budget.endsAt) throw timedOut(job, step.error);
  }
}

/** Whether a later poll may see what this one could not. */
export function isPassing(error: unknown): boolean {
  if (error instanceof StatusError) return error.status === 408 || error.status === 429 || (error.status ?? 0) >= 500;
  return error instanceof ConnectionError || error instanceof UnreadableResponseError || error instanceof TimeoutError;
}

function ended(state: string, operation: string, correlationId: string | undefined): PuffleError {
  const message = `${operation}: it was ended, the state is ${state}.`;
  const details = { operation, correlationId, code: "operation_ended", next: "ask_human", outcome: "sent" } as const;
  return new OperationEndedError(message, { ...details, state });
}

function timedOut<T>(
  { kind: { kind: operation }, state, correlationId, token }: PollState<T>,
  cause: PuffleError | undefined,
) {
  const message = `${operation}: still ${state} at the wait's deadline. The job goes on: take the wait up again with operations.resume(error.token).`;
  const details = { code: "poll_timeout", operation, correlationId, outcome: "sent", next: "wait", cause } as const;
  return new PollTimeoutError(message, { ...details, state, token: token() });
}

function aborted<T>({ kind: { kind: operation }, correlationId }: PollState<T>, reason: unknown): PuffleError {
  const message = `${operation}: the wait was aborted. The job goes on; its token takes the wait up again.`;
  return new AbortError(message, {
    code: "aborted",
    operation,
    correlationId,
    outcome: "sent",
    next: "wait",
    cause: reason,
  });
}
