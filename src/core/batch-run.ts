import { Tally } from "./batch-tally.ts";
import type { BatchCounts, BatchSource, ChunkRefusal, ChunkResult, Rejection, Repetition } from "./batches.ts";
import { type BatchCheckpoint, checkpointError, makeCheckpoint, readCheckpoint } from "./checkpoint.ts";
import { IncompleteError, type InputError, InsufficientCreditsError, PuffleError } from "./errors.ts";
import { type Hash, hash, written } from "./hash.ts";
import { emptyOrNone, iterate, nextOf } from "./inputs.ts";
import { member } from "./record.ts";
import { Seen } from "./seen.ts";
import { unlessAborted } from "./waits.ts";

/** An input on its way: its place in the input and what is sent of it. */
interface Entry<Wire> {
  readonly index: number;
  readonly wire: Wire;
}

/** A request's worth of inputs. */
interface Chunk<Wire> {
  readonly number: number;
  /** How many inputs had been taken when it was full. */
  readonly offset: number;
  /** Of this chunk and all before it. */
  readonly hash: string;
  /** What is not settled yet. */
  entries: Entry<Wire>[];
  /** What of it was sent last. */
  sending: readonly Entry<Wire>[];
  /** What became of the rest. */
  readonly tally: Tally;
}

/** Whose fault it is when something is thrown that is no error of the SDK. */
const CULPRITS = {
  source: { code: "source_failed", said: "the source threw an error" },
  request: { code: "request_failed", said: "sending threw an error" },
  listener: { code: "listener_failed", said: "onProgress threw an error" },
} as const;

interface Failure {
  readonly culprit: keyof typeof CULPRITS;
  readonly error: unknown;
}

/** One run over a source: the counts, and the chunks that are under way. */
export class BatchRun<T, Wire, Report> {
  readonly #source: BatchSource<T, Wire, Report>;
  readonly #from: BatchCheckpoint | undefined;
  #received = 0;
  readonly #rejected: Rejection[] = [];
  readonly #repeated: Repetition[] = [];
  readonly #seen = new Seen();
  #filling: Entry<Wire>[] = [];
  #formed = 0;
  #hash: Hash = hash("");
  /** Chunks that are not finished: under way, or failed. */
  readonly #open = new Set<Chunk<Wire>>();
  readonly #underWay = new Set<Promise<void>>();
  /** Of the finished ones. */
  readonly #tally = new Tally();
  /** The last chunk before which none is missing… */
  #row: Pick<BatchCheckpoint, "chunks" | "offset" | "hash">;
  /** …and what is finished beyond it. */
  readonly #ahead = new Map<number, Pick<Chunk<Wire>, "hash" | "offset">>();
  /** Whether this very run has sent anything that was carried out, or may have been. */
  #sent = false;
  /** Whether any of that is known to have been carried out in part, which no count tells. */
  #partly = false;
  #told: Promise<void> = Promise.resolve();
  #failure: Failure | undefined;

