import { operations } from "../../generated/puffle.operations.ts";
import {
  type BatchOptions,
  type BatchReport,
  type ChunkRefusal,
  type ChunkResult,
  type Items,
  importProgress,
  importReport,
  sendBatches,
} from "../core/batches.ts";
import { batchChecks, checkCallOptions } from "../core/call-options.ts";
import { checkIds } from "../core/check-ids.ts";
import type { CallOptions } from "../core/options.ts";
import { chunkRefusal } from "./chunk-refusal.ts";
import { prepareLead } from "./leads.ts";
import { readCampaign } from "./read-campaign.ts";
import { rosterTotal, totalAfterLoss } from "./roster-total.ts";
import { type CampaignRef, idOf, type NewCampaignLead, type PuffleEngine } from "./types.ts";

const OPERATION = "addLeadsToCampaign";

export interface AddLeadsOptions extends CallOptions, BatchOptions {}

/** Adds leads from any source to a draft, chunk by chunk (P38). Nothing is asked for a source that has nothing. */
export async function addLeads(
  engine: PuffleEngine,
  campaign: CampaignRef,
  leads: Items<NewCampaignLead>,
  options: AddLeadsOptions = {},
): Promise<BatchReport> {
  checkCallOptions(options, OPERATION, batchChecks);
  const { onProgress, checkpoint, ...each } = options;
  const id = idOf(campaign);
  checkIds(OPERATION, { id });
  let channel = typeof campaign === "object" ? campaign.type : undefined;
  return sendBatches({
    operation: OPERATION,
    target: id,
    items: leads,
    noun: "lead",
    verb: "imported",
    max: operations.addLeadsToCampaign.maxItems.max,
    signal: options.signal,
    onProgress: importProgress(onProgress),
    checkpoint,
    report: importReport,
    async begin() {
      if (channel === "email" || channel === "linkedin") return;
      channel = (await readCampaign(engine, id, each)).campaign.type;
    },
    prepare: (lead) => prepareLead(lead, channel),
    send: chunkSender(engine, id, each),
  });
}

/**
 * Sends chunks and counts what each came to. The service's counts are right for an answer to the only attempt; after one that
 * was lost, the roster's growth is.
 */
function chunkSender(engine: PuffleEngine, id: string, options: CallOptions) {
  const read = () => rosterTotal(engine, id, options);
  let total: number | undefined;
  // Whether attempts may have added leads that no answer has counted.
  let uncounted = false;
  return async (prospects: readonly NewCampaignLead[]): Promise<ChunkResult | ChunkRefusal> => {
    total ??= await read();
    try {
      const answer = await engine.answer(OPERATION, { path: { id }, body: { prospects } }, options);
      let { imported, duplicates } = answer.data;
      if (!Number.isInteger(imported) || !Number.isInteger(duplicates))
        throw await engine.unreadable(OPERATION, answer, "has no counts");
      if (answer.repeated || uncounted) {
        const grown = (await totalAfterLoss(OPERATION, read)) - total;
        imported = Math.min(Math.max(grown, 0), prospects.length);
        duplicates = prospects.length - imported;
      }
      total += imported;
      return { done: imported, duplicates };
    } catch (error) {
      const refusal = chunkRefusal(error, prospects.length);
      if (!refusal) throw error;
      uncounted ||= refusal.error.outcome === "unknown";
      return refusal;
    }
  };
}
