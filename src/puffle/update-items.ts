import { operations } from "../../generated/puffle.operations.ts";
import type { Answer } from "../core/attempts.ts";
import { type BatchCounts, type ChunkRefusal, type Items, sendBatches, type Unsettled } from "../core/batches.ts";
import { batchChecks, checkCallOptions } from "../core/call-options.ts";
import { BadRequestError } from "../core/errors.ts";
import { saidBy } from "../core/failures.ts";
import type { CallOptions } from "../core/options.ts";
import { at } from "../core/record.ts";
import { onceEach } from "./once-each.ts";
import type {
  DeletionReport,
  ItemError,
  ItemOutcomes,
  SignalChange,
  SignalLeadChange,
  SignalSourceChange,
  SignalTypeChange,
  UpdateOptions,
  UpdateReport,
} from "./signal-changes.ts";
import { type PreparedItem, prepareChange, prepareId, prepareLeadChange } from "./signal-items.ts";
import type { PuffleEngine } from "./types.ts";

type BatchWrite =
  | "updateSignals"
  | "updateSignalLeads"
  | "updateSignalTypes"
  | "deleteSignalTypes"
  | "updateSignalSources";

/** One of the operations that take items and answer for each by itself. */
interface Plan<T, Wire> {
  readonly operation: BatchWrite;
  readonly noun: string;
  readonly verb: "updated" | "deleted";
  prepare(item: T): PreparedItem<Wire>;
  idOf(wire: Wire): string;
  send(chunk: readonly Wire[], options: CallOptions): Promise<Answer>;
}

export function updateSignals(
  engine: PuffleEngine,
  items: Items<SignalChange>,
  options: UpdateOptions | undefined,
): Promise<UpdateReport> {
  const plan: Plan<SignalChange, SignalChange> = {
    operation: "updateSignals",
    noun: "item",
    verb: "updated",
    prepare: (item) => prepareChange("signal", item),
    idOf: ({ id }) => id,
    send: (chunk, each) => engine.answer("updateSignals", { body: { items: chunk } }, each),
  };
  return updated(engine, plan, items, options);
}

export function updateSignalLeads(
  engine: PuffleEngine,
  items: Items<SignalLeadChange>,
  options: UpdateOptions | undefined,
): Promise<UpdateReport> {
  const plan: Plan<SignalLeadChange, SignalLeadChange> = {
    operation: "updateSignalLeads",
    noun: "item",
    verb: "updated",
    prepare: prepareLeadChange,
    idOf: ({ entityId }) => entityId,
    send: (chunk, each) => engine.answer("updateSignalLeads", { body: { items: chunk } }, each),
  };
  return updated(engine, plan, items, options);
}

export function updateSignalTypes(
  engine: PuffleEngine,
  items: Items<SignalTypeChange>,
  options: UpdateOptions | undefined,
): Promise<UpdateReport> {
  const plan: Plan<SignalTypeChange, SignalTypeChange> = {
    operation: "updateSignalTypes",
    noun: "item",
    verb: "updated",
    prepare: (item) => prepareChange("type", item),
    idOf: ({ id }) => id,
    send: (chunk, each) => engine.answer("updateSignalTypes", { body: { items: chunk } }, each),
  };
  return updated(engine, plan, items, options);
}

export function updateSignalSources(
  engine: PuffleEngine,
  items: Items<SignalSourceChange>,
  options: UpdateOptions | undefined,
): Promise<UpdateReport> {
  const plan: Plan<SignalSourceChange, SignalSourceChange> = {
    operation: "updateSignalSources",
    noun: "item",
    verb: "updated",
    prepare: (item) => prepareChange("source", item),
    idOf: ({ id }) => id,
    send: (chunk, each) => engine.answer("updateSignalSources", { body: { items: chunk } }, each),
  };
  return updated(engine, plan, items, options);
}

/** An id that an earlier attempt of this call deleted is no longer there, and counts as deleted. */
export function deleteSignalTypes(
  engine: PuffleEngine,
  ids: Items<string>,
  options: UpdateOptions | undefined,
): Promise<DeletionReport> {
  const plan: Plan<string, string> = {
    operation: "deleteSignalTypes",
    noun: "id",
    verb: "deleted",
    prepare: prepareId,
    idOf: (id) => id,
    send: (chunk, each) => engine.answer("deleteSignalTypes", { body: { ids: chunk } }, each),
  };
  return sendItems(engine, plan, ids, options, (deleted, rest) => ({ deleted, ...rest }));
}

