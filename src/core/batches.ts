import { IncompleteError, InputError, InsufficientCreditsError, PuffleError } from "./errors.ts";
import { unlessAborted } from "./waits.ts";

/** Any source of items: an array, a generator, a stream. */
export type Items<T> = Iterable<T> | AsyncIterable<T>;

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

/**
 * What became of the input. The sums add up:
 * `received = imported + duplicates + rejected.length + repeated.length + unknown + notSent`.
 */
export interface BatchReport {
  /** How many inputs were taken from the source. */
  readonly received: number;
  readonly imported: number;
  /** How many the service had already. */
  readonly duplicates: number;
  readonly rejected: readonly Rejection[];
  readonly repeated: readonly Repetition[];
  /** How many were sent without a settled outcome: no answer came, or one whose counts leave them out. */
  readonly unknown: number;
  /** How many were taken from the source and not sent, because something stopped the run. */
  readonly notSent: number;
  /** How many full requests' worth of inputs were settled. */
  readonly chunks: number;
}

/** How far a run has come, after each chunk. */
export type BatchProgress = Pick<BatchReport, "received" | "imported" | "duplicates" | "chunks">;

/** What a chunk's request came to. */
export interface ChunkResult {
  readonly imported: number;
  readonly duplicates: number;
}

/** The service refused a chunk for some of its items. */
export interface ChunkRefusal {
  /** Which items it seems to name, by their place in the chunk. Each is tried alone before it counts as rejected. */
  readonly places: readonly number[];
  readonly reason: string;
  readonly error: PuffleError;
}

export interface BatchSource<T, Wire> {
  /** For errors: the operation's id and its method's name. */
  readonly operation: string;
  readonly items: Items<T>;
  /** What one item is called: `lead`. */
  readonly noun: string;
  /** How many items one request takes. */
  readonly max: number;
  /** Called once, when there is a first input and before it is looked at: to read what `prepare` needs. */
  begin?(): Promise<void>;
  /** Looks at one input: what to send and what tells it from others, or why it can't be sent. */
  prepare(item: T): { readonly wire: Wire; readonly identity: string } | { readonly reason: string };
  /** Sends one chunk. An error whose outcome is not `not_sent` leaves the whole chunk in doubt. */
  send(chunk: readonly Wire[]): Promise<ChunkResult | ChunkRefusal>;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: BatchProgress) => void) | undefined;
}

/**
 * Sends a source of any length chunk by chunk, one at a time, and counts what became of every single input. Only one
 * chunk is held in memory, and what it takes to tell repeated inputs.
 * @throws InputError when the source is empty or none
 * @throws IncompleteError when a chunk could not be settled; its `report` holds what was done until then
 * @throws what stopped the run, as it is, when nothing was sent until then
 */
export async function sendBatches<T, Wire>(source: BatchSource<T, Wire>): Promise<BatchReport> {
  const run = new Run(source);
  const iterator = iterate(source);
  try {
    for (;;) {
      const next = await nextOf(iterator, source);
      if (next.done) break;
      if (run.received === 0) await source.begin?.();
      if (run.take(next.value)) await run.flush();
    }
    await run.flush();
  } catch (error) {
    // The source is told to let go of what it holds. Not waited for, as it may be what hangs; nor heard, if that fails.
    new Promise((resolve) => resolve(iterator.return?.())).catch(() => {});
    throw run.stopped(error);
  }
  if (run.received === 0) throw refused(source, "is empty: there is nothing to send");
  return run.report();
}

/** Takes the next input, unless the caller has given up: what comes at once would win a race against the signal. */
function nextOf<T>(
  iterator: Iterator<T> | AsyncIterator<T>,
  { signal, operation }: BatchSource<T, unknown>,
): Promise<IteratorResult<T>> {
  const next = signal?.aborted ? new Promise<never>(() => {}) : Promise.resolve(iterator.next());
  return unlessAborted(next, signal, operation);
}

/** An input on its way: its place in the input and what is sent of it. */
interface Entry<Wire> {
  readonly index: number;
  readonly wire: Wire;
}

/** Whose fault it is when something is thrown that is no error of the SDK. */
const CULPRITS = {
  source: { code: "source_failed", said: "the source threw an error" },
  request: { code: "request_failed", said: "sending threw an error" },
  listener: { code: "listener_failed", said: "onProgress threw an error" },
} as const;

/** One run over a source: the counts and the chunk that is being filled. */
class Run<T, Wire> {
  received = 0;
  readonly #source: BatchSource<T, Wire>;
  readonly #rejected: Rejection[] = [];
  readonly #repeated: Repetition[] = [];
  readonly #seen = new Map<string, number>();
  /** What is not settled yet. */
  #chunk: Entry<Wire>[] = [];
  /** What of it was sent last. */
  #sending: readonly Entry<Wire>[] = [];
  #imported = 0;
  #duplicates = 0;
  #chunks = 0;
  #unknown = 0;
  #busy: keyof typeof CULPRITS = "source";

  constructor(source: BatchSource<T, Wire>) {
    this.#source = source;
  }

  /** Takes one input; true when a chunk is full. */
  take(item: T): boolean {
    const index = this.received++;
    const prepared = this.#source.prepare(item);
    if ("reason" in prepared) {
      this.#rejected.push({ index, reason: prepared.reason });
      return false;
    }
    const firstIndex = this.#seen.get(prepared.identity);
    if (firstIndex !== undefined) {
      this.#repeated.push({ index, firstIndex });
      return false;
    }
    this.#seen.set(prepared.identity, index);
    return this.#chunk.push({ index, wire: prepared.wire }) >= this.#source.max;
  }

