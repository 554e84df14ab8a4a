import type { Chance } from "../chance.ts";
import { Refusal } from "../refusal.ts";
import type { Schemas } from "./wire.ts";
import { type Condition, type Facts, sentence } from "./wording.ts";

export type ErrorCode = Schemas["Error"]["code"];

/** An error's body. */
export function errorBody(
  code: ErrorCode,
  message: string,
  details?: Schemas["ErrorDetails"],
): { readonly error: Schemas["Error"] } {
  return { error: { code, message, ...(details && { details }) } };
}

/** A refusal whose sentence is documented, or says what the contract says. */
export function plainRefusal(status: number, code: ErrorCode, message: string): Refusal {
  return new Refusal(status, errorBody(code, message));
}

/**
 * A refusal whose sentence the seed chooses.
 * @param facts what the sentence may quote
 */
export function refusal(
  chance: Chance,
  status: number,
  code: ErrorCode,
  condition: Condition,
  facts: Partial<Facts> = {},
): Refusal {
  return plainRefusal(status, code, sentence(chance, condition, facts));
}

/** 400 with the code that the older pages have for everything. */
export function invalid(chance: Chance, condition: Condition, facts: Partial<Facts> = {}): Refusal {
  return refusal(chance, 400, "validation_error", condition, facts);
}

/** The codes of a 404: older pages have one for everything, newer ones one for each thing. */
type MissingCode =
  | "not_found"
  | "campaign_not_found"
  | "step_not_found"
  | "enrollment_not_found"
  | "list_not_found"
  | "membership_not_found"
  | "webhook_not_found";

/** @param what such as `campaign` */
export function missing(chance: Chance, code: MissingCode, what: string): Refusal {
  return refusal(chance, 404, code, "not_found", { what });
}
