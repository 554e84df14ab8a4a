import { members, must, withMethods } from "../core/checks.ts";
import type { Clock } from "../core/clock.ts";
import { InputError, type Problem } from "../core/errors.ts";
import { isRecord } from "../core/record.ts";
import { type WebhookFailure, WebhookVerificationError } from "./errors.ts";
import type { WebhookEvent } from "./webhook-events.ts";
import { readHeaders, type WebhookHeaders } from "./webhook-headers.ts";
import {
  bodyProblems,
  bytesOf,
  hmacKey,
  type RawBody,
  SIGNATURE_HEADER,
  secretProblems,
  TIMESTAMP_HEADER,
} from "./webhook-signature.ts";

export interface VerifyWebhookOptions {
  /**
   * How far the delivery's timestamp may be from now, before or after, in ms. Default 300 000 (five minutes); `Infinity`
   * leaves the timestamp alone, also where there is none.
   */
  readonly toleranceMs?: number | undefined;
  /** What tells the time. Default: the platform's. */
  readonly clock?: Pick<Clock, "now"> | undefined;
}

/** Milliseconds. */
const FIVE_MINUTES = 300_000;

/**
 * Lets a webhook's delivery through if LeadLex sent it, and hands out its event (L10). It needs no client and no API key,
 * sends nothing, and runs wherever there is Web Crypto; signatures are compared in constant time.
 *
 * Two things are left to the receiver:
 * - Bound the body's size while reading it, before it comes here.
 * - Drop duplicates by `event.id`. A delivery that is not answered with a 2xx within 10 seconds comes again, and its delivery
 *   id changes with each attempt; the event's id doesn't.
 *
 * The service signs the body alone, not the timestamp: whoever has recorded a delivery can post it again under a new time.
 * The tolerance keeps out only plain repetitions; the event's id tells every one.
 *
 * Whether a retry comes with the first attempt's timestamp is not documented. If late retries are refused as
 * `timestamp_stale`, set `toleranceMs` to `Infinity`, and rely on the event's id.
 *
 * @param rawBody the body as it came, before any parser
 * @param headers `request.headers` of any platform: `Headers`, an object (any letter case), or pairs
 * @param secret the webhook's; several while a webhook is being replaced, which is how its secret is changed: any of them may fit
 * @returns the event as the service wrote it, unknown types and members included. That it has an `id` and a `type` is checked;
 *   `isWebhookEvent` narrows it
 * @throws WebhookVerificationError where it is not to be trusted: answer 400. Its `code` says what it failed by
 * @throws InputError naming everything that is wrong with the arguments: a mistake of the receiver, so answer 500
 * @example
 * ```ts
 * const event = await verifyWebhook(await request.text(), request.headers, secret);
 * if (isWebhookEvent(event, "campaign.started")) console.log(event.data);
 * ```
 */
export async function verifyWebhook(
  rawBody: RawBody,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  options: VerifyWebhookOptions = {},
): Promise<WebhookEvent> {
  const found = readHeaders(headers);
  const problems: Problem[] = [
    ...bodyProblems(rawBody, "rawBody"),
    ...found.problems,
    ...problemsOfSecrets(secret),
    ...problemsOfOptions(options),
  ];
  if (problems.length > 0) throw new InputError(problems, "verifyWebhook");
  const { signature, timestamp, deliveryId } = found;
  const refuse: Refuse = (code, problem) => {
    const trace = deliveryId === undefined ? "" : ` (correlation id ${deliveryId})`;
    const details = { code, operation: "verifyWebhook", correlationId: deliveryId };
    return new WebhookVerificationError(`verifyWebhook: ${problem}${trace}`, details);
  };

  const body = bytesOf(rawBody);
  await checkSignature(body, signature, typeof secret === "string" ? [secret] : secret, refuse);
  const { toleranceMs = FIVE_MINUTES, clock } = options;
  // Not the SDK's own clock, which only goes forward: this time is compared with another machine's.
  if (toleranceMs !== Number.POSITIVE_INFINITY)
    // eslint-disable-next-line no-restricted-properties -- no client is here whose clock could be asked
    checkTimestamp(timestamp, toleranceMs, clock ? clock.now() : Date.now(), refuse);
  return readEvent(body, refuse);
}

/** Makes the error for a delivery that fails. */
type Refuse = (code: WebhookFailure, problem: string) => WebhookVerificationError;

