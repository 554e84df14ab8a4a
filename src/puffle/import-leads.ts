import { operations } from "../../generated/puffle.operations.ts";
import type { Answer } from "../core/attempts.ts";
import {
  type BatchOptions,
  type BatchProgress,
  type ChunkRefusal,
  type ChunkResult,
  type Concurrency,
  type Items,
  sendBatches,
  type Unsettled,
} from "../core/batches.ts";
import { checkCallOptions, sideBySideChecks } from "../core/call-options.ts";
import { checkIds } from "../core/check-ids.ts";
import type { BatchCheckpoint } from "../core/checkpoint.ts";
import { must } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { isPassing } from "../core/polling.ts";
import { chunkRefusal } from "./chunk-refusal.ts";
import { NewLeads } from "./new-leads.ts";
import { idOf, type LeadListRef, type NewLead, type NewLeadRow, type PuffleEngine } from "./types.ts";

const OPERATION = "importListLeads";

/** The checkpoint has no counts, and a preview is nothing else. */
const PREVIEW_GOES_ON = {
  field: "checkpoint",
  problem: "must not be set with preview: a preview begins at the beginning",
};

/** How far it has come. */
export type LeadImportProgress = Pick<BatchProgress, "received" | "chunks" | "checkpoint"> & { readonly sent: number };

export interface ImportLeadsOptions extends CallOptions, BatchOptions<LeadImportProgress>, Concurrency {
  /** Only has the leads checked and counted: nothing is written. It always begins at the beginning: no `checkpoint` goes with it. */
  readonly preview?: boolean | undefined;
}

/** What became of the leads: `received = sent + rejected.length + repeated.length + unknown + notSent`. */
export interface LeadImportReport extends Unsettled {
  /** How many the service took: those that are new, and those that it had and has changed. */
  readonly sent: number;
  /** With `preview`: the service's counts of what would be imported. */
  readonly preview:
    | { readonly leadCount: number; readonly personCount: number; readonly companyCount: number }
    | undefined;
  /**
   * How many leads the list has more than before this run, as far as it could be read. Whoever else changes the list in the
   * meantime is counted, too.
   */
  readonly listGrewBy: number | undefined;
  /**
   * The numbers in the service's answers, by their names there, summed. What it answers is not documented; undefined where
   * an answer had none, or one was lost and sent again, and in a run that goes on from a checkpoint.
   */
  readonly counts: Readonly<Record<string, number>> | undefined;
  /** Where a later run may go on. */
  readonly checkpoint: BatchCheckpoint;
}

/** Imports leads from any source into a list, 500 a request (P57). They are upserted, so any request may be sent again. */
export async function importLeads(
  engine: PuffleEngine,
  list: LeadListRef | undefined,
  leads: Items<NewLeadRow>,
  options: ImportLeadsOptions = {},
): Promise<LeadImportReport> {
  const more = { ...sideBySideChecks, preview: must("true or false", (value) => typeof value === "boolean") };
  checkCallOptions(options, OPERATION, more);
  const { onProgress, checkpoint, concurrency, preview = false, ...each } = options;
  if (preview && checkpoint !== undefined) throw new InputError([PREVIEW_GOES_ON], OPERATION);
  const listId = list === undefined ? undefined : idOf(list);
  if (list !== undefined) checkIds(OPERATION, { listId });
  const tally = new Tally(preview, checkpoint === undefined);
  const rows = new NewLeads();
  const total = () => (listId === undefined || preview ? Promise.resolve(undefined) : listTotal(engine, listId, each));
  let before: number | undefined;
  const counted = await sendBatches<NewLeadRow, NewLead, LeadImportReport>({
    operation: OPERATION,
    target: `${listId ?? ""}${preview ? " (preview)" : ""}`,
    items: leads,
    noun: "lead",
    verb: preview ? "checked" : "taken",
    max: operations.importListLeads.maxItems.max,
    signal: options.signal,
    checkpoint,
    concurrency,
    onProgress:
      onProgress &&
      (({ received, chunks, checkpoint: at, done: sent }) => onProgress({ received, chunks, checkpoint: at, sent })),
    async begin() {
      before = await total().catch(unlessPassing);
    },
    prepare: (lead) => rows.prepare(lead),
    async send(chunk: readonly NewLead[]): Promise<ChunkResult | ChunkRefusal> {
      const body = { leads: chunk, ...(listId !== undefined && { listId }), ...(preview && { preview }) };
      try {
        const answer = await engine.answer(OPERATION, { body }, each);
        if (preview) await engine.member(OPERATION, answer, "preview");
        tally.add(answer);
        return { done: chunk.length };
      } catch (error) {
        const refusal = chunkRefusal(error, chunk.length);
        if (!refusal) throw error;
        return refusal;
      }
    },
    report: ({ done: sent, duplicates: _, failed: __, ...counts }): LeadImportReport => ({
      ...counts,
      ...tally.sums(),
      sent,
      listGrewBy: undefined,
    }),
  });
  const after = before === undefined ? undefined : await total().catch(() => undefined);
  return before === undefined || after === undefined ? counted : { ...counted, listGrewBy: after - before };
}

/** What the service's answers come to. */
class Tally {
  readonly #preview: boolean;
  readonly #sums = new Map<string, number>();
  #isWhole: boolean;

  /** @param isWhole whether all answers are this run's own */
  constructor(preview: boolean, isWhole: boolean) {
    this.#preview = preview;
    this.#isWhole = isWhole;
  }

  add({ data, repeated }: Answer<{ readonly preview?: object }>): void {
    const counts = Object.entries((this.#preview ? data.preview : data) ?? {}).filter(isCount);
    for (const [name, count] of counts) this.#sums.set(name, (this.#sums.get(name) ?? 0) + count);
    // The second of two equal imports finds what the first has written.
    this.#isWhole &&= counts.length > 0 && (this.#preview || !repeated);
  }

  sums(): Pick<LeadImportReport, "preview" | "counts"> {
    const of = (name: string) => this.#sums.get(name) ?? 0;
    if (!this.#preview)
      return {
        preview: undefined,
        counts: this.#isWhole && this.#sums.size > 0 ? Object.fromEntries(this.#sums) : undefined,
      };
    const [leadCount, personCount, companyCount] = [of("leadCount"), of("personCount"), of("companyCount")];
    return { preview: { leadCount, personCount, companyCount }, counts: undefined };
  }
}

function isCount(entry: [string, unknown]): entry is [string, number] {
  return Number.isInteger(entry[1]);
}

/** A total that can't be read at the moment is no reason not to import; a list that is not there is one. */
function unlessPassing(error: unknown): undefined {
  if (!isPassing(error)) throw error;
}

/** How many leads a list has. */
async function listTotal(engine: PuffleEngine, id: string, options: CallOptions): Promise<number | undefined> {
  const input = { path: { id }, query: { limit: 1 } };
  const { data } = await engine.answer("listListLeads", input, options);
  return Number.isInteger(data.total) ? data.total : undefined;
}
