import { operations } from "../../generated/puffle.operations.ts";
import type { Answer, Lost } from "../core/attempts.ts";
import type { ApiResponse } from "../core/call.ts";
import { checkIds } from "../core/check-ids.ts";
import { InputError, OutcomeUnknownError, type Problem } from "../core/errors.ts";
import type { StartedOperation } from "../core/operation.ts";
import type { CallOptions } from "../core/options.ts";
import { firstAttemptAt, ownWork, unproved } from "../core/own-work.ts";
import { idProblem } from "../core/path.ts";
import { isRecord } from "../core/record.ts";
import { settlingRead, untilSettled } from "../core/settling-read.ts";
import type { Budget } from "../core/waits.ts";
import { detailsOf } from "./details-of.ts";
import { SearchInProgressError } from "./errors.ts";
import { startedOperation } from "./jobs.ts";
import type { LeadSearchResults, LeadSearchStarted, LeadSearchTask, NewLeadSearch, PuffleEngine } from "./types.ts";

const OPERATION = "createLeadSearch";
const NOUN = "search for this prompt and list";

/** The service lowers a greater number without saying so. (E 3) */
const MOST_RECORDS = 2_500;
/** So many searches are listed, the latest ones. (E 3) */
const LISTED = 20;

type Started = StartedOperation<LeadSearchTask, LeadSearchStarted>;
type Wire = NewLeadSearch & { readonly listId: string };

/** Starts a search once: a lost answer is settled by the searches that are there, told apart by prompt and list (P17). */
export async function searchLeads(
  engine: PuffleEngine,
  body: NewLeadSearch,
  options: CallOptions | undefined,
): Promise<Started> {
  checkSearch(body);
  // A list of its own makes a search that nobody else can have begun.
  const isOwnList = body.listId === undefined;
  const wire: Wire = { ...body, listId: body.listId ?? crypto.randomUUID() };
  const budget = engine.budget(options);
  let readBy: string | undefined;
  const reconcile = async (lost: Lost) => {
    const started = await untilSettled(engine, lost, async (): Promise<LeadSearchStarted | undefined> => {
      const answer = await readSearches(engine, settlingRead(options), lost.budget, true);
      readBy = answer.correlationId;
      const task = ownSearch(engine, wire, isOwnList, answer, lost);
      return task && { task, list: { id: wire.listId } };
    });
    // What got no answer in time may begin whenever it arrives: another one could then be paid for as well.
    if (!started && lost.late) throw unproved(OPERATION, NOUN, []);
    return started;
  };
  try {
    const answer = await engine.answer(OPERATION, { body: wire }, options, { budget, reconcile });
    await engine.member(OPERATION, answer, "task");
    await engine.member(OPERATION, answer, "list");
    const { task, list } = answer.data;
    if (idProblem(task.id)) throw await engine.unreadable(OPERATION, answer, "has no `task.id`");
    return startedOperation(engine, OPERATION, task.id, { task, list }, answer.correlationId ?? readBy);
  } catch (error) {
    if (error instanceof OutcomeUnknownError) throw withList(error, wire.listId);
    if (!(error instanceof SearchInProgressError)) throw error;
    throw await withActiveTask(engine, error, wire.listId, settlingRead(options), budget);
  }
}

/** Reads the raw rows of a search; its id goes into the query, where no path looks at it. */
export async function readSearchResults(
  engine: PuffleEngine,
  taskId: string,
  options: CallOptions | undefined,
): Promise<ApiResponse<LeadSearchResults>> {
  checkIds("listLeadSearchResults", { taskId });
  return engine.call("listLeadSearchResults", { query: { taskId } }, options).withResponse();
}

