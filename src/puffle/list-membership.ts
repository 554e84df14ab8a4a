import {
  type BatchOptions,
  type BatchProgress,
  type ChunkResult,
  type Concurrency,
  type Items,
  sendBatches,
  type Unsettled,
} from "../core/batches.ts";
import { checkCallOptions, sideBySideChecks } from "../core/call-options.ts";
import { checkIds } from "../core/check-ids.ts";
import type { BatchCheckpoint } from "../core/checkpoint.ts";
import type { CallOptions } from "../core/options.ts";
import { idProblem } from "../core/path.ts";
import { isRecord } from "../core/record.ts";
import { idOf, type LeadListRef, type PuffleEngine } from "./types.ts";

/** The documents print no maximum; an import takes as many. */
const IDS_A_REQUEST = 500;

/** A lead that was read, or its id. */
export type LeadRef = string | { readonly id: string };

/** How far it has come. */
export type MembershipProgress = Pick<BatchProgress, "received" | "chunks" | "checkpoint"> & { readonly sent: number };

export interface MembershipOptions extends CallOptions, BatchOptions<MembershipProgress>, Concurrency {}

/** What became of the ids: `received = sent + rejected.length + repeated.length + unknown + notSent`. */
export interface MembershipReport extends Unsettled {
  /** How many the service took. Those that were in the list before, or out of it, are among them: it doesn't tell. */
  readonly sent: number;
  /** How many leads the list has since, as the service said last. */
  readonly leadCount: number | undefined;
  /** Where a later run may go on. */
  readonly checkpoint: BatchCheckpoint;
}

/** Adds leads to a list or takes them out, 500 ids a request; either may be sent again. */
export async function changeMembers(
  engine: PuffleEngine,
  operation: "addListLeads" | "removeListLeads",
  list: LeadListRef,
  leads: Items<LeadRef>,
  options: MembershipOptions = {},
): Promise<MembershipReport> {
  checkCallOptions(options, operation, sideBySideChecks);
  const { onProgress, checkpoint, concurrency, ...each } = options;
  const id = idOf(list);
  checkIds(operation, { id });
  let leadCount: number | undefined;
  return sendBatches<LeadRef, string, MembershipReport>({
    operation,
    target: id,
    items: leads,
    noun: "lead",
    verb: operation === "addListLeads" ? "added" : "taken out",
    max: IDS_A_REQUEST,
    signal: options.signal,
    checkpoint,
    concurrency,
    onProgress:
      onProgress &&
      (({ received, chunks, checkpoint: at, done: sent }) => onProgress({ received, chunks, checkpoint: at, sent })),
    prepare(lead: unknown) {
      const leadId = isRecord(lead) ? lead["id"] : lead;
      const problem = idProblem(leadId);
      return problem !== undefined || typeof leadId !== "string"
        ? { reason: `is neither a lead nor its id: ${problem ?? "must be a string"}` }
        : { wire: leadId, identity: leadId };
    },
    async send(leadIds: readonly string[]): Promise<ChunkResult> {
      const input = { path: { id }, body: { leadIds } };
      const { data } = await (operation === "addListLeads"
        ? engine.answer("addListLeads", input, each)
        : engine.answer("removeListLeads", input, each));
      const { list: now }: { readonly list?: { readonly leadCount?: number } } = data;
      leadCount = now?.leadCount ?? leadCount;
      return { done: leadIds.length };
    },
    report: ({ done: sent, duplicates: _, failed: __, ...counts }): MembershipReport => ({
      ...counts,
      sent,
      leadCount,
    }),
  });
}
