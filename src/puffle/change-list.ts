import type { ApiResponse } from "../core/call.ts";
import { checkIds } from "../core/check-ids.ts";
import { unlessGone } from "../core/delete-once.ts";
import type { CallOptions } from "../core/options.ts";
import {
  type Deleted,
  idOf,
  type LeadList,
  type LeadListChanges,
  type LeadListRef,
  type PuffleEngine,
} from "./types.ts";

/** Changes a list; its id goes into the body. */
export async function updateList(
  engine: PuffleEngine,
  list: LeadListRef,
  changes: LeadListChanges,
  options: CallOptions | undefined,
): Promise<ApiResponse<LeadList>> {
  const id = idOf(list);
  checkIds("updateList", { id });
  return engine.call("updateList", { body: { ...changes, id } }, options, { pick: "list" }).withResponse();
}

/** Deletes a list; its leads stay. */
export async function deleteList(
  engine: PuffleEngine,
  list: LeadListRef,
  options: CallOptions | undefined,
): Promise<ApiResponse<Deleted>> {
  const id = idOf(list);
  checkIds("deleteList", { id });
  return unlessGone(engine.call("deleteList", { body: { id } }, options), { success: true });
}
