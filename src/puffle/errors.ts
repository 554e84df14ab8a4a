import {
  BadRequestError,
  ConflictError,
  type ErrorDetails,
  OperationEndedError,
  PuffleError,
  ServerError,
  UnprocessableEntityError,
} from "../core/errors.ts";
import type { LaunchBlocker, LaunchBlockerKind } from "./launch-blockers.ts";

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

/** The name (or label) is taken (P11). `{ ifExists: "return" }` fetches the one that has it. */
export class DuplicateNameError extends ConflictError {
  static override readonly kind: string = "DuplicateNameError";
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

/** A search is still running, and only one may (P11). */
export class SearchInProgressError extends ConflictError {
  static override readonly kind: string = "SearchInProgressError";
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
