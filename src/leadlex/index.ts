export * from "../core/public.ts";
export { VERSION } from "../version.ts";
export type { AddCampaignContactsOptions } from "./add-campaign-contacts.ts";
export type { AdditionOptions, AdditionProgress, AdditionReport } from "./add-contacts.ts";
export type { ListAdditionReport } from "./add-list-contacts.ts";
export type {
  BulkContactRow,
  BulkCreateOptions,
  BulkCreateProgress,
  BulkCreateReport,
} from "./bulk-create-contacts.ts";
export { LeadLex, type Route } from "./client.ts";
export type { ApprovalAnswer, ApprovalRequest, Approve } from "./consent.ts";
export type { ContactRef } from "./contact-refs.ts";
export {
  ApprovalRequiredError,
  CampaignDismissedError,
  CampaignNotActiveError,
  CampaignStartFailedError,
  hasCode,
  type NoApproval,
  StartEndedError,
  type StartRefusal,
  StartRefusedError,
  TaskNotPendingError,
  TaskVanishedError,
  type WebhookFailure,
  WebhookSecretLostError,
  WebhookVerificationError,
} from "./errors.ts";
export type { ContactIncludes } from "./get-contact.ts";
export type { CampaignStart } from "./jobs.ts";
export type { RateLimit } from "./rate-limit.ts";
export type { CampaignContacts } from "./resources/campaign-contacts.ts";
export type { Campaigns } from "./resources/campaigns.ts";
export type { Contacts } from "./resources/contacts.ts";
export type { Lexi } from "./resources/lexi.ts";
export type { LexiTasks } from "./resources/lexi-tasks.ts";
export type { Lists } from "./resources/lists.ts";
export type { Steps } from "./resources/steps.ts";
export type { Webhooks } from "./resources/webhooks.ts";
export { type SignWebhookOptions, signWebhook } from "./sign-webhook.ts";
export type { StartedActive, StartedPending, StartResult } from "./start.ts";
export type { StartAndWaitOptions, StartReport } from "./start-and-wait.ts";
export type * from "./types.ts";
export { type VerifyWebhookOptions, verifyWebhook } from "./verify-webhook.ts";
export type { WatchStep } from "./watch.ts";
export {
  type BulkWebhookData,
  isWebhookEvent,
  type KnownWebhookEvent,
  type UnknownWebhookEvent,
  type WebhookData,
  type WebhookEvent,
  type WebhookEventType,
} from "./webhook-events.ts";
export type { WebhookHeaders } from "./webhook-headers.ts";
export type { RawBody } from "./webhook-signature.ts";
