import {
  AbortError,
  type AttemptRecord,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  type ErrorDetails,
  type FailureKind,
  InsufficientCreditsError,
  type NextStep,
  NotFoundError,
  OutcomeUnknownError,
  PermissionDeniedError,
  type PuffleError,
  RateLimitError,
  ServerError,
  StatusError,
  TimeoutError,
  UnprocessableEntityError,
  UnreadableResponseError,
} from "./errors.ts";
import { at } from "./record.ts";
import type { Failed } from "./transport.ts";

/** What a service may say about an answer that means failure, in place of the default for its status. */
export interface StatusFacts {
  readonly operation: string;
  readonly status: number;
  /** The service's sentence, as it came: it may name people, so it is matched, never shown. */
  readonly said: string;
  /** The code that the service sent, if it sent one. */
  readonly ownCode: string | undefined;
  readonly body: unknown;
  /** What to read to see whether it happened. */
  readonly check: string | undefined;
  readonly details: ErrorDetails;
}

/** A limit on requests that was reached. */
export interface Quota {
  /** Until requests are let through again, in ms. */
  readonly wait: number;
  /** Whether it is nothing to wait for within a call: the call fails at once and says when to come back. */
  readonly usedUp: boolean;
}

/** What a service adds to its failures. */
export interface ServiceWords {
  /** A more telling error than the status's own, where the service says more. */
  special(facts: StatusFacts): PuffleError | undefined;
  /** How long to wait after a 429 that brings no Retry-After. */
  quota?(headers: Headers | undefined, now: number): Quota;
  /** The contract's `x-personal-fields`. */
  readonly personal: readonly string[];
  /** What to read to see whether an operation happened, by operation: the contract's `x-check`. */
  readonly checks: Readonly<Record<string, string>>;
}

/** A failed call, whole. */
export interface FailedCall {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly attempts: readonly AttemptRecord[];
  /** Whether some attempt may have been carried out. */
  readonly unknown: boolean;
  readonly requestBody: unknown;
  /** How many items the body's list has, where the operation has one. */
  readonly items: number | undefined;
  readonly correlationId: string | undefined;
  readonly retryAfterMs: number | undefined;
  /** Whether the id was seen by this client before: a 404 then means something else (P80). */
  readonly known: boolean;
  /** What to read to see whether it happened. */
  readonly check: string | undefined;
  /** Makes foreign text fit to print: no key, nobody's data. */
  readonly clean: (text: string) => string;
  readonly cause?: unknown;
  readonly special: (facts: StatusFacts) => PuffleError | undefined;
}

/** Code and next step by status: the playbook's table (P80), and what the field does where it is silent. */
const STATUSES: Readonly<
  Record<
    number,
    readonly [
      code: string,
      next: NextStep,
      advice: string,
      make: new (message: string, details: ErrorDetails) => PuffleError,
    ]
  >
> = {
  400: ["invalid_request", "fix_request", "Fix the request; the same one will be refused again", BadRequestError],
  401: ["unauthorized", "ask_human", "Ask for a valid API key; nothing was retried", AuthenticationError],
  402: [
    "insufficient_credits",
    "ask_human",
    "Ask for more credits, or for leave to do less; nothing was done",
    InsufficientCreditsError,
  ],
  403: [
    "forbidden",
    "ask_human",
    "The workspace lacks this feature: tell the person who owns it",
    PermissionDeniedError,
  ],
  404: ["not_found", "fix_request", "Check the id: it does not exist, or belongs to another workspace", NotFoundError],
  409: ["conflict", "use_existing", "Fetch the existing one and go on with it", ConflictError],
  422: [
    "unprocessable_entity",
    "fix_request",
    "Change the request; the same one will be refused again",
    UnprocessableEntityError,
  ],
  429: ["rate_limited", "wait", "Nothing was carried out; come back later", RateLimitError],
};

const server: (typeof STATUSES)[number] = [
  "internal_error",
  "ask_human",
  "Report it with the correlation id",
  ServerError,
];
const unavailable: (typeof STATUSES)[number] = ["service_unavailable", "wait", "Come back later", ServerError];
const other: (typeof STATUSES)[number] = [
  "unexpected_status",
  "ask_human",
  "The contract does not know this status",
  StatusError,
];
const redirected: (typeof STATUSES)[number] = [
  "unexpected_redirect",
  "fix_request",
  "Redirects are not followed, so that the key stays where it belongs: check baseURL",
  StatusError,
];

