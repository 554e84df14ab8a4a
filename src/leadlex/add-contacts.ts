import {
  type BatchCounts,
  type BatchOptions,
  type BatchProgress,
  type Items,
  sendBatches,
  type Unsettled,
} from "../core/batches.ts";
import type { BatchCheckpoint } from "../core/checkpoint.ts";
import type { CallOptions } from "../core/options.ts";
import { type ContactRef, prepareContact } from "./contact-refs.ts";

/** How far it has come. */
export type AdditionProgress = Pick<BatchProgress, "received" | "chunks" | "checkpoint"> & {
  readonly added: number;
  readonly skipped: number;
};

export interface AdditionOptions extends CallOptions, BatchOptions<AdditionProgress> {}

/**
 * What became of the contacts. The sums add up:
 * `received = added + skipped + rejected.length + repeated.length + unknown + notSent`.
 */
export interface AdditionReport extends Unsettled {
  /** How many are new there. */
  readonly added: number;
  /** How many were there already. */
  readonly skipped: number;
  /**
   * How many of `skipped` this very run may have added, in an attempt whose answer was lost; 0 nearly always. Somebody else may
   * have added them at the same time: nothing tells whose work it was. A run that goes on from a checkpoint begins to count
   * anew.
   */
  readonly perhapsAdded: number;
  /** Where a later run may go on. */
  readonly checkpoint: BatchCheckpoint;
}

/** What one request came to. */
export interface Addition {
  readonly added: number;
  readonly skipped: number;
  readonly perhapsAdded?: number;
}

/** What contacts are added to. */
export interface Additions<Report> {
  readonly operation: string;
  /** Its id. */
  readonly target: string;
  /** How many contacts one request takes. */
  readonly max: number;
  send(contactIds: readonly string[]): Promise<Addition>;
  /** What the report says besides. */
  report(counts: AdditionReport): Report;
}

/** Adds contacts from any source, as many a request as it takes (L09). Who is there is skipped, so any request may be sent again. */
export function addContacts<Report>(
  { operation, target, max, send, report }: Additions<Report>,
  contacts: Items<ContactRef>,
  { onProgress, checkpoint, signal }: AdditionOptions,
): Promise<Report> {
  let perhapsAdded = 0;
  return sendBatches<ContactRef, string, Report>({
    operation,
    target,
    items: contacts,
    noun: "contact",
    verb: "added",
    max,
    signal,
    checkpoint,
    onProgress:
      onProgress &&
      (({ received, chunks, checkpoint: at, done: added, duplicates: skipped }) =>
        onProgress({ received, chunks, checkpoint: at, added, skipped })),
    prepare: prepareContact,
    async send(contactIds) {
      const { added, skipped, perhapsAdded: doubtful = 0 } = await send(contactIds);
      perhapsAdded += doubtful;
      return { done: added, duplicates: skipped };
    },
    report: ({ done: added, duplicates: skipped, failed: _, ...counts }: BatchCounts) =>
      report({ ...counts, added, skipped, perhapsAdded }),
  });
}

/**
 * After lost attempts, some of who was skipped may be their work, or somebody else's who did the same meanwhile.
 * @param since how many have been added since the first attempt, whoever did it; undefined where that can't be told
 */
export function afterLoss(added: number, sent: number, since: number | undefined): Addition {
  const skipped = sent - added;
  return { added, skipped, perhapsAdded: Math.min(since ?? skipped, skipped) };
}
