import { BatchRun } from "./batch-run.ts";
import type { BatchCheckpoint } from "./checkpoint.ts";
import type { PuffleError } from "./errors.ts";

/** Any source of items: an array, a generator, a stream. */
export type Items<T> = readonly T[] | Iterable<T> | AsyncIterable<T>;

/** An input that was not sent, or that the service refused. */
export interface Rejection {
  /** Its place in the input, counting from 0. */
  readonly index: number;
  /** Why; names no person. */
  readonly reason: string;
}

/** An input that stands in the input before. */
export interface Repetition {
  readonly index: number;
  readonly firstIndex: number;
}

/** What became of the input that no request settled. */
export interface Unsettled {
  /** How many inputs were taken from the source. */
  readonly received: number;
  readonly rejected: readonly Rejection[];
  readonly repeated: readonly Repetition[];
  /** How many were sent without a settled outcome: no answer came, or one whose counts leave them out. */
  readonly unknown: number;
  /** How many were taken from the source and not sent, because something stopped the run. */
  readonly notSent: number;
  /** How many full requests' worth of inputs were settled. */
  readonly chunks: number;
}

/**
 * What became of the input. The sums add up:
 * `received = imported + duplicates + rejected.length + repeated.length + unknown + notSent`.
 */
export interface BatchReport extends Unsettled {
  readonly imported: number;
  /** How many the service had already. */
  readonly duplicates: number;
  /** Where a later run may go on. */
  readonly checkpoint: BatchCheckpoint;
}

/** How far a run has come, after each chunk. */
export interface BatchProgress extends Pick<BatchReport, "received" | "imported" | "duplicates" | "chunks"> {
  /** What `options.checkpoint` takes to go on from here, in this process or another. */
  readonly checkpoint: BatchCheckpoint;
}

/** The options of everything that takes a source. */
export interface BatchOptions<Progress = BatchProgress> {
  /**
   * Is told how far it has come, after each request's worth of inputs. The next one waits for the promise that it returns:
   * time to store `progress.checkpoint`.
   */
  readonly onProgress?: ((progress: Progress) => unknown) | undefined;
  /**
   * Goes on from a run that ended early: the source is read from its beginning again, and what is finished is not sent again.
   * A source that has changed since is refused.
   */
  readonly checkpoint?: BatchCheckpoint | string | undefined;
}

/** Where requests do not depend on each other. */
export interface Concurrency {
  /** How many requests may be under way at once, 1 to 16. Default 1. */
  readonly concurrency?: number | undefined;
}

/** What became of the input, whatever the method calls it. `received` is the sum of all but `chunks`. */
export interface BatchCounts extends Unsettled {
  readonly done: number;
  readonly duplicates: number;
  readonly failed: number;
  readonly checkpoint: BatchCheckpoint;
}

/** How far a run has come. */
export type BatchSteps = Pick<BatchCounts, "received" | "done" | "duplicates" | "failed" | "chunks" | "checkpoint">;

/** What a chunk's request came to. The sum may be less than was sent, where the service leaves somebody out. */
export interface ChunkResult {
  readonly done: number;
  readonly duplicates?: number;
  /** How many the service refused one by one, while it took the others. */
  readonly failed?: number;
  /** Whether any of those was carried out in part. */
  readonly partly?: boolean;
}

/** The service refused a chunk for some of its items. */
export interface ChunkRefusal {
  /** Which items it seems to name, by their place in the chunk. Each is tried alone before it counts as rejected. */
  readonly places: readonly number[];
  readonly reason: string;
  readonly error: PuffleError;
}

export interface BatchSource<T, Wire, Report> {
  /** For errors: the operation's id and its method's name. */
  readonly operation: string;
  /** What it is sent to, such as the campaign's id; empty where there is nothing of the kind. */
  readonly target: string;
  readonly items: Items<T>;
  /** What one item is called: `lead`. */
  readonly noun: string;
  /** What is done with it: `imported`. */
  readonly verb: string;
  /** How many items one request takes. */
  readonly max: number;
  /** How many requests may be under way at once. Default: one. */
  readonly concurrency?: number | undefined;
  /** Called once, when there is a first input and before it is looked at: to read what `prepare` needs. */
  begin?(): Promise<void>;
  /** Looks at one input: what to send and what tells it from others, or why it can't be sent. */
  prepare(item: T): { readonly wire: Wire; readonly identity: string } | { readonly reason: string };
  /**
   * Sends one chunk. An error whose outcome is not `not_sent` leaves the whole chunk in doubt.
   * @param indexes the items' places in the input
   */
  send(chunk: readonly Wire[], indexes: readonly number[]): Promise<ChunkResult | ChunkRefusal>;
  /** The counts in the method's own words. */
  report(counts: BatchCounts): Report;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((steps: BatchSteps) => unknown) | undefined;
  readonly checkpoint?: BatchCheckpoint | string | undefined;
  /** What to do about a checkpoint that can't be used, where what is sent again is done again. */
  readonly anew?: string;
}

/**
 * Sends a source of any length chunk by chunk, and counts what became of every single input. Only the chunks that are under
 * way are held in memory, and some bytes for each input, to tell those that are repeated.
 * @throws InputError when the source is empty or none, or is not the one that the checkpoint is of
 * @throws IncompleteError when a chunk could not be settled; its `report` holds what was done until then
 * @throws what stopped the run, as it is, when this run had sent nothing until then
 */
export async function sendBatches<T, Wire, Report>(source: BatchSource<T, Wire, Report>): Promise<Report> {
  return new BatchRun(source).whole();
}

/** The report of a run that adds. */
export function importReport({ done: imported, failed: _, ...counts }: BatchCounts): BatchReport {
  return { ...counts, imported };
}

/** The progress of a run that adds, for the caller's listener. */
export function importProgress(
  listener: ((progress: BatchProgress) => unknown) | undefined,
): ((steps: BatchSteps) => unknown) | undefined {
  return listener && (({ done: imported, failed: _, ...steps }) => listener({ ...steps, imported }));
}
