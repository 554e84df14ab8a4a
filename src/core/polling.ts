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
import { type OperationStep, type PollState, tokenOf, type WaitOptions } from "./operation.ts";
import type { CallOptions } from "./options.ts";
import type { Budget, WaitEnd } from "./waits.ts";

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
  const cadence = interval ?? Math.min(poll.interval * 2 ** Math.min(job.polls, 20), poll.maxInterval);
  job.polls++;
  try {
    const reader = await kind.reader();
    const { state, value, correlationId, memo, ...pace } = await reader.read(id, options, budget, job.memo);
    job.memo = memo;
    job.state = state;
    // The start's own says more about the job than a read's; where there is none, the first answer's.
    job.correlationId ??= correlationId;
    if (poll.success.includes(state)) return { done: true, state, value };
    if (poll.failure.includes(state)) throw reader.failure(state, kind.kind, job.correlationId, value);
    if (poll.ended.includes(state)) throw ended(state, kind.kind, job.correlationId);
    // A state that the contract does not know counts as still running; looking at the answer has reported it.
    const nextPollInMs = Math.max(interval ?? pace.nextPollInMs ?? cadence, pace.atLeast ?? 0);
    return { done: false, state, progress: value, nextPollInMs };
  } catch (error) {
    // What was just created may not be readable yet.
    const passing = isPassing(error) || (first && error instanceof NotFoundError);
    if (!passing || !(error instanceof PuffleError)) throw error;
    return { done: false, state: job.state, nextPollInMs: Math.max(cadence, error.retryAfterMs ?? 0), error };
  }
}

/** Look after look, with the waits in between; the last step is done. */
export async function* pollSteps<T>(
  job: PollState<T>,
  options: WaitOptions<T> | undefined,
  whole: Budget | undefined,
): AsyncGenerator<OperationStep<T>, void, undefined> {
  const looks = new Looks(job, options, whole);
  for (;;) {
    const step = await looks.look();
    yield step;
    if (step.done) return;
    looks.goOn(await looks.pause(step), step.error);
  }
}

/** The same for who wants the result alone. Thousands may wait side by side: until the next look no answer is held. */
export async function pollToEnd<T>(
  job: PollState<T>,
  options: WaitOptions<T> | undefined,
  whole: Budget | undefined,
): Promise<T> {
  const looks = new Looks(job, options, whole);
  for (;;) {
    const seen = await looks.tell(options?.onProgress);
    if ("value" in seen) return seen.value;
    looks.goOn(await looks.pause(seen), seen.error);
  }
}

/** What is left of a step that was not the last, once it has been told. */
type Seen = Pick<Extract<OperationStep<unknown>, { done: false }>, "nextPollInMs" | "error">;

/** A job that is looked at again and again, within a budget. */
export class Looks<T> {
  readonly #job: PollState<T>;
  readonly #interval: number | undefined;
  readonly #each: CallOptions;
  readonly #budget: Budget;
  #failures = 0;

  constructor(job: PollState<T>, options: WaitOptions<T> | undefined, whole: Budget | undefined) {
    checkCallOptions(options, job.kind.kind, waitChecks);
    this.#job = job;
    this.#interval = options?.interval;
    this.#each = handedOn(options);
    this.#budget = whole ?? job.host.budget(options, job.kind.poll.deadline);
  }

  async look(): Promise<OperationStep<T>> {
    const { signal } = this.#budget;
    if (signal?.aborted) throw aborted(this.#job, signal.reason);
    const step = await pollOnce(this.#job, this.#each, this.#budget, this.#interval).catch((error: unknown) => {
      throw error instanceof AbortError ? aborted(this.#job, signal?.reason) : error;
    });
    if (!step.done && this.#isLate()) throw timedOut(this.#job, step.error);
    return step;
  }

  /** Looks, and tells who listens. */
  async tell(listener: WaitOptions<T>["onProgress"]): Promise<{ readonly value: T } | Seen> {
    const step = await this.look();
    this.#job.host.config.events.heed("onProgress", listener?.(step));
    if (step.done) return { value: step.value };
    return { nextPollInMs: step.nextPollInMs, ...(step.error && { error: step.error }) };
  }

  /**
   * Until the next look.
   * @param sooner ends the pause when it settles, however it does
   */
  pause({ nextPollInMs, error }: Seen, sooner?: Promise<unknown>): Promise<WaitEnd | undefined> {
    this.#failures = error ? this.#failures + 1 : 0;
    if (error && this.#failures >= TOLERATED_FAILURES) throw error;
    const { host } = this.#job;
    const { endsAt, signal } = this.#budget;
    const ms = Math.min(nextPollInMs, endsAt - host.config.clock.now());
    // Thousands may wait side by side: no promise more than it takes.
    return sooner ? this.#pauseUnless(ms, sooner) : host.wait(ms, signal);
  }

  async #pauseUnless(ms: number, sooner: Promise<unknown>): Promise<WaitEnd | undefined> {
    const { host } = this.#job;
    const { signal } = this.#budget;
    if (signal?.aborted) return "aborted";
    const cut = new AbortController();
    const stop = () => cut.abort();
    const release = host.waits.signals.onAbort(signal, stop);
    sooner.then(stop, stop);
    const end = await host.wait(ms, cut.signal);
    release();
    return end === "aborted" && !signal?.aborted ? undefined : end;
  }

  /** After a pause: throws where there is no next look. */
  goOn(end: WaitEnd | undefined, error: PuffleError | undefined): void {
    if (end === "aborted") throw aborted(this.#job, this.#budget.signal?.reason);
    if (end) throw end;
    if (this.#isLate()) throw timedOut(this.#job, error);
  }

  #isLate(): boolean {
    return this.#job.host.config.clock.now() >= this.#budget.endsAt;
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

function timedOut<T>(job: PollState<T>, cause: PuffleError | undefined): PuffleError {
  const { state, correlationId } = job;
  const operation = job.kind.kind;
  const message = `${operation}: still ${state} at the wait's deadline. The job goes on: take the wait up again with operations.resume(error.token).`;
  const details = { code: "poll_timeout", operation, correlationId, outcome: "sent", next: "wait", cause } as const;
  return new PollTimeoutError(message, { ...details, state, token: tokenOf(job) });
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
