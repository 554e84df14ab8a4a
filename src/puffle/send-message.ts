import type { Answer } from "../core/attempts.ts";
import type { ApiResponse } from "../core/call.ts";
import type { CallDetails } from "../core/engine.ts";
import { InputError, NotFoundError, type Problem } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { idProblem } from "../core/path.ts";
import { settlingRead } from "../core/settling-read.ts";
import type { Budget } from "../core/waits.ts";
import {
  idOf,
  type NewThreadMessage,
  type PuffleEngine,
  type ThreadDeleted,
  type ThreadMessageSent,
  type ThreadRef,
} from "./types.ts";

/** Sends one message, once: the contract says that it is never repeated, and no option changes that (P17). */
export async function sendMessage(
  engine: PuffleEngine,
  thread: ThreadRef,
  body: NewThreadMessage,
  options: CallOptions | undefined,
  whole?: Pick<CallDetails, "budget" | "about">,
): Promise<ApiResponse<ThreadMessageSent>> {
  const operation = "sendThreadMessage";
  const problems: Problem[] = [];
  const { body_text, account_id }: Partial<NewThreadMessage> = body ?? {};
  if (typeof body_text !== "string" || body_text.trim() === "")
    problems.push({ field: "body_text", problem: "must be a text that is not empty" });
  const wrongId = account_id === undefined ? undefined : idProblem(account_id);
  if (wrongId) problems.push({ field: "account_id", problem: wrongId });
  if (problems.length > 0) throw new InputError(problems, operation);
  const answer = await engine.answer(operation, { path: { id: idOf(thread) }, body }, options, whole);
  await engine.member(operation, answer, "message");
  return shown(answer, answer.data);
}

/** Deletes a draft; one that an earlier attempt of this call has deleted is deleted. */
export async function deleteDraft(
  engine: PuffleEngine,
  thread: ThreadRef,
  options: CallOptions | undefined,
  whole?: Budget,
): Promise<ApiResponse<ThreadDeleted>> {
  const path = { id: idOf(thread) };
  const reconcile = async ({ budget }: { readonly budget: Budget }) => {
    try {
      const query = { limit: 1 };
      await engine.answer("listThreadMessages", { path, query }, settlingRead(options), { budget, settles: true });
      return undefined;
    } catch (error) {
      if (error instanceof NotFoundError) return { deleted: true };
      throw error;
    }
  };
  const answer = await engine.answer("deleteDraftThread", { path }, options, { budget: whole, reconcile });
  return shown(answer, answer.data);
}

/** What callers are shown of an answer: the key that it was got with is not among it (P02). */
function shown<T>({ status, headers, correlationId, attempts }: Answer, data: T): ApiResponse<T> {
  return { data, status, headers, correlationId, attempts };
}
