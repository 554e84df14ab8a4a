import type { components, operations } from "../../generated/puffle.types.ts";
import type { Immutable } from "../core/contract.ts";
import type { Engine } from "../core/engine.ts";

type Schemas = components["schemas"];

/** @internal The engine of a Puffle client. */
export type PuffleEngine = Engine<operations>;

/** A campaign's channel; it decides which sequence nodes and which leads it takes. */
export type Channel = "email" | "linkedin";

export type Campaign = Schemas["Campaign"];
export type CampaignDetail = Schemas["CampaignDetail"];
export type CampaignStats = Schemas["CampaignStats"];
export type CampaignUpdate = Immutable<Schemas["CampaignUpdate"]>;
export type CampaignSenders = Schemas["CampaignSenders"];
export type CampaignSettings = Schemas["CampaignSettings"];
export type CampaignLead = Schemas["CampaignLead"];
export type CampaignLeadChanges = Immutable<Schemas["CampaignLeadChanges"]>;
/** A lead to add: email campaigns need `email`, LinkedIn campaigns `linkedin_url`. */
export type NewCampaignLead = Immutable<Schemas["NewCampaignLead"]>;
export type CampaignListImport = Immutable<Schemas["CampaignListImport"]>;
export type GeneratedMessage = Schemas["GeneratedMessage"];
export type GeneratedMessageUpdate = Immutable<Schemas["GeneratedMessageUpdate"]>;
export type SequenceNode = Schemas["SequenceNode"];
export type SequenceNodeUpdate = Immutable<Schemas["SequenceNodeUpdate"]>;
export type Sender = Schemas["Sender"];
export type SenderDetail = Schemas["SenderDetail"];
export type SenderSchedule = Schemas["SenderSchedule"];
export type SkippedProspect = Schemas["SkippedProspect"];
export type Lead = Schemas["Lead"];
/** A lead to create or import. Send what tells it from others: a LinkedIn URL, an email address, a company's domain. */
export type NewLead = Immutable<Schemas["NewLead"]>;
/** The same, with null where nothing is known. */
type OrNull<T> = { readonly [Name in keyof T]: T[Name] | null };
type RowsOf<T> = T extends readonly (infer Item)[] ? readonly OrNull<Item>[] : T;
/** A lead to import, as a table has it: null where nothing is known is not sent. Its type and its name are needed. */
export type NewLeadRow = Pick<NewLead, "type"> & { readonly name: OrNull<NewLead["name"]> } & OrNull<
    Omit<NewLead, "type" | "name" | "company" | "location" | "socials" | "contacts" | "sources">
  > & {
    readonly [Group in "company" | "location"]?: OrNull<NonNullable<NewLead[Group]>> | null;
  } & { readonly [Series in "socials" | "contacts" | "sources"]?: RowsOf<NonNullable<NewLead[Series]>> | null };
/** What to change of a lead; only the members that are sent. */
export type LeadChanges = Immutable<Omit<Schemas["LeadUpdate"], "id">>;
/** Which leads of the workspace to list. */
export type LeadQuery = Immutable<NonNullable<operations["listLeads"]["parameters"]["query"]>>;
export type NewLeadSearch = Immutable<Schemas["NewLeadSearch"]>;
export type LeadSearchTask = Schemas["LeadSearchTask"];
export type LeadSearchStarted = Pick<Schemas["LeadSearchStarted"], "task" | "list">;
export type LeadSearchResults = Schemas["LeadSearchResults"];
/** A list of leads. */
export type LeadList = Schemas["List"];
export type NewLeadList = Immutable<Schemas["NewList"]>;
/** What to change of a list; only the members that are sent. */
export type LeadListChanges = Immutable<Omit<Schemas["ListUpdate"], "id">>;
/** A list of leads, or its id. */
export type LeadListRef = string | { readonly id: string };
/** Which leads of a list to list. */
export type ListLeadQuery = Immutable<NonNullable<operations["listListLeads"]["parameters"]["query"]>>;
export type DuplicateCheck = Immutable<Schemas["DuplicateCheck"]>;
export type DuplicateCount = Schemas["DuplicateCount"];
export type Signal = Schemas["Signal"];
export type SignalLead = Schemas["SignalLead"];
export type SignalType = Schemas["SignalType"];
export type NewSignalType = Immutable<Schemas["NewSignalType"]>;
/** Which sources there are, in a shape that is not documented. */
export type SignalSourceList = Schemas["SignalSources"];
export type SignalSettings = Schemas["SignalSettings"];
export type SignalSettingsUpdate = Immutable<Schemas["SignalSettingsUpdate"]>;
export type SignalMessageResult = Schemas["SignalMessageResult"];
export type SignalDirectMessage = Schemas["SignalDirectMessage"];
export type SignalComment = Schemas["SignalComment"];
export type NewSignalSearch = Immutable<Schemas["NewSignalSearch"]>;
export type SignalSearch = Schemas["SignalSearch"];
export type SignalSearchResult = Schemas["SignalSearchResult"];
export type SignalSearchStarted = Pick<Schemas["SignalSearchStarted"], "id" | "status">;
export type SignalAnalytics = Schemas["SignalAnalytics"];
export type SignalKeywordStats = Schemas["SignalKeywordStats"];
/** A query whose ids may be an array; the wire has them separated by commas. */
type ByIds<Query> = Immutable<Omit<NonNullable<Query>, "ids">> & { readonly ids?: readonly string[] | string };
/** Which signals to list. */
export type SignalQuery = ByIds<operations["listSignals"]["parameters"]["query"]>;
/** Which people or companies behind signals to list. */
export type SignalLeadQuery = ByIds<operations["listSignalLeads"]["parameters"]["query"]>;
/** Which keywords to list. */
export type KeywordQuery = Immutable<
  Omit<NonNullable<operations["getSignalAnalytics"]["parameters"]["query"]>, "type" | "keywordId">
