import type { Chance } from "../chance.ts";
import { Refusal } from "../refusal.ts";
import { type Condition, sentence } from "./wording.ts";

/** The codes that the documents give to statuses (002); for 402 they show none, and this one is ours. */
const CODES: Readonly<Record<number, string>> = {
  400: "invalid_request",
  401: "unauthorized",
  402: "insufficient_credits",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  422: "unprocessable_entity",
  429: "rate_limited",
};

/** The structured shape of an error: `{ error: { code, message } }`. */
export function structured(status: number, message: string): { error: { code: string; message: string } } {
  return { error: { code: CODES[status] ?? "internal_error", message } };
}

/** 400 `invalid_request`, as the check against the contract answers it. */
export function invalidRequest(message: string): Refusal {
  return new Refusal(400, structured(400, message));
}

export function notFound(what: string): Refusal {
  return new Refusal(404, structured(404, `${what} not found`));
}

/** Which of the two shapes an operation uses is mostly not documented: about every third condition is structured. */
const STRUCTURED_SHARE = 0.35;

/**
 * A refusal whose sentence and shape the seed chooses.
 * @param facts what the sentence may quote
 */
export function refusal(
  chance: Chance,
  status: number,
  condition: Condition,
  facts: Parameters<typeof sentence>[2] = {},
): Refusal {
  return plainRefusal(chance, status, condition, sentence(chance, condition, facts));
}

/** A refusal whose sentence is documented; the seed chooses only the shape. */
export function plainRefusal(chance: Chance, status: number, condition: string, message: string): Refusal {
  const flat = chance.of("shape", condition) >= STRUCTURED_SHARE;
  return new Refusal(status, flat ? { error: message } : structured(status, message));
}
