export * from "./core/public.ts";
export type { AddLeadsOptions } from "./puffle/add-leads.ts";
export type { FileContent, NewAttachment } from "./puffle/attachment.ts";
export type { BuildReport } from "./puffle/build-sequence.ts";
export { Puffle, type Route } from "./puffle/client.ts";
export type { CreateThreadOptions } from "./puffle/create-thread.ts";
export type { EnrichmentOptions } from "./puffle/enrich.ts";
export {
  CampaignNotDraftError,
  DefaultListError,
  ExistingThreadError,
  ItemsFailedError,
  LaunchBlockedError,
  LaunchInProgressError,
  LaunchRolledBackError,
  LeadSearchFailedError,
  MessageSentNotSavedError,
  NotCancellableError,
  NothingImportedError,
  SearchInProgressError,
  SenderNotReadyError,
  SignalTypeLimitError,
  SpendLimitError,
  throwIfAnyFailed,
  WorkspaceNotReadyError,
} from "./puffle/errors.ts";
export type { ListImportReport } from "./puffle/import-from-list.ts";
export type { ImportLeadsOptions, LeadImportProgress, LeadImportReport } from "./puffle/import-leads.ts";
export type { AnyOperation, JobKind, Jobs } from "./puffle/jobs.ts";
export type { LaunchDispatched, LaunchReconciled, LaunchReport, LaunchResult } from "./puffle/launch.ts";
export type { LaunchBlocker, LaunchBlockerKind } from "./puffle/launch-blockers.ts";
export type { LeadRef, MembershipOptions, MembershipProgress, MembershipReport } from "./puffle/list-membership.ts";
export type {
  AiStepNode,
  ChannelNodes,
  ConnectionRequestNode,
  DelayNode,
  EmailNode,
  EndNode,
  MessageNode,
  NewNode,
  NodeFor,
} from "./puffle/nodes.ts";
export type { Estimate, PaidAction, Price } from "./puffle/prices.ts";
export type { PuffleOptions } from "./puffle/purse.ts";
export type { Readiness } from "./puffle/readiness.ts";
export type { LeadsToRemove, RemovalProgress, RemovalReport, RemoveLeadsOptions } from "./puffle/remove-leads.ts";
export type { Account } from "./puffle/resources/account.ts";
export type { CampaignLeads, CampaignLeadsQuery } from "./puffle/resources/campaign-leads.ts";
export type { CampaignMessages } from "./puffle/resources/campaign-messages.ts";
export type { Campaigns } from "./puffle/resources/campaigns.ts";
export type { Context } from "./puffle/resources/context.ts";
export type { Credits } from "./puffle/resources/credits.ts";
export type { Domains } from "./puffle/resources/domains.ts";
export type { Enrichment } from "./puffle/resources/enrichment.ts";
export type { Inboxes } from "./puffle/resources/inboxes.ts";
export type { Leads } from "./puffle/resources/leads.ts";
export type { ListLeads } from "./puffle/resources/list-leads.ts";
export type { Lists } from "./puffle/resources/lists.ts";
export type { Senders } from "./puffle/resources/senders.ts";
export type { SequenceNodes } from "./puffle/resources/sequence-nodes.ts";
export type { SignalScans } from "./puffle/resources/signal-settings.ts";
export type { SignalSources } from "./puffle/resources/signal-sources.ts";
export type { SignalTypes } from "./puffle/resources/signal-types.ts";
export type { Signals } from "./puffle/resources/signals.ts";
export type { ThreadAttachments } from "./puffle/resources/thread-attachments.ts";
export type { ThreadMessages, ThreadMessagesQuery } from "./puffle/resources/thread-messages.ts";
export type { Threads } from "./puffle/resources/threads.ts";
export type { OneOffEmail, OneOffLeft, OneOffReport } from "./puffle/send-one-off.ts";
export type * from "./puffle/signal-changes.ts";
export type * from "./puffle/types.ts";
export { isEmailCampaign, isLinkedInCampaign } from "./puffle/types.ts";
export type { WatchEnd, WatchStep } from "./puffle/watch.ts";
export type { WatchedCampaign, WatchManyStep } from "./puffle/watch-many.ts";
export { VERSION } from "./version.ts";