function updated<T, Wire>(
  engine: PuffleEngine,
  plan: Plan<T, Wire>,
  items: Items<T>,
  options: UpdateOptions | undefined,
): Promise<UpdateReport> {
  return sendItems(engine, plan, items, options, (ids, rest) => ({ updated: ids, ...rest }));
}

/** Sends items in requests of as many as the contract allows, and finds in the answers what became of each (P70). */
async function sendItems<T, Wire, Report>(
  engine: PuffleEngine,
  plan: Plan<T, Wire>,
  items: Items<T>,
  options: UpdateOptions = {},
  report: (done: readonly string[], rest: ItemOutcomes) => Report,
): Promise<Report> {
  const { operation, noun, verb } = plan;
  checkCallOptions(options, operation, batchChecks);
  const { onProgress, checkpoint, ...each } = options;
  const done: string[] = [];
  const errors: ItemError[] = [];
  return sendBatches({
    operation,
    target: "",
    items,
    noun,
    verb,
    max: operations[operation].maxItems.max,
    prepare: onceEach<T, Wire>((item) => plan.prepare(item)),
    async send(chunk, indexes) {
      let answer: Answer;
      try {
        answer = await plan.send(chunk, each);
      } catch (error) {
        const refusal = refusalOf(error, chunk.length);
        if (refusal) return refusal;
        throw error;
      }
      const outcome = await outcomesIn(engine, operation, answer, verb);
      const before = { done: done.length, failed: errors.length };
      for (const [place, wire] of chunk.entries()) {
        const id = plan.idOf(wire);
        const error = outcome.errors.get(id.toLowerCase());
        const gone = verb === "deleted" && answer.repeated && error === "not_found";
        if (error !== undefined && !gone) errors.push({ id, error, index: indexes[place] ?? -1 });
        else if (gone || outcome.done.has(id.toLowerCase())) done.push(id);
      }
      // Whom the answer doesn't mention is in doubt.
      return { done: done.length - before.done, failed: errors.length - before.failed };
    },
    report: (counts) =>
      report([...done], {
        ...unsettled(counts),
        errors: [...errors],
        earlier: counts.done + counts.failed - done.length - errors.length,
        checkpoint: counts.checkpoint,
      }),
    signal: options.signal,
    checkpoint,
    onProgress: onProgress && (({ duplicates: _, ...steps }) => onProgress(steps)),
  });
}

/** What the method's own report takes over of the counts. */
export function unsettled({ received, rejected, repeated, unknown, notSent, chunks }: BatchCounts): Unsettled {
  return { received, rejected, repeated, unknown, notSent, chunks };
}

/** What an answer says of each id, in small letters. */
async function outcomesIn(
  engine: PuffleEngine,
  operation: string,
  answer: Answer,
  verb: string,
): Promise<{ readonly done: ReadonlySet<string>; readonly errors: ReadonlyMap<string, string> }> {
  const done = at(answer.data, verb);
  const errors = at(answer.data, "errors");
  if (!Array.isArray(done) || !Array.isArray(errors))
    throw await engine.unreadable(operation, answer, `does not have both \`${verb}\` and \`errors\``);
  return {
    done: new Set(done.map((id) => String(id).toLowerCase())),
    errors: new Map(
      errors.map((one) => [String(at(one, "id")).toLowerCase(), answer.key.redact(String(at(one, "error")))]),
    ),
  };
}

/** A 400 that names items: the others need not wait for them. */
function refusalOf(error: unknown, count: number): ChunkRefusal | undefined {
  if (!(error instanceof BadRequestError)) return undefined;
  const sentence = saidBy(error.body, typeof error.body === "string" ? error.body : undefined) ?? "";
  const named = [...sentence.matchAll(/\b(?:items?|ids?|index|rows?)\W{0,3}(\d+)/gi)].map(([, place]) => Number(place));
  const places = named.filter((place) => place <= count);
  const alone = count === 1 && /\b(items?|ids?|index|rows?)\b/i.test(sentence);
  return places.length > 0 || alone ? { places, reason: error.said ?? "refused by the service", error } : undefined;
}