function problemsOfOptions(options: unknown): readonly Problem[] {
  const toleranceMs = must("a number of ms, 0 or more", (value) => typeof value === "number" && value >= 0);
  return members({ toleranceMs, clock: withMethods("a clock", ["now"]) })(options, "options");
}

function problemsOfSecrets(secret: unknown): readonly Problem[] {
  if (!Array.isArray(secret)) return secretProblems(secret, "secret");
  if (secret.length === 0) return must("a string, or several", () => false)(secret, "secret");
  return secret.flatMap((one, place) => secretProblems(one, `secret[${place}]`));
}

async function checkSignature(
  body: Uint8Array<ArrayBuffer>,
  header: string | undefined,
  secrets: readonly string[],
  refuse: Refuse,
): Promise<void> {
  if (!header)
    throw refuse(
      "signature_missing",
      `there is no ${SIGNATURE_HEADER} header. LeadLex sends one with every delivery: refuse what comes without, and see that no proxy takes it away.`,
    );
  const hex = /^sha256=([\da-f]{64})$/i.exec(header)?.[1];
  if (hex === undefined)
    throw refuse(
      "signature_malformed",
      `the ${SIGNATURE_HEADER} header is not one "sha256=" and 64 hexadecimal digits. Refuse it, and see that no proxy changes or repeats the header.`,
    );
  const signature = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  const verified = await Promise.all(
    secrets.map(async (secret) => crypto.subtle.verify("HMAC", await hmacKey(secret, "verify"), signature, body)),
  );
  if (!verified.includes(true))
    throw refuse(
      "signature_mismatch",
      "the signature does not fit the body. Refuse it. If every delivery fails so, the secret is another webhook's, or the body is not the one that came: hand over its bytes before anything parses or decodes them.",
    );
}

function checkTimestamp(header: string | undefined, toleranceMs: number, now: number, refuse: Refuse): void {
  if (!header)
    throw refuse(
      "timestamp_missing",
      `there is no ${TIMESTAMP_HEADER} header. Refuse it, and see that no proxy takes it away.`,
    );
  const at = isoTime(header);
  if (at === undefined)
    throw refuse(
      "timestamp_malformed",
      `the ${TIMESTAMP_HEADER} header is no ISO 8601 time. Refuse it, and see that no proxy changes or repeats the header.`,
    );
  const age = now - at;
  const tolerance = `the tolerance is ${toleranceMs / 1_000} s`;
  if (age > toleranceMs)
    throw refuse(
      "timestamp_stale",
      `the delivery was generated ${seconds(age)} s ago, and ${tolerance}. Refuse it: it may be a repetition. If all late retries fail so, set toleranceMs to Infinity and drop duplicates by the event's id.`,
    );
  // Written so that a time that is no number is refused as well.
  if (!(-age <= toleranceMs))
    throw refuse(
      "timestamp_in_future",
      `the delivery was generated ${seconds(-age)} s from now, and ${tolerance}. Refuse it, and see that this machine's clock is right.`,
    );
}

/** So many, rounded up: at the very edge it must not read as within the tolerance. */
function seconds(ms: number): number {
  return Math.ceil(ms / 1_000);
}

/** Milliseconds since 1970. A time without a zone is in UTC, where `Date.parse` would take the receiver's own. */
function isoTime(text: string): number | undefined {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?$/i.exec(text.trim());
  if (!found) return undefined;
  const [, day, time, fraction = "", zone = "Z"] = found;
  // The one form that every engine reads: three digits of a second, a colon in the zone.
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const at = Date.parse(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}${offset}`);
  return Number.isNaN(at) ? undefined : at;
}

function readEvent(body: Uint8Array<ArrayBuffer>, refuse: Refuse): WebhookEvent {
  let event: unknown;
  try {
    event = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    // The platform's own error is left out: it quotes the body.
    throw refuse(
      "event_malformed",
      "the signature is right, but the body is not JSON in UTF-8. Ask LeadLex what was sent.",
    );
  }
  if (isEvent(event)) return event;
  throw refuse(
    "event_malformed",
    "the signature is right, but the body is not an event: an object with an id and a type. Ask LeadLex what was sent.",
  );
}

function isEvent(value: unknown): value is WebhookEvent {
  return isRecord(value) && isText(value["id"]) && isText(value["type"]);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
