import type { CallDetails } from "../core/engine.ts";
import { OutcomeUnknownError, PuffleError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import type { PuffleEngine } from "./types.ts";

/** How many leads a campaign has. When an answer was lost, only the roster's growth tells what the request came to. */
export async function rosterTotal(
  engine: PuffleEngine,
  id: string,
  options: CallOptions | undefined,
  details?: CallDetails,
): Promise<number> {
  const input = { path: { id }, query: { page: 1, limit: 1 } };
  const answer = await engine.answer("listCampaignLeads", input, options, details);
  const { total } = answer.data;
  if (typeof total !== "number") throw await engine.unreadable("listCampaignLeads", answer, "has no `total`");
  return total;
}

/**
 * Reads the roster's total after `operation` lost an answer.
 * @param operation whose work the growth tells
 * @param read reads the total
 * @throws OutcomeUnknownError when it can't be read: the leads may be there, and are never called "not sent" for that
 */
export async function totalAfterLoss(operation: string, read: () => Promise<number>): Promise<number> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof PuffleError)) throw cause;
    const message = `${operation}: an answer was lost, and how many leads it added could not be read. To send the same leads again does no harm: those that are there count as duplicates. ${cause.message}`;
    const { status, correlationId, attempts, retryAfterMs } = cause;
    const facts = { operation, status, correlationId, attempts, retryAfterMs };
    throw new OutcomeUnknownError(message, { ...facts, code: "outcome_unknown", cause });
  }
}
