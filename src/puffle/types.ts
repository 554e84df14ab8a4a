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
export function idOf(ref: CampaignRef): string {
  return typeof ref === "object" && ref !== null ? ref.id : ref;
}