/** The typed error for an answer whose status means failure (P07–P13). */
export function statusError(call: FailedCall, status: number, body: unknown, text: string | undefined): PuffleError {
  const kind =
    STATUSES[status] ?? (status === 503 ? unavailable : status >= 500 ? server : status < 400 ? redirected : other);
  const [code, next, advice, Kind] = kind;
  const known = status === 404 && call.known;
  const said = saidBy(body, text);
  const ownCode = at(body, "error.code");
  const own = typeof ownCode === "string" && /^[\w.-]{1,64}$/.test(ownCode) ? ownCode : undefined;
  const details = {
    ...base(call),
    cause: call.cause,
    code: own ?? code,
    next: known ? ("ask_human" as const) : next,
    status,
    said: said && call.clean(said).trim().replace(/\.+$/, ""),
    body: body ?? (text || undefined),
  };
  const facts = { operation: call.operation, status, said: said ?? "", ownCode: own, body, check: call.check, details };
  const special = call.special(facts);
  if (special) return special;
  if (Kind === InsufficientCreditsError) return insufficientCredits(call, details);
  return new Kind(messageOf(details, adviceFor(call, status, advice), call.check), details);
}

/** What to do, where a status alone says too little. */
function adviceFor(call: FailedCall, status: number, advice: string): string {
  if (status !== 404) return advice;
  if (call.known) return "It existed before, so somebody may have removed it: ask";
  // No id of the caller's is in the address: then it is the address that is wrong.
  return call.path.includes("{") || call.requestBody !== undefined
    ? advice
    : "There is no id in it, so check baseURL: is that the address of this very service?";
}

/** What an error for a status says: the service's sentence, what to do, what is in doubt, and the trace. */
export function messageOf(
  { operation, status, said, retryAfterMs, outcome, correlationId, attempts = [] }: Omit<ErrorDetails, "code">,
  advice: string,
  check?: string,
): string {
  const when = retryAfterMs === undefined ? "" : ` (in ${seconds(retryAfterMs)})`;
  const which = attempts.length > 1 ? "An earlier attempt" : "It";
  const doubt = outcome === "unknown" ? `. ${which} may have been carried out${checkFor({ check })}` : "";
  const answered = [status, said].filter((part) => part !== undefined && part !== "").join(" ");
  return `${operation}: ${answered}${answered && ". "}${advice}${when}${doubt}.${trace({ correlationId, attempts })}`;
}

/** P16: how much it needs, how much there is, and how many of its items that covers. */
function insufficientCredits(call: FailedCall, details: ErrorDetails): PuffleError {
  const { items, check } = call;
  const [required, balance] = ["required", "balance"].map((name) => {
    const amount = at(details.body, name);
    return typeof amount === "number" && Number.isFinite(amount) ? amount : undefined;
  });
  const price = required !== undefined && items ? required / items : undefined;
  const affordable = price && balance !== undefined ? Math.max(0, Math.floor(balance / price)) : undefined;
  const sums = required === undefined ? "" : `It needs ${required} credits, the balance is ${balance ?? "not known"}. `;
  const smaller = affordable
    ? `At most ${affordable} of the ${items} items are covered: ask for leave to do so many. `
    : "";
  const advice = `${sums}${smaller}Ask for more credits; nothing was done`;
  return new InsufficientCreditsError(messageOf(details, advice, check), { ...details, required, balance, affordable });
}

