/**
 * What is known about the work a failed call asked for. `not_sent`: it was not carried out (never sent, or refused);
 * `sent`: it was; `unknown`: it may have been, and must be checked before anybody sends it again.
 */
export type Outcome = "not_sent" | "sent" | "unknown";

/** What to do about an error (P80). */
export type NextStep = "fix_request" | "ask_human" | "use_existing" | "wait" | "check_outcome" | "try_again";

/** One attempt of a call, as errors list them (P81). Times in ms. */
export interface AttemptRecord {
  readonly attempt: number;
  /** The HTTP status, where an answer came. */
  readonly status?: number;
  /** Why there was no usable answer. */
  readonly failure?: FailureKind;
  readonly correlationId?: string;
  readonly durationMs: number;
  /** How long the call waited before the next attempt. */
  readonly waitedMs?: number;
}

/**
 * How an attempt ended without a usable answer: no connection was made (`connect`, so nothing was sent), it broke
 * (`lost`), it took too long (`timeout`), the answer can't be read (`unreadable`), or the caller gave up (`aborted`).
 */
export type FailureKind = "connect" | "lost" | "timeout" | "unreadable" | "aborted";

export interface ErrorDetails {
  readonly code: string;
  readonly operation?: string | undefined;
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  readonly status?: number | undefined;
  readonly correlationId?: string | undefined;
  readonly attempts?: readonly AttemptRecord[] | undefined;
  readonly outcome?: Outcome | undefined;
  readonly next?: NextStep | undefined;
  readonly retryAfterMs?: number | undefined;
  /** The service's own sentence, people left out. */
  readonly said?: string | undefined;
  readonly cause?: unknown;
  /** What was sent and what came back; kept off every printed form (P82). */
  readonly requestBody?: unknown;
  readonly body?: unknown;
}

const BRAND = Symbol.for("puffle-sdk.error");

/**
 * The base of every error this SDK throws.
 *
 * `instanceof` works across copies and formats of the package: classes are recognised by name, not by identity.
 */
export class PuffleError extends Error {
  static readonly kind: string = "PuffleError";

  /** The service's own code where it sent one (`invalid_request`), else the SDK's (`outcome_unknown`). */
  readonly code: string;
  /** The operation's id in the contract, such as `launchCampaign`. */
  declare readonly operation?: string;
  declare readonly method?: string;
  /** The path's template, without ids. */
  declare readonly path?: string;
  /** The HTTP status of the last answer. */
  declare readonly status?: number;
  /** What support needs to trace the call. */
  declare readonly correlationId?: string;
  /** Every attempt that was made, oldest first. */
  readonly attempts: readonly AttemptRecord[];
  readonly outcome: Outcome;
  readonly next: NextStep;
  /** When to come back, in ms from now. */
  declare readonly retryAfterMs?: number;
  /** Where the SDK made the idempotency key of a call in doubt: give it to the same call again, and nothing is done twice. */
  declare readonly idempotencyKey?: string;
  /** In a list that goes by cursor: where to go on reading it (P59). */
  declare readonly cursor?: string;
  /** In a list that goes by page number: the page that could not be read. */
  declare readonly page?: number;
  /** What the service answered: parsed, or text cut to 64 kB. Not enumerable: it may hold people's data. */
  declare readonly body?: unknown;
  /** What was sent. Not enumerable: it may hold people's data. */
  declare readonly requestBody?: unknown;

  constructor(message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.attempts = details.attempts ?? [];
    this.outcome = details.outcome ?? "not_sent";
    this.next = details.next ?? "ask_human";
    if (details.operation !== undefined) this.operation = details.operation;
    if (details.method !== undefined) this.method = details.method;
    if (details.path !== undefined) this.path = details.path;
    if (details.status !== undefined) this.status = details.status;
    if (details.correlationId !== undefined) this.correlationId = details.correlationId;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
    hide(this, "body", details.body);
    hide(this, "requestBody", details.requestBody);
  }

