import { must, show } from "../core/checks.ts";
import type { Problem } from "../core/errors.ts";
import { isRecord } from "../core/record.ts";
import { DELIVERY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER } from "./webhook-signature.ts";

/** A request's headers as platforms have them: `Headers`, Node's `request.headers`, or pairs. Names in any letter case. */
export type WebhookHeaders =
  | Headers
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [name: string, value: string]>;

/** @internal What a delivery says of itself. One that is there twice reads as one value with a comma, as in `Headers`. */
export interface DeliveryHeaders {
  readonly signature: string | undefined;
  readonly timestamp: string | undefined;
  /** Only where it is fit to be printed: it is not signed. */
  readonly deliveryId: string | undefined;
  readonly problems: readonly Problem[];
}

/** @internal */
export function readHeaders(headers: unknown): DeliveryHeaders {
  const problems: Problem[] = [];
  const values = new Map<string, string>();
  for (const entry of entriesOf(headers, problems)) {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- whatever is in it is unknown from here on
    const [name, value]: readonly unknown[] = Array.isArray(entry) ? entry : [];
    if (typeof name !== "string") {
      const problem = `must hold pairs of a name and a value, got ${show(entry)}; of Node's, take request.headers`;
      problems.push({ field: "headers", problem });
      break;
    }
    const known = WANTED.find((wanted) => wanted === name.toLowerCase());
    if (known === undefined || value === undefined) continue;
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    const isString = (one: unknown) => typeof one === "string";
    problems.push(...must("a string", () => all.every(isString))(value, `headers["${known}"]`));
    values.set(known, [...(values.has(known) ? [values.get(known)] : []), ...all].join(", "));
  }
  const deliveryId = values.get(DELIVERY_HEADER.toLowerCase());
  return {
    signature: values.get(SIGNATURE_HEADER.toLowerCase())?.trim(),
    timestamp: values.get(TIMESTAMP_HEADER.toLowerCase())?.trim(),
    deliveryId: deliveryId !== undefined && /^[\w-]{1,64}$/.test(deliveryId) ? deliveryId : undefined,
    problems,
  };
}

const WANTED = [SIGNATURE_HEADER, TIMESTAMP_HEADER, DELIVERY_HEADER].map((name) => name.toLowerCase());

function entriesOf(headers: unknown, problems: Problem[]): Iterable<unknown> {
  if (isIterable(headers)) return headers;
  if (isRecord(headers)) return Object.entries(headers);
  problems.push(...must("the request's headers: Headers, an object, or pairs", () => false)(headers, "headers"));
  return [];
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return isRecord(value) && Symbol.iterator in value;
}