  /** @throws InputError when the checkpoint is none, or another run's */
  constructor(source: BatchSource<T, Wire, Report>) {
    const from = source.checkpoint === undefined ? undefined : readCheckpoint(source.checkpoint, source);
    this.#source = source;
    this.#from = from;
    const { chunks = 0, offset = 0, hash: row = written(this.#hash), ahead = [] } = from ?? {};
    this.#row = { chunks, offset, hash: row };
    for (const { chunk, ...rest } of ahead) this.#ahead.set(chunk, rest);
    if (from) this.#tally.add({ ...from, refused: from.rejected });
  }

  /** Takes the source to its end, or to what stops it. */
  async whole(): Promise<Report> {
    const source = this.#source;
    const iterator = iterate(source);
    try {
      await this.#read(iterator);
    } catch (error) {
      this.#failure ??= { culprit: "source", error };
    }
    await Promise.all(this.#underWay);
    if (this.#failure) {
      // The source is told to let go of what it holds. Not waited for, as it may be what hangs; nor heard, if that fails.
      new Promise((resolve) => resolve(iterator.return?.())).catch(() => {});
      throw this.#stopped(this.#failure);
    }
    if (this.#received === 0) throw emptyOrNone(source, "is empty: there is nothing to send");
    return source.report(this.#counts());
  }

  async #read(iterator: Iterator<T> | AsyncIterator<T>): Promise<void> {
    while (!this.#failure) {
      const next = await this.#next(iterator);
      if (!next) return;
      if (next.done) break;
      if (this.#received === 0) await this.#source.begin?.();
      if (this.#take(next.value)) await this.#dispatch();
    }
    if (this.#failure) return;
    if (this.#filling.length > 0) await this.#dispatch();
    const finished = this.#from ? [this.#from.chunks - 1, ...this.#from.ahead.map(({ chunk }) => chunk)] : [];
    if (finished.some((chunk) => chunk >= this.#formed)) throw this.#changed("ends");
  }

  /** The next input, or undefined where something else has stopped the run while it was waited for. */
  async #next(iterator: Iterator<T> | AsyncIterator<T>): Promise<IteratorResult<T> | undefined> {
    const next = nextOf(iterator, this.#source);
    while (this.#underWay.size > 0) {
      const settled = Promise.race(this.#underWay).then(() => undefined);
      const first = await Promise.race([next, settled]);
      if (first || this.#failure) return first;
    }
    return next;
  }

  /** Takes one input; true when a chunk is full. */
  #take(item: T): boolean {
    const index = this.#received++;
    const prepared = this.#source.prepare(item);
    if ("reason" in prepared) {
      this.#rejected.push({ index, reason: prepared.reason });
      return false;
    }
    const firstIndex = this.#seen.firstPlace(prepared.identity, index);
    if (firstIndex !== undefined) {
      this.#repeated.push({ index, firstIndex });
      return false;
    }
    return this.#filling.push({ index, wire: prepared.wire }) >= this.#source.max;
  }

  /** Sends the chunk that is full, unless a run before has; returns as soon as another one may be. */
  async #dispatch(): Promise<void> {
    const chunk = this.#formChunk();
    if (this.#isFinished(chunk)) return;
    this.#open.add(chunk);
    const work = this.#settleAll(chunk).then(() => {
      this.#finish(chunk);
      return this.#tell();
    });
    const watched: Promise<void> = work
      .catch((error: unknown) => {
        const failure: Failure = error instanceof Stopping ? error.failure : { culprit: "request", error };
        this.#failure ??= failure;
        this.#doubt(chunk, failure);
      })
      .then(() => {
        this.#underWay.delete(watched);
      });
    this.#underWay.add(watched);
    if (this.#underWay.size >= (this.#source.concurrency ?? 1)) await Promise.race(this.#underWay);
  }

  #formChunk(): Chunk<Wire> {
    const entries = this.#filling;
    this.#filling = [];
    for (const { wire } of entries) this.#hash = hash(JSON.stringify(wire), this.#hash);
    const facts = { number: this.#formed++, offset: this.#received, hash: written(this.#hash) };
    return { ...facts, entries, sending: [], tally: new Tally() };
  }

  /**
   * Whether a run before has finished this chunk.
   * @throws InputError where the source is not what it was then
   */
  #isFinished({ number, offset, hash: now }: Chunk<Wire>): boolean {
    const from = this.#from;
    if (!from) return false;
    const ahead = from.ahead.find(({ chunk }) => chunk === number);
    const then = number === from.chunks - 1 ? from : ahead;
    if (then && (now !== then.hash || offset !== then.offset)) throw this.#changed("differs");
    return number < from.chunks || ahead !== undefined;
  }

  #changed(how: string): InputError {
    const problem = `is of another source: this one ${how} before the place that the run had come to`;
    return checkpointError(this.#source, problem);
  }

  #finish(chunk: Chunk<Wire>): void {
    this.#open.delete(chunk);
    this.#tally.add(chunk.tally);
    this.#ahead.set(chunk.number, { offset: chunk.offset, hash: chunk.hash });
    for (let next = this.#ahead.get(this.#row.chunks); next; next = this.#ahead.get(this.#row.chunks)) {
      this.#ahead.delete(this.#row.chunks);
      this.#row = { chunks: this.#row.chunks + 1, offset: next.offset, hash: next.hash };
    }
  }

  /** Sends a chunk, and goes on without the items that the service refuses. */
  async #settleAll(chunk: Chunk<Wire>): Promise<void> {
    while (chunk.entries.length > 0) {
      const result = await this.#send(chunk, chunk.entries);
      if ("done" in result) this.#settle(chunk, chunk.entries, result);
      else await this.#isolate(chunk, result);
    }
  }

  /**
   * A sentence like "row 3" may count from 0 or from 1, so what it names is sent alone: an item is only rejected when it is
   * refused on its own, and none is dropped for another's fault.
   */
  async #isolate(chunk: Chunk<Wire>, { places, reason, error }: ChunkRefusal): Promise<void> {
    const { entries } = chunk;
    if (entries.length === 1) return refuse(chunk, entries, reason);
    const suspects = new Set(
      places.flatMap((place) => [entries[place], entries[place - 1]].filter((one) => one !== undefined)),
    );
    if (suspects.size === 0) throw new Stopping({ culprit: "request", error });
    for (const suspect of suspects) {
      const alone = await this.#send(chunk, [suspect]);
      if ("done" in alone) this.#settle(chunk, [suspect], alone);
      else refuse(chunk, [suspect], alone.reason);
    }
  }

  async #send(chunk: Chunk<Wire>, entries: readonly Entry<Wire>[]): Promise<ChunkResult | ChunkRefusal> {
    const { send } = this.#source;
    chunk.sending = entries;
    try {
      return await send(
        entries.map(({ wire }) => wire),
        entries.map(({ index }) => index),
      );
    } catch (error) {
      throw new Stopping({ culprit: "request", error });
    }
  }

  #settle(chunk: Chunk<Wire>, entries: readonly Entry<Wire>[], counts: ChunkResult): void {
    this.#sent = true;
    this.#partly ||= counts.partly === true;
    chunk.tally.settle(entries.length, counts);
    drop(chunk, entries);
  }

  /** What was sent last and got no answer that settles it may have been carried out. */
  #doubt(chunk: Chunk<Wire>, { error }: Failure): void {
    const wasRefused = error instanceof PuffleError && error.outcome === "not_sent";
    // Nothing is on its way where it was the listener that failed.
    if (wasRefused || chunk.sending.length === 0) return;
    this.#settle(chunk, chunk.sending, { done: 0 });
  }

  /** One after the other, in the order in which chunks were settled. */
  #tell(): Promise<void> {
    const { onProgress, signal, operation } = this.#source;
    if (!onProgress) return this.#told;
    this.#told = this.#told.then(async () => {
      if (this.#failure) return;
      const { done, duplicates, failed } = this.#tally;
      const steps = { received: this.#received, done, duplicates, failed, chunks: this.#chunks };
      try {
        const heard: unknown = onProgress({ ...steps, checkpoint: this.#checkpoint() });
        // A promise of whichever make: some do their work only when they are waited for.
        if (typeof member(heard, "then") === "function") await unlessAborted(Promise.resolve(heard), signal, operation);
      } catch (error) {
        throw new Stopping({ culprit: "listener", error });
      }
    });
    return this.#told;
  }

  get #chunks(): number {
    return this.#row.chunks + this.#ahead.size;
  }

  #counts(): BatchCounts {
    const sum = new Tally();
    sum.add(this.#tally);
    let notSent = this.#filling.length;
    for (const { tally, entries } of this.#open) {
      sum.add(tally);
      notSent += entries.length;
    }
    const { done, duplicates, failed, unknown, refused: byService } = sum;
    const rejected = [...this.#rejected, ...byService].sort((a, b) => a.index - b.index);
    const repeated = this.#repeated;
    const open = unknown + notSent;
    return {
      // A run that goes on and ends early has not come to all that the one before had finished.
      received: done + duplicates + failed + rejected.length + repeated.length + open,
      ...{ done, duplicates, failed, rejected, repeated, unknown, notSent },
      chunks: this.#chunks,
      checkpoint: this.#checkpoint(),
    };
  }

  /** Of what is finished: what is in doubt is sent again by a run that goes on from here, which does no harm to it. */
  #checkpoint(): BatchCheckpoint {
    const { operation, target, max } = this.#source;
    const ahead = [...this.#ahead].map(([chunk, { offset, hash: now }]) => ({ chunk, offset, hash: now }));
    const { done, duplicates, failed, unknown, refused: rejected } = this.#tally;
    const counts = { done, duplicates, failed, unknown, rejected: [...rejected] };
    return makeCheckpoint({ operation, target, max, ...this.#row, ahead, ...counts });
  }

  /** What stopped the run, with the report; as it is where this run has sent nothing. */
  #stopped({ culprit, error }: Failure): unknown {
    if (!this.#sent) return error;
    const known = error instanceof PuffleError ? error : undefined;
    const counts = this.#counts();
    const { operation, noun, verb, report } = this.#source;
    const { code, said } = CULPRITS[culprit];
    const smaller =
      error instanceof InsufficientCreditsError && error.affordable
        ? ` At most ${error.affordable} more are covered.`
        : "";
    const message = `${operation}: stopped after ${counts.received} ${noun}s (${sums(counts, verb)}): ${known?.message ?? `${said}.`}${smaller}`;
    return new IncompleteError(message, {
      code: known?.code ?? code,
      operation,
      method: known?.method,
      path: known?.path,
      status: known?.status,
      correlationId: known?.correlationId,
      attempts: known?.attempts,
      outcome: counts.unknown > 0 ? "unknown" : counts.done > 0 || this.#partly ? "sent" : "not_sent",
      next: known?.next ?? "fix_request",
      retryAfterMs: known?.retryAfterMs,
      cause: error,
      report: report(counts),
    });
  }
}

/** Ends the work on a chunk; not an error that anybody else sees. */
class Stopping extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super("a chunk stopped the run", { cause: failure.error });
    this.failure = failure;
  }
}

function refuse<Wire>(chunk: Chunk<Wire>, entries: readonly Entry<Wire>[], reason: string): void {
  for (const { index } of entries) chunk.tally.refused.push({ index, reason });
  drop(chunk, entries);
}

function drop<Wire>(chunk: Chunk<Wire>, entries: readonly Entry<Wire>[]): void {
  chunk.sending = [];
  const gone = new Set(entries);
  chunk.entries = chunk.entries.filter((entry) => !gone.has(entry));
}

function sums({ done, duplicates, failed, rejected, repeated, unknown, notSent }: BatchCounts, verb: string): string {
  const each = [
    `${done} ${verb}`,
    `${duplicates} duplicates`,
    `${rejected.length} rejected`,
    `${repeated.length} repeated`,
  ];
  if (failed > 0) each.push(`${failed} failed`);
  return [...each, `${unknown} unknown`, `${notSent} not sent`].join(", ");
}