  /** The class's name; `AbortError` for an abort, as everywhere. */
  override get name(): string {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a class's instances are made by it, which TypeScript does not know
    const { kind } = this.constructor as typeof PuffleError;
    return kind;
  }

  /** The names of this error's class and of all above it, as other copies of the package look them up. */
  get [BRAND](): readonly string[] {
    const kinds: string[] = [];
    for (let proto: unknown = this.constructor; typeof proto === "function"; proto = Object.getPrototypeOf(proto)) {
      const kind: unknown = Object.hasOwn(proto, "kind") ? Reflect.get(proto, "kind") : undefined;
      if (typeof kind === "string") kinds.push(kind);
    }
    return kinds;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // A user's own subclass without a `kind` is told apart the ordinary way.
    if (!Object.hasOwn(this, "kind")) return Function.prototype[Symbol.hasInstance].call(this, value);
    const kinds: unknown = typeof value === "object" && value !== null ? Reflect.get(value, BRAND) : undefined;
    return Array.isArray(kinds) && kinds.includes(this.kind);
  }

  /** Safe to log: no key, no bodies, nobody's data. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message, ...Object.fromEntries(Object.entries(this)) };
  }
}

/** @internal Hangs on an error what may hold people's data: off every printed form (P82). */
export function hide(error: PuffleError, name: string, value: unknown): void {
  if (value !== undefined) Object.defineProperty(error, name, { value, configurable: true, writable: true });
}

/** Whether a value is an error of this SDK, from whichever copy of the package. */
export function isPuffleError(value: unknown): value is PuffleError {
  return value instanceof PuffleError;
}

export interface Problem {
  /** Where: an option, a parameter, `nodes[2].body`. */
  readonly field: string;
  /** What is wrong and what would be right; never the key, never a person's data. */
  readonly problem: string;
}

/** The call was refused before anything was sent; `problems` names everything that is wrong with it. */
export class InputError extends PuffleError {
  static override readonly kind: string = "InputError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], operation?: string, next: NextStep = "fix_request") {
    const list = problems.map(({ field, problem }) => `${field} ${problem}`).join("; ");
    super(`${operation ?? "puffle-sdk"}: ${list}. Nothing was sent.`, { code: "invalid_input", operation, next });
    this.problems = problems;
  }
}

/** The service answered with a status that means failure. The subclasses name the common ones. */
export class StatusError extends PuffleError {
  static override readonly kind: string = "StatusError";
  /** The service's own sentence, with people's data replaced by what it is. */
  declare readonly said?: string;

  constructor(message: string, details: ErrorDetails) {
    super(message, details);
    if (details.said) this.said = details.said;
  }
}

/** 400: the payload is wrong (P09). */
export class BadRequestError extends StatusError {
  static override readonly kind: string = "BadRequestError";
}

/** 401: the key is not valid, or no longer (P03). */
export class AuthenticationError extends StatusError {
  static override readonly kind: string = "AuthenticationError";
}

/** 402: the credits don't cover it (P16). */
export class InsufficientCreditsError extends StatusError {
  static override readonly kind: string = "InsufficientCreditsError";
  /** Credits that the call needs, and credits that there are, as the service says. */
  declare readonly required?: number;
  declare readonly balance?: number;
  /** How many of the call's items the balance covers; undefined where a single item's price can't be told. */
  declare readonly affordable?: number;

  constructor(
    message: string,
    details: ErrorDetails & {
      readonly required?: number | undefined;
      readonly balance?: number | undefined;
      readonly affordable?: number | undefined;
    },
  ) {
    super(message, details);
    if (details.required !== undefined) this.required = details.required;
    if (details.balance !== undefined) this.balance = details.balance;
    if (details.affordable !== undefined) this.affordable = details.affordable;
  }
}

/** 403: the workspace lacks the feature (P04). */
export class PermissionDeniedError extends StatusError {
  static override readonly kind: string = "PermissionDeniedError";
}

/** 404: it does not exist, or belongs to another workspace (P10). */
export class NotFoundError extends StatusError {
  static override readonly kind: string = "NotFoundError";
}

