import { operations } from "../../generated/puffle.operations.ts";
import type { Answer } from "../core/attempts.ts";
import { type ChunkResult, type Items, sendBatches } from "../core/batches.ts";
import { checkCallOptions, optionChecks } from "../core/call-options.ts";
import { PuffleError, TimeoutError } from "../core/errors.ts";
import { incomplete } from "../core/incomplete.ts";
import { iterate } from "../core/inputs.ts";
import type { CallOptions } from "../core/options.ts";
import { pauseBetween } from "../core/pause-between.ts";
import { at } from "../core/record.ts";
import type { Secret } from "../core/secret.ts";
import type { Budget } from "../core/waits.ts";
import { onceEach } from "./once-each.ts";
import type {
  ItemsOptions,
  SignalDraftError,
  SignalDraftRequest,
  SignalDrafts,
  SignalDraftsReport,
} from "./signal-changes.ts";
import { prepareDraftRequest } from "./signal-items.ts";
import type { PuffleEngine, SignalComment, SignalDirectMessage, SignalMessageResult } from "./types.ts";
import { unsettled } from "./update-items.ts";

const OPERATION = "generateSignalMessages";

/** Another call is writing the draft: the wait before it is asked for again, doubling (P18), in ms. */
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 30_000;
const IN_FLIGHT = "already_in_flight";

type Side = "dm" | "comment";

/** One signal on its way: what has been written, and what is still wanted. */
interface Course {
  readonly id: string;
  readonly index: number;
  readonly written: { dm?: SignalDirectMessage; comment?: SignalComment };
  /** Why a side was not written. */
  readonly errors: Map<Side, string>;
  wanted: readonly Side[];
  /** Whether any answer has spoken of it. */
  answered: boolean;
}

/**
 * Has drafts written, 20 signals a request, one request at a time, because each costs. What another call is writing is
 * asked for again after a wait, and nothing but that (P72).
 */
export async function generateSignalMessages(
  engine: PuffleEngine,
  items: Items<SignalDraftRequest>,
  options: ItemsOptions = {},
): Promise<SignalDraftsReport> {
  checkCallOptions(options, OPERATION, { onProgress: optionChecks.function });
  const { onProgress, ...each } = options;
  const settled: Course[] = [];
  let stop: PuffleError | undefined;
  const report = await sendBatches({
    operation: OPERATION,
    target: "",
    items: untilStopped(items, () => stop !== undefined),
    noun: "item",
    verb: "written",
    max: operations.generateSignalMessages.maxItems.max,
    prepare: onceEach<SignalDraftRequest, SignalDraftRequest>(prepareDraftRequest),
    async send(chunk, indexes) {
      const courses = chunk.map((item, place) => courseOf(item, indexes[place] ?? -1));
      const budget = engine.budget(each);
      await ask(engine, courses, each, budget);
      try {
        await askAgain(engine, courses, each, budget);
      } catch (error) {
        // What was written by then is settled, whatever stopped the rest.
        if (!(error instanceof PuffleError)) throw error;
        stop = error;
        for (const course of open(courses)) (error.outcome === "not_sent" ? giveUp : leaveInDoubt)(course);
      }
      settled.push(...courses.filter(({ answered }) => answered));
      return countsOf(courses);
    },
    report: (counts) => ({ ...unsettled(counts), ...outcomesOf(settled) }),
    signal: options.signal,
    onProgress: onProgress && (({ received, done, failed, chunks }) => onProgress({ received, done, failed, chunks })),
  });
  if (!stop) return report;
  const { results, errors, unknown } = report;
  const sums = `${results.length} answered, ${errors.length} of them not whole, ${unknown} unknown`;
  throw incomplete(stop, `${OPERATION}: stopped after ${report.received} items (${sums}): ${stop.message}`, report);
}

function courseOf(item: SignalDraftRequest, index: number): Course {
  const wanted: Side[] = [];
  if (item.dm) wanted.push("dm");
  if (item.comment) wanted.push("comment");
  return { id: item.id, index, written: {}, errors: new Map(), wanted, answered: false };
}

const open = (courses: readonly Course[]) => courses.filter(({ wanted }) => wanted.length > 0);

