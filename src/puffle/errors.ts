import {
  BadRequestError,
  ConflictError,
  type ErrorDetails,
  OperationEndedError,
  PuffleError,
  ServerError,
  StatusError,
  UnprocessableEntityError,
} from "../core/errors.ts";
import type { LaunchBlocker, LaunchBlockerKind } from "./launch-blockers.ts";
import type { ItemError, ItemsReport } from "./signal-changes.ts";

/** A launch that is refused for what the campaign lacks (P27). */
export class LaunchBlockedError extends BadRequestError {
  static override readonly kind: string = "LaunchBlockedError";
  /** What is in the way. */
  readonly blocker: LaunchBlockerKind;
  /** All that is known to be in the way, each with what to do about it. */
  readonly blockers: readonly LaunchBlocker[];
  /** The campaign's status, where that is the blocker. */
  declare readonly campaignStatus?: string;
  /** Positions in the sequence, from 0, where content or a delay is the blocker. */
  declare readonly positions?: readonly number[];

  constructor(
    message: string,
    details: ErrorDetails & { readonly blockers: readonly [LaunchBlocker, ...LaunchBlocker[]] },
  ) {
    super(message, details);
    const [{ blocker, campaignStatus, positions }] = details.blockers;
    this.blocker = blocker;
    this.blockers = details.blockers;
    if (campaignStatus !== undefined) this.campaignStatus = campaignStatus;
    if (positions !== undefined) this.positions = positions;
  }
}

/** The change is only possible while the campaign is a draft (P36). */
export class CampaignNotDraftError extends BadRequestError {
  static override readonly kind: string = "CampaignNotDraftError";
}

/** Another launch of this campaign is under way (P24); come back after `retryAfterMs`. */
export class LaunchInProgressError extends ConflictError {
  static override readonly kind: string = "LaunchInProgressError";
}

/** The sender already has a thread with this recipient (P11). */
export class ExistingThreadError extends ConflictError {
  static override readonly kind: string = "ExistingThreadError";
  /** Their ids. */
  readonly existingThreads: readonly string[];

  constructor(message: string, details: ErrorDetails & { readonly existingThreads: readonly string[] }) {
    super(message, details);
    this.existingThreads = details.existingThreads;
  }
}

/** A search is still running, and only one may (P11, P52). */
export class SearchInProgressError extends ConflictError {
  static override readonly kind: string = "SearchInProgressError";
  /** The task of the search that is running, where it could be read. */
  declare readonly activeTaskId?: string;
  /** The task itself. Not enumerable: its prompt may name people. */
  declare readonly activeTask?: { readonly id: string };

  constructor(message: string, details: ErrorDetails & { readonly activeTask?: { readonly id: string } | undefined }) {
    super(message, details);
    const { activeTask: value } = details;
    if (value === undefined) return;
    this.activeTaskId = value.id;
    Object.defineProperty(this, "activeTask", { value, configurable: true });
  }
}

/** The list `all` has every lead: it can't be deleted, renamed or converted (P58). */
export class DefaultListError extends StatusError {
  static override readonly kind: string = "DefaultListError";
}

/** A lead search failed (P50). What it had saved until then is in its list, and paid for. */
export class LeadSearchFailedError extends OperationEndedError {
  static override readonly kind: string = "LeadSearchFailedError";
  /** What the service says about it, people left out. */
  declare readonly said?: string;

  constructor(message: string, details: ErrorDetails & { readonly state: string }) {
    super(message, details);
    if (details.said) this.said = details.said;
  }
}

/** The run has ended already, or its state changed meanwhile (P11). */
export class NotCancellableError extends ConflictError {
  static override readonly kind: string = "NotCancellableError";
  /** `run_not_cancellable` or `run_status_changed`. */
  declare readonly reason?: string;

  constructor(message: string, details: ErrorDetails & { readonly reason?: string | undefined }) {
    super(message, details);
    if (details.reason !== undefined) this.reason = details.reason;
  }
}

/** A list was read and nothing of it could be imported (P39). */
export class NothingImportedError extends UnprocessableEntityError {
  static override readonly kind: string = "NothingImportedError";
  /** The service's counts: duplicates, invalid, errors, total. */
  readonly counts: Readonly<Record<string, number>>;

  constructor(message: string, details: ErrorDetails & { readonly counts: Readonly<Record<string, number>> }) {
    super(message, details);
    this.counts = details.counts;
  }
}

/** The email went out, but the service could not save that it did (P15). It must not be sent again. */
export class MessageSentNotSavedError extends ServerError {
  static override readonly kind: string = "MessageSentNotSavedError";
  /** The thread that `threads.sendOneOff` wrote it in. */
  declare readonly threadId?: string;

