import type { AfterFailure } from "./after-failure.ts";
import type { KeyRequest } from "./ask-key.ts";
import type { AttemptState, AttemptTools, Job } from "./attempts.ts";
import type { Check } from "./checks.ts";
import type { PuffleError } from "./errors.ts";
import type { OperationStep, PollState, WaitOptions } from "./operation.ts";
import type { CallOptions } from "./options.ts";
import type { Page, PageSource } from "./pages.ts";
import type { Unusable } from "./unusable.ts";
import type { Validator } from "./validation.ts";
import type { Budget } from "./waits.ts";

/**
 * What a client needs only once something is asked for, answered or gone wrong. A service loads it when it is first
 * needed, in the package from a file of its own, so that starting up costs little.
 */
export interface OnDemand {
  readonly afterFailure: AfterFailure;
  /** What answers are checked with. */
  readonly validate: Validator;
  /** Looks at a call's options; throws InputError. */
  checkCallOptions(options: unknown, operation: string, more?: Readonly<Record<string, Check>>): void;
  /** Says why a success can't be used. */
  unusable(facts: Unusable): PuffleError;
  /** Where `apiKey` is a function. */
  askKey(source: () => string | Promise<string>, request: KeyRequest): Promise<string>;
  /** Waits until an attempt may begin; gives back what frees its slot. */
  admitted(tools: AttemptTools, job: Job, state: AttemptState): Promise<(() => void) | undefined>;
  readPages<T>(source: PageSource<T>): AsyncGenerator<Page<T>, void, undefined>;
  pollOnce<T>(job: PollState<T>, options: CallOptions | undefined): Promise<OperationStep<T>>;
  pollSteps<T>(
    job: PollState<T>,
    options: WaitOptions<T> | undefined,
    whole: Budget | undefined,
  ): AsyncGenerator<OperationStep<T>, void, undefined>;
  pollToEnd<T>(job: PollState<T>, options: WaitOptions<T> | undefined, whole: Budget | undefined): Promise<T>;
}