/** One request for all that is still wanted, and what came of it. */
async function ask(
  engine: PuffleEngine,
  courses: readonly Course[],
  options: CallOptions,
  budget: Budget,
): Promise<void> {
  const items = courses.map(({ id, wanted }) => ({
    id,
    ...(wanted.includes("dm") && { dm: true }),
    ...(wanted.includes("comment") && { comment: true }),
  }));
  const answer = await engine.answer(OPERATION, { body: { items } }, options, { budget });
  const results = await resultsIn(engine, answer);
  for (const course of courses) {
    const result = results.get(course.id.toLowerCase());
    if (result) note(course, result, answer.key);
    else leaveInDoubt(course);
  }
}

/** Asks for the sides that were in flight, until they are not, or the time is up. */
async function askAgain(
  engine: PuffleEngine,
  courses: readonly Course[],
  options: CallOptions,
  budget: Budget,
): Promise<void> {
  const { clock } = engine.config;
  for (let wait = FIRST_WAIT; open(courses).length > 0; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    const isLate = clock.now() + wait >= budget.endsAt;
    if (isLate) break;
    try {
      await pauseBetween(engine, OPERATION, wait, budget);
    } catch (error) {
      if (error instanceof TimeoutError) break;
      throw error;
    }
    await ask(engine, open(courses), options, budget);
  }
  for (const course of open(courses)) giveUp(course);
}

/** What a result says of the sides that were asked for; the error stands on the side or on the item. */
function note(course: Course, result: SignalMessageResult, key: Secret): void {
  course.answered = true;
  const { dm, comment, error } = result;
  const again: Side[] = [];
  for (const side of course.wanted) {
    const said = at(side === "dm" ? dm : comment, "error") ?? error;
    if (side === "dm" && typeof dm?.text === "string") course.written.dm = dm;
    else if (side === "comment" && typeof comment?.text === "string") course.written.comment = comment;
    else if (said === IN_FLIGHT) again.push(side);
    else course.errors.set(side, typeof said === "string" ? key.redact(said) : "not_written");
  }
  course.wanted = again;
}

/** What is not asked for any more, as another call is still writing it. */
function giveUp(course: Course): void {
  for (const side of course.wanted) course.errors.set(side, IN_FLIGHT);
  course.wanted = [];
}

/** Nobody knows whether it was written. */
function leaveInDoubt(course: Course): void {
  for (const side of course.wanted) course.errors.set(side, "outcome_unknown");
  course.wanted = [];
}

function countsOf(courses: readonly Course[]): ChunkResult {
  const answered = courses.filter((course) => course.answered);
  const failed = answered.filter(({ errors }) => errors.size > 0).length;
  const partly = answered.some(({ written }) => Object.keys(written).length > 0);
  return { done: answered.length - failed, failed, partly };
}

function outcomesOf(courses: readonly Course[]): {
  readonly results: readonly SignalDrafts[];
  readonly errors: readonly SignalDraftError[];
} {
  return {
    results: courses.map(({ id, index, written }) => ({ id, index, ...written })),
    errors: courses.flatMap(({ id, index, errors }) => {
      const [error] = errors.values();
      return error === undefined ? [] : [{ id, index, error, sides: [...errors.keys()] }];
    }),
  };
}

/** The results by signal, which the documents call `id` and `signalId`. */
async function resultsIn(engine: PuffleEngine, answer: Answer): Promise<ReadonlyMap<string, SignalMessageResult>> {
  const results = at(answer.data, "results");
  if (!Array.isArray(results)) throw await engine.unreadable(OPERATION, answer, "has no `results`");
  const byId = new Map<string, SignalMessageResult>();
  for (const one of results) {
    const id: unknown = at(one, "id") ?? at(one, "signalId");
    // eslint-disable-next-line @typescript-eslint/no-unsafe-argument -- what is in a result is looked at where it is used
    if (typeof id === "string") byId.set(id.toLowerCase(), { ...one });
  }
  return byId;
}

/** The source, which ends where the run is to go no further: what is not taken from it is not counted. */
function untilStopped<T>(items: Items<T>, isStopped: () => boolean): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = iterate({ items, operation: OPERATION, noun: "item" });
      return {
        async next() {
          if (!isStopped()) return iterator.next();
          await iterator.return?.();
          return { done: true, value: undefined };
        },
        async return() {
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
