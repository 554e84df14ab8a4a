import { type ErrorDetails, PuffleError } from "../core/errors.ts";

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
 * A webhook was registered and the answer with its secret was lost: the secret is shown only once, so nobody has it. Delete
 * the webhook and create it again.
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
