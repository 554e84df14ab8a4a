import type { Problem } from "../core/errors.ts";

/** A body as it is on the wire: Node's `Buffer` is a `Uint8Array`. A string stands for its UTF-8. */
export type RawBody = string | Uint8Array | ArrayBuffer;

/** @internal As the service writes them. */
export const SIGNATURE_HEADER = "X-LeadLex-Signature";
/** @internal */
export const TIMESTAMP_HEADER = "X-LeadLex-Timestamp";
/** @internal */
export const DELIVERY_HEADER = "X-LeadLex-Delivery-ID";

/** @internal A copy, so that nobody changes the bytes between looking at their signature and reading them. */
export function bytesOf(body: RawBody): Uint8Array<ArrayBuffer> {
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (!ArrayBuffer.isView(body)) return new Uint8Array(body.slice(0));
  return new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
}

/** @internal A webhook's secret as a key of HMAC-SHA256 for one use. */
export function hmacKey(secret: string, use: "sign" | "verify"): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [use]);
}

/** @internal Whether it can be told what was signed; a body that was parsed can't. */
export function bodyProblems(body: unknown, field: string): readonly Problem[] {
  // By its tag: a buffer of another realm is no `instanceof ArrayBuffer`.
  const isBuffer = ArrayBuffer.isView(body) || Object.prototype.toString.call(body) === "[object ArrayBuffer]";
  if (typeof body === "string" || isBuffer) return [];
  const problem =
    `must be the body as it came (a string, a Uint8Array or an ArrayBuffer), got ${kindOf(body)}: a parsed body no longer ` +
    "has the bytes that were signed. Take it before any parser does: await request.text(), or express.raw({ type: " +
    '"application/json" }) on this route of Express';
  return [{ field, problem }];
}

/** @internal A secret's form only; it is never repeated. */
export function secretProblems(secret: unknown, field: string): readonly Problem[] {
  if (secret === undefined || secret === null || secret === "")
    return [{ field, problem: "is missing: it is in the answer to creating the webhook, and nowhere else" }];
  if (typeof secret === "string" && secret !== secret.trim())
    return [{ field, problem: "begins or ends with white space: copy it again, without line ends" }];
  return typeof secret === "string" ? [] : [{ field, problem: `must be a string, got ${kindOf(secret)}` }];
}

/** Never the value: it may be a secret, or a person's data. */
function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : typeof value;
}
