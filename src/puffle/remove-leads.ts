import { operations } from "../../generated/puffle.operations.ts";
import { checkCallOptions } from "../core/call-options.ts";
import { IncompleteError, InputError, PuffleError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { checkIds } from "./check-ids.ts";
import { type CampaignRef, idOf, type PuffleEngine } from "./types.ts";

/** Which leads to remove: by id, or all of them. */
export type LeadsToRemove = readonly string[] | { readonly all: true };

/** Removes leads for good, as many a request as it takes (P38). */
export async function removeLeads(
  engine: PuffleEngine,
  campaign: CampaignRef,
  which: LeadsToRemove,
  options: CallOptions | undefined,
): Promise<{ readonly deleted: number | "all" }> {
  const operation = "removeLeadsFromCampaign";
  checkCallOptions(options, operation);
  const path = { id: idOf(campaign) };
  checkIds(operation, path);
  if (!isList(which)) {
    if (Object(which).all !== true) throw refuse("must be an array of ids, or { all: true }");
    const { data } = await engine.answer(operation, { path, body: { all: true } }, options);
    return { deleted: typeof data.deleted === "number" ? data.deleted : "all" };
  }
  if (which.length === 0) throw refuse("is empty: there is nothing to remove");
  checkIds(operation, Object.fromEntries(which.map((id, index) => [`which[${index}]`, id])));
  const { max } = operations.removeLeadsFromCampaign.maxItems;
  let deleted = 0;
  for (let start = 0; start < which.length; start += max) {
    const body = { prospect_ids: which.slice(start, start + max) };
    try {
      const answer = await engine.answer(operation, { path, body }, options);
      const { deleted: count } = answer.data;
      if (typeof count !== "number") throw await engine.unreadable(operation, answer, "has no count");
      deleted += count;
    } catch (error) {
      if (!(error instanceof PuffleError) || start === 0) throw error;
      const message = `${operation}: stopped after ${start} of ${which.length} leads: ${error.message}`;
      throw IncompleteError.from(error, message, { deleted });
    }
  }
  return { deleted };
}

function isList(which: LeadsToRemove): which is readonly string[] {
  return Array.isArray(which);
}

function refuse(problem: string): InputError {
  return new InputError([{ field: "which", problem }], "removeLeadsFromCampaign");
}