>;
export type WorkspaceContext = Schemas["WorkspaceContext"];
export type WorkspaceProfile = Schemas["WorkspaceProfile"];
export type WorkspaceContextResult = Schemas["WorkspaceContextResult"];
export type WorkspaceContextUpdate = Immutable<Schemas["WorkspaceContextUpdate"]>;
export type AccountResult = Schemas["AccountResult"];
export type AccountUpdate = Immutable<Schemas["AccountUpdate"]>;
export type AccountUpdated = Schemas["AccountUpdated"];
export type CreditsConfig = Schemas["CreditsConfig"];
export type Thread = Schemas["Thread"];
export type ThreadDetail = Schemas["ThreadDetail"];
export type ThreadsQuery = NonNullable<operations["listThreads"]["parameters"]["query"]>;
export type ThreadUpdate = Immutable<Schemas["ThreadUpdate"]>;
export type ThreadDeleted = Schemas["ThreadDeleted"];
/** A draft of a one-off email: at least one member. */
export type NewThread = Immutable<Schemas["NewThread"]>;
export type ThreadMessage = Schemas["ThreadMessage"];
export type ThreadMessageSent = Schemas["ThreadMessageSent"];
export type NewThreadMessage = Immutable<Schemas["NewThreadMessage"]>;
export type ThreadAttachment = Schemas["ThreadAttachment"];
export type ThreadAttachmentInput = Immutable<Schemas["ThreadAttachmentInput"]>;
/** A thread, or its id. */
export type ThreadRef = string | { readonly id: string };
export type ConnectLink = Schemas["ConnectLink"];
/** An email account on a sending domain; the list and the answers to changes leave out its status. */
export type Inbox = Schemas["Sender"];
export type NewInbox = Immutable<Schemas["NewInbox"]>;
export type InboxUpdate = Immutable<Schemas["InboxUpdate"]>;
export type WarmupAnalytics = Schemas["WarmupAnalytics"];
export type InboxWarmup = Schemas["InboxWarmup"];
/** A sending domain. */
export type Domain = Schemas["Domain"];
export type NewDomain = Immutable<Schemas["NewDomain"]>;
/** `verified` can't be set by hand. */
export type DomainUpdate = Immutable<Schemas["DomainUpdate"]>;
export type DomainDnsRecords = Schemas["DomainDnsRecords"];
export type EnrichmentCatalogEntry = Schemas["EnrichmentCatalogEntry"];
export type EnrichmentStarted = Schemas["EnrichmentStarted"];
export type EnrichmentRun = Schemas["EnrichmentRun"];
export type EnrichmentItem = Schemas["EnrichmentItem"];
export type CancelledEnrichmentRun = Schemas["CancelledEnrichmentRun"];
export type EnrichmentItemsQuery = NonNullable<operations["listEnrichmentItems"]["parameters"]["query"]>;
export type NewEnrichment = Immutable<Schemas["NewEnrichment"]>;
/** An enrichment to start: previews are made by `enrichment.preview`. */
export type NewEnrichmentRun = Omit<NewEnrichment, "mode"> & { readonly mode?: "persisted" };
/** An enrichment to plan; it needs no key, because nothing is charged. */
export type EnrichmentPreview = Omit<NewEnrichment, "mode" | "idempotencyKey">;

type NewCampaignBody = Immutable<Schemas["NewCampaign"]>;

/** A new email campaign; LinkedIn's settings are not among its members. */
export type NewEmailCampaign = Omit<NewCampaignBody, "type" | "skip_other_campaigns" | "operating_hours"> & {
  readonly type: "email";
};
/** A new LinkedIn campaign; email's settings are not among its members. */
export type NewLinkedInCampaign = Omit<
  NewCampaignBody,
  "type" | "daily_limit" | "stop_on_reply" | "open_tracking" | "signature"
> & { readonly type: "linkedin" };
export type NewCampaign = NewEmailCampaign | NewLinkedInCampaign;

/** A campaign whose channel the compiler knows. */
export type EmailCampaign = Campaign & { readonly type: "email" };
export type LinkedInCampaign = Campaign & { readonly type: "linkedin" };

/** A campaign, or its id. With a campaign whose channel is known, what does not belong there doesn't compile. */
export type CampaignRef = string | { readonly id: string; readonly type?: string };

/** Narrows a campaign that was read to its channel. */
export function isEmailCampaign(campaign: Campaign): campaign is EmailCampaign {
  return campaign.type === "email";
}

/** Narrows a campaign that was read to its channel. */
export function isLinkedInCampaign(campaign: Campaign): campaign is LinkedInCampaign {
  return campaign.type === "linkedin";
}

/** @internal The id of a campaign or of its reference; whether it is one is looked at where the path is made. */
export function idOf(ref: CampaignRef | LeadListRef): string {
  return typeof ref === "object" && ref !== null ? ref.id : ref;
}

/** What Puffle answers to a delete. */
export interface Deleted {
  /** Always true. */
  readonly success?: boolean;
}
