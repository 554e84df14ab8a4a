import type { Lost } from "../core/attempts.ts";
import type { ApiResponse } from "../core/call.ts";
import { type ErrorDetails, ResponseMismatchError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { ownWork } from "../core/own-work.ts";
import { member } from "../core/record.ts";
import { settlingRead, untilSettled } from "../core/settling-read.ts";
import { WebhookSecretLostError } from "./errors.ts";
import type { CreatedWebhook, LeadLexEngine, NewWebhook, Webhook } from "./types.ts";
import { checkWebhook } from "./webhook-input.ts";

const OPERATION = "createWebhook";

type Traced = Pick<ErrorDetails, "status" | "correlationId" | "attempts" | "cause">;

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
  const answer = await engine.answer(OPERATION, { body }, options, { budget, reconcile }).catch(misfit);
  const { data, status, headers, correlationId, attempts } = answer;
  // Nor has one that was found by reading.
  if (typeof data.secret !== "string" || data.secret === "") {
    const { id } = data;
    const why = answer.reconciled ? "that answer was lost" : "that answer came without it";
    throw secretLost(typeof id === "string" ? answer.key.redact(id) : "", why, "", answer);
  }
  return { data, status, headers, correlationId, attempts };
}

/** Under `strict`, an answer that differs is not handed out, and the secret that is in it is in none after it. */
function misfit(error: unknown): never {
  const id = error instanceof ResponseMismatchError ? member(error.body, "id") : undefined;
  if (!(error instanceof ResponseMismatchError) || typeof id !== "string") throw error;
  const why = 'that answer does not fit the contract, which validation: "strict" refuses';
  throw secretLost(id, why, ' with validation: "report"', { ...error, cause: error });
}

/** @param how what to do otherwise when it is created again */
function secretLost(webhookId: string, why: string, how: string, details: Traced): WebhookSecretLostError {
  const { status, correlationId, attempts, cause } = details;
  const trace = correlationId === undefined ? "" : ` (correlation id ${correlationId})`;
  const message = `${OPERATION}: the webhook was registered (id ${webhookId || "not told"}), but its secret is shown only once, and ${why}. Delete it with webhooks.delete and create it again${how}.${trace}`;
  return new WebhookSecretLostError(message, {
    code: "webhook_secret_lost",
    operation: OPERATION,
    webhookId,
    status,
    correlationId,
    attempts,
    cause,
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
