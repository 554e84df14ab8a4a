import type { Answer, Lost } from "../core/attempts.ts";
import type { ApiResponse } from "../core/call.ts";
import type { CallOptions } from "../core/options.ts";
import { ownWork } from "../core/own-work.ts";
import { settlingRead, untilSettled } from "../core/settling-read.ts";
import { WebhookSecretLostError } from "./errors.ts";
import type { CreatedWebhook, LeadLexEngine, NewWebhook, Webhook } from "./types.ts";
import { checkWebhook } from "./webhook-input.ts";

const OPERATION = "createWebhook";

/** Registers a webhook once; a lost answer is settled by the webhook for this address (P17), whose secret is lost, though. */
export async function createWebhook(
  engine: LeadLexEngine,
  body: NewWebhook,
  options: CallOptions | undefined,
): Promise<ApiResponse<CreatedWebhook>> {
  checkWebhook(OPERATION, body, ["url", "events"]);
  const budget = engine.budget(options);
  const reconcile = (lost: Lost) =>
    untilSettled(engine, lost, async () => {
      const answer = await engine.answer("listWebhooks", {}, settlingRead(options), {
        budget: lost.budget,
        settles: true,
      });
      await engine.items("listWebhooks", answer, "webhooks");
      return ownWork(engine, {
        operation: OPERATION,
        noun: "webhook for this address",
        all: answer.data.webhooks.filter((one) => addressOf(one.url) === addressOf(body.url)),
        answer,
        lost,
        createdAt: (one) => one.created_at,
        isAsSent: (one) => isAsSent(one, body),
      });
    });
  const answer = await engine.answer(OPERATION, { body }, options, { budget, reconcile });
  const { data, status, headers, correlationId, attempts } = answer;
  // Nor has one that was found by reading.
  if (typeof data.secret !== "string" || data.secret === "") throw secretLost(answer);
  return { data, status, headers, correlationId, attempts };
}

function secretLost({ data: { id }, status, correlationId, attempts, key }: Answer<CreatedWebhook>) {
  const trace = correlationId === undefined ? "" : ` (correlation id ${correlationId})`;
  const message = `${OPERATION}: the webhook was registered (id ${key.redact(id)}), but its secret is shown only once, and that answer was lost. Delete it with webhooks.delete and create it again.${trace}`;
  return new WebhookSecretLostError(message, {
    code: "webhook_secret_lost",
    operation: OPERATION,
    webhookId: id,
    status,
    correlationId,
    attempts,
  });
}

/** Equal in everything that was sent, defaults included. */
function isAsSent(found: Webhook, { events, description = "", active = true }: NewWebhook): boolean {
  const wanted = new Set<string>(events);
  const has = new Set<string>(found.events);
  return (
    has.size === wanted.size &&
    [...wanted].every((event) => has.has(event)) &&
    (found.description ?? "") === description &&
    found.active === active
  );
}

/** The service may write an address in another way: `https://example.com` as `https://example.com/`. */
function addressOf(url: unknown): string {
  try {
    return new URL(String(url)).href;
  } catch {
    return String(url);
  }
}
