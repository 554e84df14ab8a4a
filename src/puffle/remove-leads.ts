import { operations } from "../../generated/puffle.operations.ts";
import {
  type BatchCounts,
  type BatchOptions,
  type BatchProgress,
  type ChunkResult,
  type Items,
  sendBatches,
  type Unsettled,
} from "../core/batches.ts";
import { batchChecks, checkCallOptions } from "../core/call-options.ts";
import { checkIds } from "../core/check-ids.ts";
import type { BatchCheckpoint } from "../core/checkpoint.ts";
import { InputError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { idProblem } from "../core/path.ts";
import { isRecord } from "../core/record.ts";
import { rosterTotal, totalAfterLoss } from "./roster-total.ts";
import { type CampaignRef, idOf, type PuffleEngine } from "./types.ts";

const OPERATION = "removeLeadsFromCampaign";

/** A lead that was read, or its id. */
type Removable = string | { readonly id: string };

/** Which leads to remove: by id, from any source of any length, or all of them. */
export type LeadsToRemove = Items<Removable> | { readonly all: true };

/** How far a removal has come. */
export interface RemovalProgress extends Pick<BatchProgress, "received" | "chunks" | "checkpoint"> {
  readonly deleted: number;
}

export interface RemoveLeadsOptions extends CallOptions, BatchOptions<RemovalProgress> {}

/** What became of the ids: `received = deleted + missing + rejected.length + repeated.length + unknown + notSent`. */
export interface RemovalReport extends Unsettled {
  readonly deleted: number;
  /** How many were not on the roster. */
  readonly missing: number;
  /** Where a later run may go on. */
  readonly checkpoint: BatchCheckpoint;
}

/** Removes the whole roster: one request. */
export async function removeAllLeads(
  engine: PuffleEngine,
  campaign: CampaignRef,
  options: CallOptions | undefined,
): Promise<{ readonly deleted: number | "all" }> {
  checkCallOptions(options, OPERATION);
  const input = { path: { id: idOf(campaign) }, body: { all: true as const } };
  const { data } = await engine.answer(OPERATION, input, options);
  return { deleted: typeof data.deleted === "number" ? data.deleted : "all" };
}

/** Removes leads for good, as many a request as it takes (P38). */
export async function removeLeads(
  engine: PuffleEngine,
  campaign: CampaignRef,
  leads: Items<Removable>,
  options: RemoveLeadsOptions = {},
): Promise<RemovalReport> {
  checkCallOptions(options, OPERATION, batchChecks);
  const { onProgress, checkpoint, ...each } = options;
  const id = idOf(campaign);
  checkIds(OPERATION, { id });
  if (!isSource(leads))
    throw new InputError([{ field: "which", problem: "must be ids from any source, or { all: true }" }], OPERATION);
  return sendBatches({
    operation: OPERATION,
    target: id,
    items: leads,
    noun: "lead",
    verb: "deleted",
    max: operations.removeLeadsFromCampaign.maxItems.max,
    signal: options.signal,
    checkpoint,
    onProgress:
      onProgress &&
      (({ received, chunks, checkpoint: at, done: deleted }) =>
        onProgress({ received, chunks, checkpoint: at, deleted })),
    report: removalReport,
    prepare: (lead: unknown) => {
      const given = isRecord(lead) ? lead["id"] : lead;
      const problem = idProblem(given);
      return problem === undefined ? { wire: String(given), identity: String(given) } : { reason: `its id ${problem}` };
    },
    send: chunkSender(engine, id, each),
  });
}

/** The service's count is right for an answer to the only attempt; after one that was lost, what the roster has less is. */
function chunkSender(engine: PuffleEngine, id: string, options: CallOptions) {
  const read = () => rosterTotal(engine, id, options);
  let total: number | undefined;
  return async (ids: readonly string[]): Promise<ChunkResult> => {
    total ??= await read();
    const input = { path: { id }, body: { prospect_ids: [...ids] } };
    const answer = await engine.answer(OPERATION, input, options);
    let { deleted } = answer.data;
    if (typeof deleted !== "number") throw await engine.unreadable(OPERATION, answer, "has no count");
    if (answer.repeated) deleted = Math.max(0, total - (await totalAfterLoss(OPERATION, read)));
    total -= deleted;
    return { done: deleted, duplicates: Math.max(0, ids.length - deleted) };
  };
}

function removalReport({ done: deleted, duplicates: missing, failed: _, ...counts }: BatchCounts): RemovalReport {
  return { ...counts, deleted, missing };
}

function isSource(value: unknown): boolean {
  return isRecord(value) && (Symbol.iterator in value || Symbol.asyncIterator in value);
}