  /** Sends the chunk, and goes on without the items that the service refuses. */
  async flush(): Promise<void> {
    if (this.#chunk.length === 0) return;
    while (this.#chunk.length > 0) {
      const result = await this.#send(this.#chunk);
      if ("imported" in result) this.#settle(this.#chunk, result);
      else await this.#isolate(result);
    }
    this.#chunks++;
    this.#busy = "listener";
    const { received } = this;
    this.#source.onProgress?.({
      received,
      imported: this.#imported,
      duplicates: this.#duplicates,
      chunks: this.#chunks,
    });
    this.#busy = "source";
  }

  /**
   * A sentence like "row 3" may count from 0 or from 1, so what it names is sent alone: an item is only rejected when it is
   * refused on its own, and none is dropped for another's fault.
   */
  async #isolate({ places, reason, error }: ChunkRefusal): Promise<void> {
    const chunk = this.#chunk;
    if (chunk.length === 1) return this.#reject(chunk, reason);
    const suspects = new Set(
      places.flatMap((place) => [chunk[place], chunk[place - 1]].filter((one) => one !== undefined)),
    );
    if (suspects.size === 0) throw error;
    for (const suspect of suspects) {
      const alone = await this.#send([suspect]);
      if ("imported" in alone) this.#settle([suspect], alone);
      else this.#reject([suspect], alone.reason);
    }
  }

  #send(entries: readonly Entry<Wire>[]): Promise<ChunkResult | ChunkRefusal> {
    this.#busy = "request";
    this.#sending = entries;
    return this.#source.send(entries.map(({ wire }) => wire));
  }

  /** The sums add up whatever the counts: nobody is counted who was not sent, and who is left out is in doubt. */
  #settle(entries: readonly Entry<Wire>[], counts: ChunkResult): void {
    const imported = within(0, entries.length, counts.imported);
    const duplicates = within(0, entries.length - imported, counts.duplicates);
    this.#imported += imported;
    this.#duplicates += duplicates;
    this.#unknown += entries.length - imported - duplicates;
    this.#drop(entries);
  }

  #reject(entries: readonly Entry<Wire>[], reason: string): void {
    for (const { index } of entries) this.#rejected.push({ index, reason });
    this.#drop(entries);
  }

  #drop(entries: readonly Entry<Wire>[]): void {
    this.#sending = [];
    const gone = new Set(entries);
    this.#chunk = this.#chunk.filter((entry) => !gone.has(entry));
  }

  report(): BatchReport {
    const rejected = [...this.#rejected].sort((a, b) => a.index - b.index);
    const { received } = this;
    return {
      received,
      imported: this.#imported,
      duplicates: this.#duplicates,
      rejected,
      repeated: this.#repeated,
      unknown: this.#unknown,
      notSent: this.#chunk.length,
      chunks: this.#chunks,
    };
  }

  /** What stopped the run, with the report; as it is where nothing was sent. */
  stopped(error: unknown): unknown {
    const known = error instanceof PuffleError ? error : undefined;
    if (known?.outcome !== "not_sent") {
      this.#unknown += this.#sending.length;
      this.#drop(this.#sending);
    }
    const report = this.report();
    if (report.imported + report.duplicates + report.unknown === 0) return error;
    const { operation, noun } = this.#source;
    const { code, said } = CULPRITS[this.#busy];
    const smaller =
      error instanceof InsufficientCreditsError && error.affordable
        ? ` At most ${error.affordable} more are covered.`
        : "";
    const message = `${operation}: stopped after ${report.received} ${noun}s (${sums(report)}): ${known?.message ?? `${said}.`}${smaller}`;
    return new IncompleteError(message, {
      code: known?.code ?? code,
      operation,
      method: known?.method,
      path: known?.path,
      status: known?.status,
      correlationId: known?.correlationId,
      attempts: known?.attempts,
      outcome: report.unknown > 0 ? "unknown" : report.imported > 0 ? "sent" : "not_sent",
      next: known?.next ?? "fix_request",
      retryAfterMs: known?.retryAfterMs,
      cause: error,
      report,
    });
  }
}

function sums({ imported, duplicates, rejected, repeated, unknown, notSent }: BatchReport): string {
  return `${imported} imported, ${duplicates} duplicates, ${rejected.length} rejected, ${repeated.length} repeated, ${unknown} unknown, ${notSent} not sent`;
}

function within(least: number, most: number, count: number): number {
  return Math.max(least, Math.min(most, count));
}

type Named = Pick<BatchSource<unknown, unknown>, "operation" | "noun">;

function iterate<T>(source: Named & { readonly items: Items<T> }): Iterator<T> | AsyncIterator<T> {
  const { items, noun } = source;
  if (typeof items === "object" && items !== null) {
    if (Symbol.asyncIterator in items) return items[Symbol.asyncIterator]();
    if (Symbol.iterator in items) return items[Symbol.iterator]();
  }
  const got = items === null ? "null" : typeof items;
  throw refused(source, `must be an array or another iterable of ${noun}s, got ${got}`);
}

function refused({ operation, noun }: Named, problem: string): InputError {
  return new InputError([{ field: `${noun}s`, problem }], operation);
}
