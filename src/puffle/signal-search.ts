import type { Answer, Lost } from "../core/attempts.ts";
import { checkCallOptions } from "../core/call-options.ts";
import { checkIds } from "../core/check-ids.ts";
import { NotFoundError, OperationEndedError, type PuffleError } from "../core/errors.ts";
import type { JobReader, StartedOperation } from "../core/operation.ts";
import type { CallOptions } from "../core/options.ts";
import { ownWork, unproved } from "../core/own-work.ts";
import { idProblem } from "../core/path.ts";
import { settlingRead, untilSettled } from "../core/settling-read.ts";
import type { Budget } from "../core/waits.ts";
import { detailsOf } from "./details-of.ts";
import { SearchInProgressError } from "./errors.ts";
import { startedOperation } from "./jobs.ts";
import { checkSearch } from "./signal-input.ts";
import type { NewSignalSearch, PuffleEngine, SignalSearch, SignalSearchStarted } from "./types.ts";

const OPERATION = "createSignalSearch";
const NOUN = "search for the same";

/** Starts a search once; a lost answer is settled by reading the searches (P17). */
export async function startSignalSearch(
  engine: PuffleEngine,
  body: NewSignalSearch,
  options: CallOptions | undefined,
): Promise<StartedOperation<SignalSearch, SignalSearchStarted>> {
  checkCallOptions(options, OPERATION);
  checkSearch(body);
  const budget = engine.budget(options);
  let proved: SignalSearch | undefined;
  let readBy: string | undefined;
  const reconcile = async (lost: Lost) => {
    proved = await untilSettled(engine, lost, async () => {
      const answer = await readSearches(engine, settlingRead(options), lost.budget, true);
      readBy = answer.correlationId;
      return ownSearch(engine, body, answer, lost);
    });
    // What got no answer in time may begin whenever it arrives: another one could then be paid for as well.
    if (!proved && lost.late) throw unproved(OPERATION, NOUN, []);
    return proved;
  };
  try {
    const answer = await engine.answer(OPERATION, { body }, options, { budget, reconcile });
    const { id, status } = proved ?? answer.data;
    if (idProblem(id)) throw await engine.unreadable(OPERATION, answer, "has no `id`");
    const started = { id, ...(status !== undefined && { status }) };
    return startedOperation(engine, OPERATION, id, started, answer.correlationId ?? readBy);
  } catch (error) {
    if (!(error instanceof SearchInProgressError)) throw error;
    throw await withActiveSearch(engine, error, settlingRead(options), budget);
  }
}

type Searches = Answer<{ readonly searches: readonly SignalSearch[] }>;

async function readSearches(
  engine: PuffleEngine,
  options: CallOptions,
  budget: Budget,
  settles: boolean,
): Promise<Searches> {
  const answer = await engine.answer("listSignalSearches", { query: { limit: 100 } }, options, { budget, settles });
  await engine.items("listSignalSearches", answer, "searches");
  return answer;
}

/** What the lost attempts started: a search for the same, begun since, that this client has not met. */
function ownSearch(
  engine: PuffleEngine,
  body: NewSignalSearch,
  answer: Searches,
  lost: Lost,
): SignalSearch | undefined {
  return ownWork(engine, {
    operation: OPERATION,
    noun: NOUN,
    all: answer.data.searches.filter((search) => isForTheSame(search, body)),
    answer,
    lost,
    createdAt: (search) => search.createdAt,
    // All that was sent has been compared already.
    isAsSent: () => true,
  });
}

function isForTheSame(search: SignalSearch, { query, filterPrompt = "" }: NewSignalSearch): boolean {
  return search.query === query && (search.filterPrompt ?? "") === filterPrompt;
}

/** P11: the refusal with the search that is in the way, where it can be read. */
async function withActiveSearch(
  engine: PuffleEngine,
  error: SearchInProgressError,
  options: CallOptions,
  budget: Budget,
): Promise<SearchInProgressError> {
  try {
    const { searches } = (await readSearches(engine, options, budget, false)).data;
    const activeTask = searches.find(({ status }) => status === "pending" || status === "running");
    if (!activeTask) return error;
    const message = `${error.message} Its id is ${activeTask.id}: signals.searchOperation(id) waits for it.`;
    return new SearchInProgressError(message, { ...detailsOf(error), said: error.said, activeTask });
  } catch {
    // The refusal is the news; that no more can be said about it is none.
    return error;
  }
}

/** How a signal search is looked at: one request, with the results so far. */
export function signalSearchReader(engine: PuffleEngine): JobReader<SignalSearch> {
  return {
    async read(id: string, options: CallOptions | undefined, budget: Budget | undefined) {
      checkIds("listSignalSearches", { id });
      const details = { budget, once: true };
      const answer = await engine.answer("listSignalSearches", { query: { ids: id } }, options, details);
      await engine.items("listSignalSearches", answer, "searches");
      const search = answer.data.searches.find((one) => one.id === id);
      if (!search) throw notFound(answer.correlationId);
      return { state: search.status ?? "unknown", value: search, correlationId: answer.correlationId };
    },
    failure(state, operation, correlationId) {
      const trace = correlationId === undefined ? "" : ` (correlation id ${correlationId})`;
      const message = `${operation}: the search ended as ${state}. Start it again, and report it if it fails again.${trace}`;
      const details = {
        operation,
        correlationId,
        code: "signal_search_failed",
        outcome: "sent",
        next: "ask_human",
      } as const;
      return new OperationEndedError(message, { ...details, state });
    },
  };
}

function notFound(correlationId: string | undefined): PuffleError {
  const message = "listSignalSearches: there is no search of this id, or it belongs to another workspace.";
  const details = { code: "not_found", operation: "listSignalSearches", correlationId, next: "fix_request" } as const;
  return new NotFoundError(message, details);
}