/** 409: it exists already, or its state is in the way (P11). */
export class ConflictError extends StatusError {
  static override readonly kind: string = "ConflictError";
}

/** The name (or label) is taken (P11). `{ ifExists: "return" }` fetches the one that has it. */
export class DuplicateNameError extends ConflictError {
  static override readonly kind: string = "DuplicateNameError";
}

/** 422: understood and refused (P12). */
export class UnprocessableEntityError extends StatusError {
  static override readonly kind: string = "UnprocessableEntityError";
}

/** 429: too many requests; `retryAfterMs` says when to come back (P13). Nothing was carried out. */
export class RateLimitError extends StatusError {
  static override readonly kind: string = "RateLimitError";
}

/** 5xx: the service failed, and went on failing after the retries (P81). */
export class ServerError extends StatusError {
  static override readonly kind: string = "ServerError";
}

/** No connection (`code: "connection_failed"`: nothing was sent), or it broke (`"connection_lost"`). */
export class ConnectionError extends PuffleError {
  static override readonly kind: string = "ConnectionError";
}

/** An attempt (`code: "attempt_timeout"`) or the whole call (`"deadline_exceeded"`) took too long. */
export class TimeoutError extends PuffleError {
  static override readonly kind: string = "TimeoutError";
}

/** The caller's signal ended the call; `cause` is the signal's reason. Its `name` is `AbortError`, as everywhere. */
export class AbortError extends PuffleError {
  static override readonly kind: string = "AbortError";
}

/** A success whose body can't be read: empty, cut off, not JSON, too large, or not what the operation answers. */
export class UnreadableResponseError extends PuffleError {
  static override readonly kind: string = "UnreadableResponseError";
}

/** Under `validation: "strict"`: the answer does not fit the contract. `problems` says where. A write was carried out. */
export class ResponseMismatchError extends PuffleError {
  static override readonly kind: string = "ResponseMismatchError";
  readonly problems: readonly Problem[];

  constructor(message: string, details: ErrorDetails & { problems: readonly Problem[] }) {
    super(message, details);
    this.problems = details.problems;
  }
}

/** A write may have happened and is not sent again (P17). `candidates` are what was found when looking for it. */
export class OutcomeUnknownError extends PuffleError {
  static override readonly kind: string = "OutcomeUnknownError";
  /** Ids of objects that may be this call's work. */
  readonly candidates: readonly string[];

  constructor(message: string, details: ErrorDetails & { candidates?: readonly string[] | undefined }) {
    super(message, { outcome: "unknown", next: "check_outcome", ...details });
    this.candidates = details.candidates ?? [];
  }
}

/** Work in several steps stopped half-way; `report` holds what was done, `cause` what stopped it. */
export class IncompleteError<Report = unknown> extends PuffleError {
  static override readonly kind: string = "IncompleteError";
  /** What was done until then. Not enumerable: it may hold people's data. */
  declare readonly report: Report;

  constructor(message: string, details: ErrorDetails & { report: Report }) {
    super(message, details);
    hide(this, "report", details.report);
  }
}

/** An operation's token is corrupted, of another version, or belongs to another service. */
export class TokenError extends PuffleError {
  static override readonly kind: string = "TokenError";
}

/** A wait came to its deadline while the job was still running: the job goes on, and `token` takes the wait up again. */
export class PollTimeoutError extends PuffleError {
  static override readonly kind: string = "PollTimeoutError";
  /** The last state that was seen. */
  readonly state: string;
  /** What `operations.resume` takes, in this process or another; also in this error's JSON. */
  readonly token: object;

  constructor(message: string, details: ErrorDetails & { state: string; token: object }) {
    super(message, details);
    this.state = details.state;
    this.token = details.token;
  }
}

/** The job ended without success: it failed, or somebody stopped it. */
export class OperationEndedError extends PuffleError {
  static override readonly kind: string = "OperationEndedError";
  readonly state: string;

  constructor(message: string, details: ErrorDetails & { state: string }) {
    super(message, details);
    this.state = details.state;
  }
}
