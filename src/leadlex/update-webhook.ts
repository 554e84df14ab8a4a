import type { ApiResponse } from "../core/call.ts";
import type { CallOptions } from "../core/options.ts";
import type { LeadLexEngine, UpdatedWebhook, WebhookUpdate } from "./types.ts";
import { checkWebhook } from "./webhook-input.ts";

/** Changes a webhook. */
export async function updateWebhook(
  engine: LeadLexEngine,
  id: string,
  body: WebhookUpdate,
  options: CallOptions | undefined,
): Promise<ApiResponse<UpdatedWebhook>> {
  checkWebhook("updateWebhook", body);
  return engine.call("updateWebhook", { path: { id }, body }, options).withResponse();
}
