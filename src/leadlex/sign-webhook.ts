import { members, must } from "../core/checks.ts";
import { InputError, type Problem } from "../core/errors.ts";
import {
  bodyProblems,
  bytesOf,
  DELIVERY_HEADER,
  hmacKey,
  type RawBody,
  SIGNATURE_HEADER,
  secretProblems,
  TIMESTAMP_HEADER,
} from "./webhook-signature.ts";

export interface SignWebhookOptions {
  /** The id of this attempt to deliver. Default: a new one. */
  readonly deliveryId?: string | undefined;
  /** When the delivery was generated; a string goes out as it is. Default: now. */
  readonly timestamp?: Date | string | undefined;
}

/**
 * The headers with which LeadLex would deliver a body, for tests of your own receiver (L10). Sends nothing.
 *
 * @param body what is to be posted, exactly
 * @param secret the webhook's
 * @returns the headers by name
 * @throws InputError naming everything that is wrong with the arguments
 * @example
 * ```ts
 * const body = JSON.stringify({ id: "evt_1", type: "campaign.started", created_at: "2026-04-17T09:00:00Z", data: {} });
 * const headers = await signWebhook(body, "the webhook's secret");
 * const response = await fetch("http://127.0.0.1:8080/", { method: "POST", headers, body });
 * ```
 */
export async function signWebhook(
  body: RawBody,
  secret: string,
  options: SignWebhookOptions = {},
): Promise<Record<string, string>> {
  const problems: Problem[] = [
    ...bodyProblems(body, "body"),
    ...secretProblems(secret, "secret"),
    ...members({
      deliveryId: must("a string", (value) => typeof value === "string"),
      timestamp: must("a valid date or a string", (value) => typeof value === "string" || isValidDate(value)),
    })(options, "options"),
  ];
  if (problems.length > 0) throw new InputError(problems, "signWebhook");
  const { deliveryId = crypto.randomUUID(), timestamp = new Date() } = options;
  const signature = await crypto.subtle.sign("HMAC", await hmacKey(secret, "sign"), bytesOf(body));
  return {
    "Content-Type": "application/json",
    "User-Agent": "LeadLex-Webhook/1.0",
    [SIGNATURE_HEADER]: `sha256=${hex(new Uint8Array(signature))}`,
    [TIMESTAMP_HEADER]: typeof timestamp === "string" ? timestamp : timestamp.toISOString(),
    [DELIVERY_HEADER]: deliveryId,
  };
}

function isValidDate(value: unknown): boolean {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
