import type { ApiResponse } from "../core/call.ts";
import { checkIds } from "../core/check-ids.ts";
import type { CallOptions } from "../core/options.ts";
import { isRecord } from "../core/record.ts";
import type { DuplicateCheck, DuplicateCount, LeadSearchTask, PuffleEngine } from "./types.ts";

/** Lists searches; an empty id would list them all. */
export async function listSearches(
  engine: PuffleEngine,
  query: { readonly taskId?: string },
  options: CallOptions | undefined,
): Promise<ApiResponse<LeadSearchTask[]>> {
  checkGiven("listLeadSearches", query, ["taskId"]);
  return engine.call("listLeadSearches", { query }, options, { pick: "tasks" }).withResponse();
}

/** Counts duplicates; an empty id of the list that does not count would count it. */
export async function checkDuplicates(
  engine: PuffleEngine,
  body: DuplicateCheck,
  options: CallOptions | undefined,
): Promise<ApiResponse<DuplicateCount>> {
  checkGiven("checkListDuplicates", body, ["searchId", "excludeListId"]);
  return engine.call("checkListDuplicates", { body }, options).withResponse();
}

/** Looks at the ids of these names that were given, all at once. */
function checkGiven(operation: string, given: unknown, names: readonly string[]): void {
  if (!isRecord(given)) return;
  const ids = names.filter((name) => given[name] !== undefined).map((name) => [name, given[name]] as const);
  checkIds(operation, Object.fromEntries(ids));
}
