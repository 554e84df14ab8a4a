import type { PollInfo } from "./contract.ts";
import type { Engine } from "./engine.ts";
import { InputError, type PuffleError } from "./errors.ts";
import type { CallOptions } from "./options.ts";
import { makeToken, type OperationToken } from "./token.ts";
import type { Budget } from "./waits.ts";

/** What one poll saw. */
export type OperationStep<T> =
  | { readonly done: true; readonly state: string; readonly value: T }
  | {
      readonly done: false;
      /** The job's state as the service names it; the last one seen where this poll failed. */
      readonly state: string;
      /** The job as it was read; absent where this poll failed. */
      readonly progress?: T;
      /** When to poll again, in ms. */
      readonly nextPollInMs: number;
      /** Why this poll saw nothing. The job itself has not failed. */
      readonly error?: PuffleError;
    };

export interface WaitOptions<T> extends CallOptions {
  /** Ends the wait; the job goes on. */
  readonly signal?: AbortSignal | undefined;
  /** How long to wait altogether, in ms. Default: the operation's own deadline. */
  readonly timeout?: number | undefined;
  /** Time between polls, in ms, at least 1 000. Default: the operation's own cadence. */
  readonly interval?: number | undefined;
  /** Is told every step, the last one included. Not waited for: keep it short. */
  readonly onProgress?: ((step: OperationStep<T>) => void) | undefined;
}

/** What an operation needs of its client. */
export type OperationHost = Pick<Engine<unknown>, "config" | "budget" | "wait" | "waits" | "onDemand">;

/** How one kind of operation is polled. */
export interface OperationKind<T> {
  /** The operation that starts the job. */
  readonly kind: string;
  /** The row of the contract that says how to poll it. */
  readonly poll: PollInfo;
  /** How the job is read; asked for when it is polled first. */
  reader(): Promise<JobReader<T>>;
}

/** How one kind of job is read. */
export interface JobReader<T> {
  /**
   * One request.
   * @param memo what the read before has left
   */
  read(id: string, options: CallOptions | undefined, budget: Budget | undefined, memo?: string): Promise<PolledJob<T>>;
  /** What a failed state means. */
  failure(state: string, operation: string, correlationId: string | undefined, value: T): PuffleError;
  /** Stops the job, where the service can. */
  cancel?(id: string, options: CallOptions | undefined): Promise<void>;
}

/** A job as it was read. */
export interface PolledJob<T> {
  readonly state: string;
  readonly value: T;
  readonly correlationId: string | undefined;
  /** For the next read, in this process or another: one request may not be enough to see everything. */
  readonly memo?: string;
  /** When to look again, in ms, where it is not the contract's cadence. */
  readonly nextPollInMs?: number;
  /** No sooner than this, whatever the caller's `interval` says, in ms. */
  readonly atLeast?: number;
}

/** What an operation remembers from poll to poll. */
export interface PollState<T> {
  readonly host: OperationHost;
  readonly kind: OperationKind<T>;
  readonly id: string;
  polls: number;
  state: string;
  correlationId: string | undefined;
  memo: string | undefined;
}

/** Where an operation goes on. */
interface Resumed {
  readonly polls?: number;
  readonly correlationId?: string | undefined;
  readonly memo?: string | undefined;
}

/**
 * A job that runs on the service. The object holds no timer and does nothing until it is asked: `poll()` makes one
 * request, `wait()` and `for await` drive it here, and `toJSON()` gives a token with which `operations.resume` goes on in
 * any other process. It is no promise: awaiting it by mistake starts nothing.
 */
export class Operation<T> implements AsyncIterable<OperationStep<T>> {
  /** What is polled, such as the campaign's id. */
  readonly id: string;
  /** The operation that started the job, such as `launchCampaign`. */
  readonly kind: string;
  readonly #state: PollState<T>;

  /** @internal Made by the client's methods and by `operations.resume`. */
  constructor(
    host: OperationHost,
    kind: OperationKind<T>,
    id: string,
    { polls = 0, correlationId, memo }: Resumed = {},
  ) {
    this.id = id;
    this.kind = kind.kind;
    this.#state = { host, kind, id, polls, state: "unknown", correlationId, memo };
  }

  /**
   * Looks once: exactly one request, no retry, no wait. That is what a cron job or a durable engine needs.
   *
   * A failure that will pass (a lost connection, a 5xx, a 429 or its cooldown) is an answer: not done, when to come back,
   * and the error.
   * @returns the step; `nextPollInMs` is in ms
   * @throws OperationEndedError (or a subclass) when the job failed or was stopped
   * @throws AuthenticationError, PermissionDeniedError, NotFoundError and other errors that polling again can't cure
   */
  async poll(options?: CallOptions): Promise<OperationStep<T>> {
    const { pollOnce } = await this.#state.host.onDemand();
    return pollOnce(this.#state, options);
  }

  /**
   * Polls until the job has ended, waiting in between. Ending the wait does not end the job.
   * @param whole for the client's own methods: what is left of a larger deadline
   * @returns the job's result
   * @throws PollTimeoutError at the deadline, with a token
   * @throws AbortError when the signal ends the wait
   * @throws OperationEndedError when the job failed or was stopped
   */
  async wait(options?: WaitOptions<T>, whole?: Budget): Promise<T> {
    const { pollToEnd } = await this.#state.host.onDemand();
    return pollToEnd(this.#state, options, whole);
  }

  /** The steps one by one, waiting in between; the last one is done. Throws what `wait` throws. */
  async *steps(options?: WaitOptions<T>, whole?: Budget): AsyncGenerator<OperationStep<T>, void, undefined> {
    const { pollSteps } = await this.#state.host.onDemand();
    yield* pollSteps(this.#state, options, whole);
  }

  [Symbol.asyncIterator](): AsyncGenerator<OperationStep<T>, void, undefined> {
    return this.steps();
  }

  /**
   * Stops the job. One that has been cancelled before is success (P56).
   * @throws InputError where the service has no way to stop this kind of job: leaving the wait is all there is
   * @throws what the service's refusal means, such as NotCancellableError for a job that has ended
   */
  async cancel(options?: CallOptions): Promise<void> {
    const { kind } = this.#state;
    const reader = await kind.reader();
    if (!reader.cancel) {
      const problem = "can't be cancelled: the service has no way to stop this kind of job. Leave the wait instead";
      throw new InputError([{ field: "operation", problem }], kind.kind);
    }
    await reader.cancel(this.id, options);
  }

  /** What `operations.resume` goes on from, here or elsewhere; `JSON.stringify(operation)` writes it. */
  toJSON(): OperationToken {
    return tokenOf(this.#state);
  }
}

/** A job that this client has started. */
export class StartedOperation<T, Started> extends Operation<T> {
  /** What the service answered when it started the job. */
  readonly started: Started;

  /** @internal */
  constructor(host: OperationHost, kind: OperationKind<T>, id: string, started: Started, from: Resumed = {}) {
    super(host, kind, id, from);
    this.started = started;
  }
}

export function tokenOf<T>({ host, kind: { kind }, id, polls, correlationId, memo }: PollState<T>): OperationToken {
  const { origin } = new URL(host.config.baseURL);
  return makeToken({ kind, id, origin, polls, correlationId, memo });
}
