import { requests } from "../../../generated/leadlex.requests.ts";
import { ContractCheck, type RequestProblem } from "../contract-check.ts";
import { type ErrorCode, plainRefusal } from "./refusal.ts";

/** So many problems of a request are named; a long list helps nobody. */
const MOST_PROBLEMS = 5;
const MOST_PER_PAGE = 100;

/** Looks at requests as the contract has them, and refuses with the codes that each page has. */
export class RequestCheck {
  readonly #check = new ContractCheck(requests, (operation, problems) => {
    const sentences = problems.map(({ sentence }) => sentence);
    return plainRefusal(400, codeOf(operation, problems[0]), sentences.slice(0, MOST_PROBLEMS).join("; "));
  });

  /**
   * What a page above its maximum does is not stated; here, as is usual, it is cut down to it, and the answer says so.
   * @throws Refusal 400
   */
  query(operation: string, params: URLSearchParams): object | undefined {
    const asked = Number(params.get("per_page"));
    if (!(asked > MOST_PER_PAGE)) return this.#check.query(operation, params);
    const cut = new URLSearchParams(params);
    cut.set("per_page", String(MOST_PER_PAGE));
    return this.#check.query(operation, cut);
  }

  /** @throws Refusal 400 */
  body(operation: string, text: string): unknown {
    return this.#check.body(operation, text);
  }
}

/** Members whose problems have a code of their own. Everything else is a `validation_error`, as on the older pages. */
const CODES: Readonly<Record<string, (problem: RequestProblem) => ErrorCode | undefined>> = {
  updateCampaign: ({ where }) =>
    where === "daily_send_limit" ? "invalid_send_limit" : where === "sending_timezone" ? "invalid_timezone" : undefined,
  addCampaignContacts: ({ kind }) =>
    kind === "many" ? "too_many_contacts" : kind === "few" || kind === "missing" ? "missing_required_field" : undefined,
  createStep: ({ where, kind }) =>
    kind === "missing" ? "missing_required_field" : where === "send_condition" ? "invalid_send_condition" : undefined,
  updateStep: ({ where }) => (where === "send_condition" ? "invalid_send_condition" : undefined),
  createWebhook: ({ where, kind }) => (kind === "missing" ? "missing_required_field" : webhookCode(where)),
  updateWebhook: ({ where }) => webhookCode(where),
};

function webhookCode(where: string): ErrorCode | undefined {
  if (where.startsWith("events")) return "invalid_events";
  return where === "url" ? "invalid_url" : undefined;
}

function codeOf(operation: string, problem: RequestProblem): ErrorCode {
  return CODES[operation]?.(problem) ?? "validation_error";
}
