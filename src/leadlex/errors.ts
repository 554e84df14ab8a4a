import {
  BadRequestError,
  ConflictError,
  type ErrorDetails,
  hide,
  OperationEndedError,
  PuffleError,
  StatusError,
} from "../core/errors.ts";
import type { LeadLexErrorCode, LexiTask } from "./types.ts";

/**
 * Whether an error is LeadLex's answer with this code (L05).
 * @example
 * if (hasCode(error, "campaign_not_found")) await leadlex.campaigns.create(body);
 */
export function hasCode<Code extends LeadLexErrorCode>(
  error: unknown,
  code: Code,
): error is StatusError & { readonly code: Code } {
  return error instanceof StatusError && error.code === code;
}

/** What keeps a campaign from being started. */
export type StartRefusal = "empty" | "already_running" | "paused" | "unknown";

/** A start that is refused: the campaign has no recipients, or was started before. */
export class StartRefusedError extends BadRequestError {
  static override readonly kind: string = "StartRefusedError";
  readonly reason: StartRefusal;

  constructor(message: string, details: ErrorDetails & { readonly reason: StartRefusal }) {
    super(message, details);
    this.reason = details.reason;
  }
}

/** Why nothing was approved: nobody was asked, who was asked threw an error, or answered something else. */
export type NoApproval = "no_callback" | "callback_failed" | "unusable_answer";

/**
 * The campaign was started and waits for a person's approval, and nobody has given it here (L02). Nothing is being sent.
 * `token` takes the wait up, here or elsewhere; `lexi.tasks.approve(taskId)` approves.
 */
export class ApprovalRequiredError extends PuffleError {
  static override readonly kind: string = "ApprovalRequiredError";
  readonly why: NoApproval;
  readonly campaignId: string;
  readonly taskId: string;
  /** What `operations.resume` takes, in this process or another. */
  readonly token: object;
  /** What is to be approved. Not enumerable: its description may name people. */
  declare readonly task: LexiTask;

  constructor(
    message: string,
    details: ErrorDetails & {
      readonly why: NoApproval;
      readonly campaignId: string;
      readonly task: LexiTask;
      readonly token: object;
    },
  ) {
    super(message, { outcome: "sent", next: "ask_human", ...details });
    this.why = details.why;
    this.campaignId = details.campaignId;
    this.taskId = details.task.id;
    this.token = details.token;
    hide(this, "task", details.task);
  }
}

interface StartEnd extends ErrorDetails {
  readonly state: string;
  readonly task: LexiTask | undefined;
}

/** A start that came to nothing: the campaign is not sending. The subclasses say why. */
export class StartEndedError extends OperationEndedError {
  static override readonly kind: string = "StartEndedError";
  /** The task that was to be approved, where there was one. */
  declare readonly taskId?: string;
  /** As it was seen last. Not enumerable: its description may name people. */
  declare readonly task?: LexiTask;

  constructor(message: string, details: StartEnd) {
    super(message, { outcome: "not_sent", next: "ask_human", ...details });
    if (details.task) this.taskId = details.task.id;
    hide(this, "task", details.task);
  }
}

/** Somebody dismissed the start's task (L03): the campaign is not launched, and this task can't be approved any more. */
export class CampaignDismissedError extends StartEndedError {
  static override readonly kind: string = "CampaignDismissedError";
}

/** The start was approved and failed while Lexi carried it out. */
export class CampaignStartFailedError extends StartEndedError {
  static override readonly kind: string = "CampaignStartFailedError";
}

/** The start's task is in none of the lists, looked through repeatedly (L04), and the campaign is not running. */
export class TaskVanishedError extends StartEndedError {
  static override readonly kind: string = "TaskVanishedError";
}

/** The task has been decided on otherwise (L03): what is dismissed can't be approved, nor the other way round. */
export class TaskNotPendingError extends BadRequestError {
  static override readonly kind: string = "TaskNotPendingError";
  /** What has become of it, where that could be seen. */
  declare readonly taskStatus?: string;
  /** The task. Not enumerable: its description may name people. */
  declare readonly task?: LexiTask;

  constructor(message: string, details: ErrorDetails & { readonly task?: LexiTask | undefined }) {
    super(message, details);
    if (details.task) this.taskStatus = details.task.status;
    hide(this, "task", details.task);
  }
}

/** Only an active campaign can be paused. */
export class CampaignNotActiveError extends ConflictError {
  static override readonly kind: string = "CampaignNotActiveError";
}

/** The ways in which a delivery fails to be a webhook of LeadLex that came just now (L10). */
export type WebhookFailure =
  | "signature_missing"
  | "signature_malformed"
  | "signature_mismatch"
  | "timestamp_missing"
  | "timestamp_malformed"
  | "timestamp_stale"
  | "timestamp_in_future"
  | "event_malformed";

/** A delivery that `verifyWebhook` does not let through (L10): answer it with a 400, and do nothing with its body. */
export class WebhookVerificationError extends PuffleError {
  static override readonly kind: string = "WebhookVerificationError";
  /** What it failed by. */
  declare readonly code: WebhookFailure;

  constructor(message: string, details: ErrorDetails & { readonly code: WebhookFailure }) {
    super(message, details);
  }
}

/**
 * A webhook was registered, and its secret did not arrive: the answer was lost, came without it, or could not be handed out. The
 * secret is shown only once, so nobody has it. Delete the webhook and create it again.
 */
export class WebhookSecretLostError extends PuffleError {
  static override readonly kind: string = "WebhookSecretLostError";
  /** The webhook's id. */
  readonly webhookId: string;

  constructor(message: string, details: ErrorDetails & { readonly webhookId: string }) {
    super(message, { outcome: "sent", next: "fix_request", ...details });
    this.webhookId = details.webhookId;
  }
}