  constructor(message: string, details: ErrorDetails & { readonly threadId?: string | undefined }) {
    super(message, details);
    if (details.threadId !== undefined) this.threadId = details.threadId;
  }
}

/** The sender is not connected, or not ready to send: a person must see to it in the dashboard (P76). Nothing was sent. */
export class SenderNotReadyError extends StatusError {
  static override readonly kind: string = "SenderNotReadyError";
}

/** The launch fell back to draft, or never happened (P21): nothing is being sent. */
export class LaunchRolledBackError extends OperationEndedError {
  static override readonly kind: string = "LaunchRolledBackError";
}

/** The workspace is not set up: a person must finish the company profile first (P78). */
export class WorkspaceNotReadyError extends PuffleError {
  static override readonly kind: string = "WorkspaceNotReadyError";
  /** What is missing: `context`, `profile`, or both. */
  readonly missing: readonly string[];

  constructor(message: string, details: ErrorDetails & { readonly missing: readonly string[] }) {
    super(message, details);
    this.missing = details.missing;
  }
}

/** The client's own spend limit does not hold what the call may cost, or nobody can say what that is (P60). Nothing was sent. */
export class SpendLimitError extends PuffleError {
  static override readonly kind: string = "SpendLimitError";
  /** The client's limit, in credits. */
  readonly limit: number;
  /** What the call may cost, and what is left of the limit; undefined where the price is not known. */
  declare readonly required?: number;
  declare readonly balance?: number;
  /** How many of the call's items the rest of the limit covers. */
  declare readonly affordable?: number;

  constructor(
    message: string,
    details: ErrorDetails & {
      readonly limit: number;
      readonly required?: number;
      readonly balance?: number;
      readonly affordable?: number;
    },
  ) {
    super(message, details);
    const { limit, required, balance, affordable } = details;
    this.limit = limit;
    if (required !== undefined) this.required = required;
    if (balance !== undefined) this.balance = balance;
    if (affordable !== undefined) this.affordable = affordable;
  }
}

/** There are 20 signal types already, the built-in ones included (P73). */
export class SignalTypeLimitError extends BadRequestError {
  static override readonly kind: string = "SignalTypeLimitError";
}

/** Items of a batch failed; `throwIfAnyFailed` throws it. */
export class ItemsFailedError extends PuffleError {
  static override readonly kind: string = "ItemsFailedError";
  /** The whole report. Not enumerable: what the service says of an item may name people. */
  declare readonly report: ItemsReport;

  constructor(message: string, details: ErrorDetails & { readonly report: ItemsReport }) {
    super(message, details);
    Object.defineProperty(this, "report", { value: details.report, configurable: true });
  }

  /** The items that the service refused by themselves, each with its id, its index and why. */
  get failed(): readonly ItemError[] {
    return this.report.errors;
  }
}

/**
 * Throws where any item of a batch was not done: refused, not fit to be sent, in doubt, or not sent.
 * @param report what `signals.update` and the like return
 * @throws ItemsFailedError with the report
 */
export function throwIfAnyFailed(report: ItemsReport): void {
  const { errors, rejected, unknown, notSent } = report;
  if (errors.length + rejected.length + unknown + notSent === 0) return;
  // A code names no person; a sentence may.
  const codes = errors.map(({ error }) => (/^[\w.-]{1,40}$/.test(error) ? error : "refused"));
  const named = [...errors.keys()].slice(0, 5).map((place) => `item ${errors[place]?.index}: ${codes[place]}`);
  const more = errors.length > named.length ? ", …" : "";
  const list = named.length > 0 ? ` (${named.join(", ")}${more})` : "";
  const counts = `${errors.length} failed${list}, ${rejected.length} rejected, ${unknown} unknown, ${notSent} not sent`;
  const message = `Not every item was done: ${counts}. See error.report.`;
  const outcome = unknown > 0 ? "unknown" : isNothingDone(report) ? "not_sent" : "sent";
  const next = unknown > 0 ? "check_outcome" : "fix_request";
  throw new ItemsFailedError(message, { code: "items_failed", outcome, next, report });
}

/** Whether no item was done, as far as the report says; one that went on from another's checkpoint stands for that one too. */
function isNothingDone({ updated, deleted, results, earlier = 0 }: ItemsReport): boolean {
  const done = updated ?? deleted ?? results?.filter(({ dm, comment }) => dm || comment);
  return done?.length === 0 && earlier === 0;
}