/** P51: everything that is wrong is said at once, before anything is sent. */
function checkSearch(body: NewLeadSearch): void {
  if (!isRecord(body)) throw new InputError([{ field: "body", problem: "must be an object" }], OPERATION);
  const { prompt, fetch_count: count, listId, listName }: Record<string, unknown> = body;
  const problems: Problem[] = [];
  if (typeof prompt !== "string" || prompt.trim() === "")
    problems.push({ field: "prompt", problem: "must say in words who is looked for" });
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > MOST_RECORDS)
    problems.push({ field: "fetch_count", problem: `must be a whole number from 1 to ${MOST_RECORDS}` });
  const noId = listId === undefined ? undefined : idProblem(listId);
  if (noId) problems.push({ field: "listId", problem: noId });
  if (listName !== undefined && typeof listName !== "string")
    problems.push({ field: "listName", problem: "must be a string" });
  if (problems.length > 0) throw new InputError(problems, OPERATION);
}

type Searches = Answer<{ readonly tasks: readonly LeadSearchTask[] }>;

async function readSearches(
  engine: PuffleEngine,
  options: CallOptions,
  budget: Budget,
  settles: boolean,
): Promise<Searches> {
  const answer = await engine.answer("listLeadSearches", {}, options, { budget, settles });
  await engine.items("listLeadSearches", answer, "tasks");
  return answer;
}

/**
 * The search that the lost attempts began, if they did.
 * @throws OutcomeUnknownError where that can't be told
 */
function ownSearch(
  engine: PuffleEngine,
  { prompt, listId }: Wire,
  isOwnList: boolean,
  answer: Searches,
  lost: Lost,
): LeadSearchTask | undefined {
  const { tasks } = answer.data;
  // What the service leaves out might be what was sent.
  const all = tasks.filter(
    (task) => [undefined, null, listId].includes(task.resultListId) && isSame(task.prompt ?? prompt, prompt),
  );
  const [only, ...more] = all.filter((task) => task.resultListId === listId);
  if (isOwnList && only && more.length === 0) return only;
  const own = ownWork(engine, {
    operation: OPERATION,
    noun: NOUN,
    all,
    answer,
    lost,
    createdAt: (task) => task.createdAt,
    isAsSent: (task) => task.resultListId === listId && typeof task.prompt === "string",
  });
  if (own) return own;
  // A full list whose every search is newer may leave this one out.
  const since = firstAttemptAt(answer, lost, engine.config.clock.now());
  const isBefore = ({ createdAt }: LeadSearchTask) => since && Date.parse(createdAt ?? "") < since.earliest;
  if (tasks.length >= LISTED && !tasks.some(isBefore)) throw unproved(OPERATION, NOUN, []);
  return undefined;
}

function isSame(one: string, other: string): boolean {
  return one.trim() === other.trim();
}

/** P52: the refusal with the search that is in the way, where it can be read. */
async function withActiveTask(
  engine: PuffleEngine,
  error: SearchInProgressError,
  listId: string,
  options: CallOptions,
  budget: Budget,
): Promise<SearchInProgressError> {
  try {
    const { data } = await readSearches(engine, options, budget, false);
    const activeTask = data.tasks.find((task) => task.resultListId === listId && !isOver(task));
    if (!activeTask) return error;
    const message = `${error.message} Its task is ${activeTask.id}: leads.searchOperation(id) waits for it.`;
    return new SearchInProgressError(message, { ...detailsOf(error), said: error.said, activeTask });
  } catch {
    // The refusal is the news; that no more can be said about it is none.
    return error;
  }
}

/** What is in doubt, by the list that it would fill: the caller may not have named one. */
function withList(error: OutcomeUnknownError, listId: string): OutcomeUnknownError {
  const message = `${error.message} It would fill the list ${listId}: name that list when you search again, and what it has found is not found again.`;
  return new OutcomeUnknownError(message, { ...detailsOf(error), candidates: error.candidates });
}

function isOver({ status = "" }: LeadSearchTask): boolean {
  const { success, failure, ended } = operations.createLeadSearch.poll;
  return [...success, ...failure, ...ended].some((state) => state === status);
}
