import type { ApiResponse, Call } from "../core/call.ts";
import { unlessGone } from "../core/delete-once.ts";
import type { CallOptions } from "../core/options.ts";
import type {
  DeletedCampaign,
  DeletedContact,
  DeletedContactList,
  DeletedStep,
  DeletedWebhook,
  LeadLexEngine,
  LeadLexErrorCode,
  RemovedCampaignContact,
  RemovedListContact,
} from "./types.ts";

/** Path parameters. */
type Of<Name extends string> = { readonly [Id in Name]: string };

/** Deletes a draft. */
export function deleteCampaign(
  engine: LeadLexEngine,
  path: Of<"id">,
  options: CallOptions | undefined,
): Promise<ApiResponse<DeletedCampaign>> {
  const gone = { deleted: true, id: path.id };
  return unlessDeleted(engine.call("deleteCampaign", { path }, options), gone, "campaign_not_found");
}

/** Takes a contact out of a campaign. */
export function removeCampaignContact(
  engine: LeadLexEngine,
  path: Of<"id" | "contact_id">,
  options: CallOptions | undefined,
): Promise<ApiResponse<RemovedCampaignContact>> {
  const gone = { removed: true, campaign_id: path.id, contact_id: path.contact_id };
  return unlessDeleted(engine.call("removeCampaignContact", { path }, options), gone, "enrollment_not_found");
}

/** Takes a contact off a list; it stays in the workspace. */
export function removeListContact(
  engine: LeadLexEngine,
  path: Of<"list_id" | "contact_id">,
  options: CallOptions | undefined,
): Promise<ApiResponse<RemovedListContact>> {
  const gone = { removed: true, ...path };
  return unlessDeleted(engine.call("removeListContact", { path }, options), gone, "membership_not_found");
}

/** Deletes a step. */
export function deleteStep(
  engine: LeadLexEngine,
  path: Of<"id" | "step_id">,
  options: CallOptions | undefined,
): Promise<ApiResponse<DeletedStep>> {
  const gone = { deleted: true, id: path.step_id };
  return unlessDeleted(engine.call("deleteStep", { path }, options), gone, "step_not_found");
}

/** Deletes a list; its contacts stay. */
export function deleteList(
  engine: LeadLexEngine,
  path: Of<"id">,
  options: CallOptions | undefined,
): Promise<ApiResponse<DeletedContactList>> {
  const gone = { deleted: true, id: path.id };
  return unlessDeleted(engine.call("deleteList", { path }, options), gone, "list_not_found");
}

/** Deletes a contact. */
export function deleteContact(
  engine: LeadLexEngine,
  path: Of<"id">,
  options: CallOptions | undefined,
): Promise<ApiResponse<DeletedContact>> {
  const gone = { deleted: true, id: path.id };
  return unlessDeleted(engine.call("deleteContact", { path }, options), gone, "not_found");
}

/** Deletes a webhook. */
export function deleteWebhook(
  engine: LeadLexEngine,
  path: Of<"id">,
  options: CallOptions | undefined,
): Promise<ApiResponse<DeletedWebhook>> {
  const gone = { deleted: true, id: path.id };
  return unlessDeleted(engine.call("deleteWebhook", { path }, options), gone, "webhook_not_found");
}

/**
 * A delete that was sent again finds nothing where the lost attempt has done the work: that is success.
 * @param gone the answer that was lost
 * @param code what newer pages call the 404 for what is deleted; the older ones have one code for all
 */
function unlessDeleted<Answer>(call: Call<Answer>, gone: Answer, code: LeadLexErrorCode): Promise<ApiResponse<Answer>> {
  return unlessGone(call, gone, [code, "not_found"]);
}
