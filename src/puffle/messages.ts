import type { ApiResponse } from "../core/call.ts";
import { InputError, InsufficientCreditsError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { idProblem } from "../core/path.ts";
import {
  type CampaignRef,
  type GeneratedMessage,
  type GeneratedMessageUpdate,
  idOf,
  type PuffleEngine,
} from "./types.ts";

/** Which leads' messages the AI writes, and of which node. */
export interface AiMessages {
  readonly prospect_ids?: string[];
  readonly [member: string]: unknown;
}

/** Has messages written; a refusal for lack of credits says for how many of the given leads they last (P16). */
export async function generateAiMessages(
  engine: PuffleEngine,
  campaign: CampaignRef,
  body: AiMessages,
  options: CallOptions | undefined,
): Promise<ApiResponse<{ readonly [member: string]: unknown }>> {
  const input = { path: { id: idOf(campaign) }, body: { ...body, action: "generate_ai" as const } };
  try {
    return await engine.call("generateMessages", input, options).withResponse();
  } catch (error) {
    throw error instanceof InsufficientCreditsError ? withAffordable(error, input.body.prospect_ids) : error;
  }
}

/** Credits are charged for each lead, so the sum divided by the leads is the price of one. */
export function withAffordable(error: InsufficientCreditsError, leads: unknown): InsufficientCreditsError {
  const { required, balance, body, requestBody } = error;
  const count = Array.isArray(leads) ? new Set(leads).size : 0;
  if (count === 0 || !required || balance === undefined) return error;
  const affordable = Math.max(0, Math.floor((balance * count) / required));
  const smaller =
    affordable > 0 ? `the balance covers ${affordable}: ask for leave to do so many` : "the balance covers none";
  const message = `${error.message} Of the ${count} leads ${smaller}.`;
  return new InsufficientCreditsError(message, { ...error, body, requestBody, affordable });
}

/** Edits one message. Its id goes into the body, where nothing else looks at it. */
export async function updateMessage(
  engine: PuffleEngine,
  campaign: CampaignRef,
  messageId: string,
  body: Omit<GeneratedMessageUpdate, "message_id">,
  options: CallOptions | undefined,
): Promise<ApiResponse<GeneratedMessage>> {
  const problem = idProblem(messageId);
  if (problem !== undefined) throw new InputError([{ field: "messageId", problem }], "updateGeneratedMessage");
  const input = { path: { id: idOf(campaign) }, body: { ...body, message_id: messageId } };
  return engine.call("updateGeneratedMessage", input, options, { pick: "message" }).withResponse();
}
