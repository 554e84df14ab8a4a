import type { components, operations } from "../../generated/leadlex.types.ts";
import type { Immutable } from "../core/contract.ts";
import type { Engine } from "../core/engine.ts";

type Schemas = components["schemas"];

type QueryOf<Name extends keyof operations> = operations[Name] extends { parameters: { query?: infer Query } }
  ? NonNullable<Query>
  : never;

/** @internal The engine of a LeadLex client. The contract's types have answers out of their envelopes (L08), as it hands them on. */
export type LeadLexEngine = Engine<operations>;

export type Campaign = Schemas["Campaign"];
/** A campaign as the list shows it. */
export type CampaignRow = Schemas["CampaignRow"];
/** Where to begin, and how many a page. */
export type CampaignsQuery = Immutable<QueryOf<"listCampaigns">>;
export type DeletedCampaign = Schemas["DeletedCampaign"];
export type CampaignStats = Schemas["CampaignStats"];
export type CampaignUpdate = Immutable<Schemas["CampaignUpdate"]>;
export type CreatedCampaign = Schemas["CreatedCampaign"];
export type NewCampaign = Immutable<Schemas["NewCampaign"]>;
export type PausedCampaign = Schemas["PausedCampaign"];
/** A contact's place in a campaign. */
export type CampaignContact = Schemas["CampaignContact"];
/** Which contacts of a campaign to list. */
export type CampaignContactsQuery = Immutable<QueryOf<"listCampaignContacts">>;
export type RemovedCampaignContact = Schemas["RemovedCampaignContact"];
export type Step = Schemas["Step"];
export type NewStep = Immutable<Schemas["NewStep"]>;
export type StepUpdate = Immutable<Schemas["StepUpdate"]>;
export type DeletedStep = Schemas["DeletedStep"];
/** A piece of Lexi's work that waits for a person, or has been decided on. */
export type LexiTask = Schemas["LexiTask"];
export type LexiTaskStatus = "pending" | "approved" | "dismissed" | "completed" | "failed";
/** Which tasks to list. */
export type LexiTasksQuery = Immutable<QueryOf<"listLexiTasks">>;
export type LexiMessage = Immutable<Schemas["LexiMessage"]>;
/** What Lexi answers. */
export type LexiChat = Schemas["LexiChat"];
export type TaskApproved = Schemas["TaskApproved"];
export type TaskDismissed = Schemas["TaskDismissed"];
/** A list of contacts. */
export type ContactList = Schemas["List"];
export type NewContactList = Immutable<Schemas["NewList"]>;
/** Where to begin, and how many a page. */
export type ContactListsQuery = Immutable<QueryOf<"listLists">>;
export type DeletedContactList = Schemas["DeletedList"];
export type RemovedListContact = Schemas["RemovedListContact"];
export type Contact = Schemas["Contact"];
/** A contact as the list shows it. */
export type ContactRow = Schemas["ContactRow"];
/** Which contacts to list. */
export type ContactsQuery = Immutable<QueryOf<"listContacts">>;
export type CreatedContact = Schemas["CreatedContact"];
export type NewContact = Immutable<Schemas["NewContact"]>;
export type ContactUpdate = Immutable<Schemas["ContactUpdate"]>;
export type UpdatedContact = Schemas["UpdatedContact"];
export type DeletedContact = Schemas["DeletedContact"];
/** One of many contacts to create; the name is needed. */
export type BulkContact = Immutable<Schemas["BulkContact"]>;
export type Webhook = Schemas["Webhook"];
export type NewWebhook = Immutable<Schemas["NewWebhook"]>;
/** A webhook with its secret, which is never shown again. */
export type CreatedWebhook = Schemas["CreatedWebhook"];
export type WebhookUpdate = Immutable<Schemas["WebhookUpdate"]>;
export type UpdatedWebhook = Schemas["UpdatedWebhook"];
export type DeletedWebhook = Schemas["DeletedWebhook"];

/** Without the place that open enums keep for what is not known yet. */
type Known<Value> = Value extends string ? (string extends Value ? never : Value) : never;

/** The documented codes of LeadLex's errors (L05); there may be others. */
export type LeadLexErrorCode = Known<Schemas["Error"]["code"]>;

/** Something of the service, or its id. */
export type Ref = string | { readonly id: string };

/** @internal The id of something or of its reference; whether it is one is looked at where it is sent. */
export function idOf(ref: Ref): string {
  return typeof ref === "object" && ref !== null ? readId(() => ref.id) : ref;
}

/** @internal What can't even be read is no id: the call is refused, as it is for any other that is none. */
export function readId(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
