import type { PollInfo } from "./contract.ts";
import type { Engine } from "./engine.ts";
import type { PuffleError } from "./errors.ts";
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
  /** Is told every step, the last one included. */
  readonly onProgress?: ((step: OperationStep<T>) => void) | undefined;
}

/** What an operation needs of its client. */
export type OperationHost = Pick<Engine<unknown>, "config" | "budget" | "wait" | "onDemand">;

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
  /** One request. */
  read(id: string, options: CallOptions | undefined, budget: Budget | undefined): Promise<PolledJob<T>>;
  /** What a failed state means. */
  failure(state: string, operation: string, correlationId: string | undefined): PuffleError;
}

/** A job as it was read. */
export interface PolledJob<T> {
  readonly state: string;
  readonly value: T;
  readonly correlationId: string | undefined;
}

/** What an operation remembers from poll to poll. */
export interface PollState<T> {
  readonly host: OperationHost;
  readonly kind: OperationKind<T>;
  readonly id: string;
  polls: number;
  state: string;
  correlationId: string | undefined;
  token(): OperationToken;
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
  constructor(host: OperationHost, kind: OperationKind<T>, id: string, resumed?: OperationToken) {
    this.id = id;
    this.kind = kind.kind;
    const { polls = 0, correlationId } = resumed ?? {};
    this.#state = { host, kind, id, polls, state: "unknown", correlationId, token: () => this.toJSON() };
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
    for await (const step of this.steps(options, whole)) {
      options?.onProgress?.(step);
      if (step.done) return step.value;
    }
    throw new Error("unreachable: the last step is done, or an error");
  }

  /** The steps one by one, waiting in between; the last one is done. Throws what `wait` throws. */
  async *steps(options?: WaitOptions<T>, whole?: Budget): AsyncGenerator<OperationStep<T>, void, undefined> {
    const { pollSteps } = await this.#state.host.onDemand();
    yield* pollSteps(this.#state, options, whole);
  }

  [Symbol.asyncIterator](): AsyncGenerator<OperationStep<T>, void, undefined> {
    return this.steps();
  }

  /** What `operations.resume` goes on from, here or elsewhere; `JSON.stringify(operation)` writes it. */
  toJSON(): OperationToken {
    const { host, polls, correlationId } = this.#state;
    const { origin } = new URL(host.config.baseURL);
    return makeToken({
      kind: this.kind,
      id: this.id,
      origin,
      polls,
      ...(correlationId !== undefined && { correlationId }),
    });
  }
}
