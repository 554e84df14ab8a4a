import type { Lost } from "../core/attempts.ts";
import type { ApiResponse } from "../core/call.ts";
import type { CallOptions } from "../core/options.ts";
import { ownWork } from "../core/own-work.ts";
import { member } from "../core/record.ts";
import { settlingRead, untilSettled } from "../core/settling-read.ts";
import type { LeadList, NewLeadList, PuffleEngine } from "./types.ts";

const OPERATION = "createList";

/** Creates a list once; a lost answer is settled by the lists of that name, of which there may be several (P17). */
export async function createList(
  engine: PuffleEngine,
  body: NewLeadList,
  options: CallOptions | undefined,
): Promise<ApiResponse<LeadList>> {
  const budget = engine.budget(options);
  const given = member(body, "name");
  const name = typeof given === "string" && given.trim() !== "" ? given : "Untitled List";
  const reconcile = (lost: Lost) =>
    untilSettled(engine, lost, async () => {
      const reading = { budget: lost.budget, settles: true };
      const answer = await engine.answer("listLists", {}, settlingRead(options), reading);
      await engine.items("listLists", answer, "lists");
      const list = ownWork(engine, {
        operation: OPERATION,
        noun: "list of this name",
        all: (answer.data.lists ?? []).filter((one) => one.name === name),
        answer,
        lost,
        createdAt: (one) => one.createdAt,
        isAsSent: (one) => isAsSent(one, body),
      });
      return list && { list };
    });
  const answer = await engine.answer(OPERATION, { body }, options, { budget, reconcile });
  await engine.member(OPERATION, answer, "list");
  const { status, headers, correlationId, attempts, data } = answer;
  return { data: data.list, status, headers, correlationId, attempts };
}

/** Equal in everything that was sent, defaults included, and untouched since. */
function isAsSent(found: LeadList, { description, leadType = "person", leadIds = [] }: NewLeadList): boolean {
  return (
    (found.description ?? "") === (description ?? "") &&
    (found.leadType ?? leadType) === leadType &&
    found.leadCount === new Set(leadIds).size &&
    found.updatedAt === found.createdAt
  );
}
