import type { ApiResponse } from "../core/call.ts";
import { checkIds } from "../core/check-ids.ts";
import { unlessGone } from "../core/delete-once.ts";
import type { CallOptions } from "../core/options.ts";
import type { Deleted, Lead, LeadChanges, PuffleEngine } from "./types.ts";

/** Changes one lead of the workspace; its id goes into the body. */
export async function updateWorkspaceLead(
  engine: PuffleEngine,
  id: string,
  changes: LeadChanges,
  options: CallOptions | undefined,
): Promise<ApiResponse<Lead>> {
  checkIds("updateLead", { id });
  return engine.call("updateLead", { body: { ...changes, id } }, options, { pick: "lead" }).withResponse();
}

/** Deletes a lead from the workspace. */
export async function deleteLead(
  engine: PuffleEngine,
  id: string,
  options: CallOptions | undefined,
): Promise<ApiResponse<Deleted>> {
  checkIds("deleteLead", { id });
  return unlessGone(engine.call("deleteLead", { body: { id } }, options), { success: true });
}
