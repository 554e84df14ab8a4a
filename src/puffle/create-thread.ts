import type { Answer, Lost } from "../core/attempts.ts";
import type { ApiResponse } from "../core/call.ts";
import { optionChecks } from "../core/call-options.ts";
import type { CallDetails } from "../core/engine.ts";
import { AbortError, InputError, type Problem, PuffleError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { isEqual, ownWork } from "../core/own-work.ts";
import { idProblem } from "../core/path.ts";
import { settlingRead, untilSettled } from "../core/settling-read.ts";
import type { Budget } from "../core/waits.ts";
import { ExistingThreadError } from "./errors.ts";
import type { NewThread, PuffleEngine, Thread } from "./types.ts";

export interface CreateThreadOptions extends CallOptions {
  /** What to do when the sender has a thread with the recipient: throw `ExistingThreadError` (default), or return it. */
  readonly ifExists?: "error" | "return" | undefined;
}

/** Creates a draft once; a lost answer is settled by reading the drafts for that recipient (P17). */
export async function createThread(
  engine: PuffleEngine,
  body: NewThread,
  options: CreateThreadOptions = {},
  whole: Pick<CallDetails, "budget" | "about"> = {},
): Promise<ApiResponse<Thread>> {
  const { ifExists, ...call } = options;
  checkDraft(body);
  const budget = engine.budget(call, undefined, whole.budget);
  const reconcile = async (lost: Lost) => {
    const thread = await untilSettled(engine, lost, () => findOwn(engine, body, settlingRead(call), lost));
    return thread && { thread };
  };
  try {
    const details = { ...whole, budget, reconcile, more: { ifExists: optionChecks.ifExists } };
    const checked = ifExists === undefined ? call : options;
    const answer = await engine.answer("createThread", { body }, checked, details);
    await engine.member("createThread", answer, "thread");
    const { thread } = answer.data;
    if (typeof thread.id !== "string") throw await engine.unreadable("createThread", answer, "has no `thread.id`");
    return response(answer, thread);
  } catch (error) {
    if (ifExists !== "return" || !(error instanceof ExistingThreadError)) throw error;
    return existing(engine, body, call, budget, error).catch((problem: unknown) => {
      // That it can't be read is no reason to keep its id back.
      throw problem instanceof PuffleError && !(problem instanceof AbortError) ? error : problem;
    });
  }
}

function checkDraft(body: NewThread): void {
  const problems: Problem[] = [];
  if (Object.values(body ?? {}).every((value) => value === undefined))
    problems.push({ field: "body", problem: "must have at least one member" });
  const wrongId = body?.account_id === undefined ? undefined : idProblem(body.account_id);
  if (wrongId) problems.push({ field: "account_id", problem: wrongId });
  if (problems.length > 0) throw new InputError(problems, "createThread");
}

/** P11: the thread that is in the way, read from the list: reading the thread itself would mark it as read. */
async function existing(
  engine: PuffleEngine,
  { account_id, participant_email }: NewThread,
  options: CallOptions,
  budget: Budget,
  otherwise: ExistingThreadError,
): Promise<ApiResponse<Thread>> {
  const recipient = address(participant_email);
  const query = {
    limit: MOST_DRAFTS,
    ...(recipient && { participant_email: recipient }),
    ...(account_id !== undefined && { sender_id: account_id }),
  };
  const answer = await engine.answer("listThreads", { query }, options, { budget });
  await engine.items("listThreads", answer, "threads");
  const found = answer.data.threads?.find(({ id }) => otherwise.existingThreads.includes(id));
  if (!found) throw otherwise;
  return response(answer, found);
}

/** What callers are shown of an answer: the key that it was got with is not among it (P02). */
function response({ status, headers, correlationId, attempts }: Answer, data: Thread): ApiResponse<Thread> {
  return { data, status, headers, correlationId, attempts };
}

/** So many drafts are looked through; a longer list proves nothing. */
const MOST_DRAFTS = 100;

/**
 * The draft that the lost attempts made, if they made it. Read as a list of drafts: whether `correspondence` has drafts
 * in it is not documented, and reading a thread itself would mark it as read.
 * @throws OutcomeUnknownError naming what may be this call's
 */
async function findOwn(
  engine: PuffleEngine,
  body: NewThread,
  options: CallOptions,
  lost: Lost,
): Promise<Thread | undefined> {
  const recipient = address(body.participant_email);
  const query = {
    status: "draft" as const,
    limit: MOST_DRAFTS,
    ...(recipient && { participant_email: recipient }),
    ...(body.account_id !== undefined && { sender_id: body.account_id }),
  };
  const answer = await engine.answer("listThreads", { query }, options, { budget: lost.budget, settles: true });
  await engine.items("listThreads", answer, "threads");
  const { threads = [], total = threads.length } = answer.data;
  const all = threads.filter((thread) => !isOtherwise(thread, body));
  const own = ownWork(engine, {
    operation: "createThread",
    noun: "draft for this recipient",
    all,
    answer,
    lost,
    createdAt: (thread) => thread.created_at,
    isAsSent: (thread) => isAsSent(thread, body),
  });
  if (!own && (total > threads.length || threads.length >= MOST_DRAFTS))
    throw new Error("there are more drafts than were read");
  return own;
}

/** Somebody else's for sure: another sender, another recipient, or no draft. */
function isOtherwise(thread: Thread, body: NewThread): boolean {
  const { status = "draft", account_id = body.account_id ?? null, participant_email } = thread;
  const isOther = participant_email !== undefined && address(participant_email) !== address(body.participant_email);
  return status !== "draft" || account_id !== (body.account_id ?? null) || isOther;
}

/** Equal in everything that was sent, and untouched. What an answer does not show can't be compared. */
function isAsSent(thread: Thread, { participant_email, ...members }: NewThread): boolean {
  const isSame = Object.entries(members).every(
    ([name, value]) => value === undefined || isEqual(Reflect.get(thread, name), value),
  );
  const untouched = thread.updated_at === thread.created_at && !thread.last_message_at;
  return isSame && untouched && address(thread.participant_email) === address(participant_email);
}

/** As the service keeps it. */
function address(email: string | null | undefined): string | undefined {
  return email?.trim().toLowerCase();
}