/** The service's sentence in whichever shape it came: `{ error: { message } }`, `{ error: "text" }`, or plain text. */
export function saidBy(body: unknown, text: string | undefined): string | undefined {
  for (const path of ["error.message", "error", "message"]) {
    const found = at(body, path);
    if (typeof found === "string" && found) return found.slice(0, 500);
  }
  // A page of HTML says nothing that belongs in a sentence.
  return text && !/^\s*[<{[]/.test(text) ? text.slice(0, 200) : undefined;
}

/** The typed error for an attempt that got no usable answer. */
export function failureError(
  call: FailedCall,
  result: Failed,
  failure: FailureKind | number,
  limit: { ms: number; deadline: boolean },
): PuffleError {
  const details = { ...base(call), cause: call.cause, ...(result.status !== undefined && { status: result.status }) };
  const doubt = call.unknown ? ` It may have been carried out${checkFor(call)}.` : " Nothing was changed; try again.";
  const next: NextStep = call.unknown ? "check_outcome" : "try_again";
  const end = doubt + trace(call);
  if (failure === "timeout") {
    const what = limit.deadline ? "the call's deadline passed" : `no whole answer within ${seconds(limit.ms)}`;
    return new TimeoutError(`${call.operation}: ${what}.${end}`, {
      ...details,
      next,
      code: limit.deadline ? "deadline_exceeded" : "attempt_timeout",
    });
  }
  if (failure === "unreadable") {
    // Cut short only when it is clean: half a key would not be found. A header may be too long to be looked through.
    const problem = call.clean((result.problem ?? "can't be read").slice(0, 1_000)).slice(0, 200);
    const message = `${call.operation}: the service answered ${result.status}, but the body ${problem}.${end}`;
    return new UnreadableResponseError(message, {
      ...details,
      next,
      code: "unreadable_response",
      body: result.text || undefined,
    });
  }
  const connect = failure === "connect";
  const message = `${call.operation}: ${connect ? "no connection to the service" : "the connection was lost"}.${end}`;
  return new ConnectionError(message, { ...details, next, code: connect ? "connection_failed" : "connection_lost" });
}

/** The caller's signal ended the call. */
export function abortError(call: FailedCall, reason: unknown): PuffleError {
  const doubt = call.unknown ? `It may have been carried out${checkFor(call)}` : "Nothing was changed";
  const message = `${call.operation}: aborted. ${doubt}.${trace(call)}`;
  return new AbortError(message, {
    ...base(call),
    code: "aborted",
    cause: reason,
    next: call.unknown ? "check_outcome" : "try_again",
  });
}

/** A wait does not fit before the deadline, or the deadline has passed: fail at once and say when to come back. */
export function deadlineError(call: FailedCall): PuffleError {
  const when = call.retryAfterMs === undefined ? "" : ` Come back in ${seconds(call.retryAfterMs)}.`;
  const doubt = call.unknown ? ` It may have been carried out${checkFor(call)}.` : " Nothing was changed.";
  const message = `${call.operation}: the call's deadline passed.${doubt}${when}${trace(call)}`;
  return new TimeoutError(message, {
    ...base(call),
    code: "deadline_exceeded",
    cause: call.cause,
    next: call.unknown ? "check_outcome" : "try_again",
  });
}

/** An operation that must not be repeated may have happened (P17). */
export function outcomeUnknown(
  call: FailedCall,
  cause: PuffleError,
  candidates?: readonly string[],
): OutcomeUnknownError {
  const message = `${call.operation}: nobody knows whether it happened, so it was not sent again. Check ${call.check ?? "before sending it again"}.${trace(call)}`;
  return new OutcomeUnknownError(message, {
    ...base({ ...call, unknown: true }),
    ...(cause.status !== undefined && { status: cause.status }),
    code: "outcome_unknown",
    next: "check_outcome",
    cause,
    candidates,
    body: cause.body,
  });
}

function base(call: FailedCall) {
  return {
    operation: call.operation,
    method: call.method,
    path: call.path,
    attempts: call.attempts,
    correlationId: call.correlationId,
    outcome: call.unknown ? ("unknown" as const) : ("not_sent" as const),
    retryAfterMs: call.retryAfterMs,
    requestBody: call.requestBody,
  };
}

/** P08: the correlation id stands in every message. */
function trace(call: Pick<FailedCall, "correlationId" | "attempts">): string {
  const parts = [];
  if (call.correlationId !== undefined) parts.push(`correlation id ${call.correlationId}`);
  if (call.attempts.length > 1) parts.push(`${call.attempts.length} attempts`);
  return parts.length > 0 ? ` (${parts.join(", ")})` : "";
}

/** What to read to see whether it happened. */
function checkFor(call: Pick<FailedCall, "check">): string {
  return call.check === undefined ? "" : `: check ${call.check} before sending it again`;
}

function seconds(ms: number): string {
  return `${Math.ceil(ms / 100) / 10} s`;
}
