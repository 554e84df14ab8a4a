/** What every service's entry exports of the core. */
export type {
  BatchOptions,
  BatchProgress,
  BatchReport,
  Items,
  Rejection,
  Repetition,
  Unsettled,
} from "./batches.ts";
export type { ApiResponse, Call } from "./call.ts";
export type { BatchCheckpoint } from "./checkpoint.ts";
export { type Clock, systemClock } from "./clock.ts";
export type { CreateOptions } from "./create-once.ts";
export {
  AbortError,
  type AttemptRecord,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  DuplicateNameError,
  type FailureKind,
  IncompleteError,
  InputError,
  InsufficientCreditsError,
  isPuffleError,
  type NextStep,
  NotFoundError,
  OperationEndedError,
  type Outcome,
  OutcomeUnknownError,
  PermissionDeniedError,
  PollTimeoutError,
  type Problem,
  PuffleError,
  RateLimitError,
  ResponseMismatchError,
  ServerError,
  StatusError,
  TimeoutError,
  TokenError,
  UnprocessableEntityError,
  UnreadableResponseError,
} from "./errors.ts";
export type { CallEvent, DriftEvent, Hooks, Logger, ResponseEvent, RetryEvent } from "./events.ts";
export type { Operation, OperationStep, StartedOperation, WaitOptions } from "./operation.ts";
export type { CallOptions, ClientOptions } from "./options.ts";
export type { List, Page } from "./pages.ts";
export { defaultPolicy, type RetryChange, type RetryKey, type RetryOptions, type RetryRule } from "./policy.ts";
export type { OperationToken } from "./token.ts";
export type { WatchOptions } from "./watching.ts";
