import type { Chance } from "../chance.ts";

/**
 * LeadLex's pages give codes and conditions, and hardly ever the sentence. The sentences here are the sandbox's own, several
 * for each condition; the seed chooses, so that a client that works under many seeds does not depend on one wording.
 */
export const wordings = {
  invalid_key: [
    () => "Invalid API key",
    () => "The API key is invalid, expired or revoked",
    () => "API key not recognised",
  ],
  missing_key: [
    () => "Missing Authorization header",
    () => "An API key is required",
    () => "Send your key as a Bearer token",
  ],
  permission: [
    ({ what }) => `Missing '${what}' permission`,
    ({ what }) => `This API key lacks the ${what} permission`,
    ({ what }) => `Insufficient permissions: ${what} is required`,
  ],
  rate_minute: [
    ({ count }) => `Rate limit exceeded: ${count} requests per minute`,
    () => "Too many requests. Please slow down.",
    ({ count }) => `You may make ${count} calls a minute`,
  ],
  rate_day: [
    ({ count }) => `Daily limit of ${count} requests reached`,
    () => "Rate limit exceeded for today",
    () => "You have used up your plan's calls; the limit resets at midnight UTC",
  ],
  not_found: [
    ({ what }) => `${capital(what)} not found`,
    ({ what }) => `No such ${what} in this workspace`,
    ({ what }) => `The ${what} does not exist or you have no access to it`,
  ],
  no_route: [() => "Not found", () => "Unknown endpoint", () => "There is nothing at this path"],
  list_unknown: [
    () => "Invalid list ID",
    () => "list_id does not name a list of this workspace",
    () => "The list does not exist",
  ],
  blank: [
    ({ what }) => `${what} is required`,
    ({ what }) => `${what} must not be empty`,
    ({ what }) => `Missing required field: ${what}`,
  ],
  timezone: [
    () => "sending_timezone is not a valid IANA timezone",
    () => "Unknown timezone",
    () => "Invalid timezone: use a name such as Europe/Berlin",
  ],
  // What keeps a campaign from starting (seed 003).
  start_empty: [
    () => "Campaign is empty",
    () => "Campaign has no contacts",
    () => "Cannot start a campaign without recipients",
    () => "Add contacts before starting this campaign",
  ],
  start_pending: [
    () => "Campaign is already waiting for approval",
    () => "A start of this campaign is pending approval",
    () => "Lexi is still waiting for an answer to this campaign's start",
  ],
  start_over: [
    ({ what }) => `Campaign is ${what} and cannot be started`,
    ({ what }) => `Cannot start a campaign in status ${what}`,
    ({ what }) => `Only draft campaigns can be started; this one is ${what}`,
  ],
  not_active: [
    () => "Campaign is not active",
    ({ what }) => `Only active campaigns can be paused; this one is ${what}`,
    () => "There is nothing to pause: the campaign is not running",
  ],
  not_draft: [
    () => "Only draft campaigns can be deleted",
    ({ what }) => `Cannot delete a campaign in status ${what}`,
    () => "This campaign is not a draft",
  ],
  task_answered: [
    ({ what }) => `Task is not pending (status: ${what})`,
    () => "Task is no longer pending",
    ({ what }) => `This task has already been ${what}`,
    () => "Only pending tasks can be approved or dismissed",
  ],
  credits: [
    () => "Insufficient credits",
    ({ count }) => `Not enough credits: this needs ${count}`,
    () => "Your workspace has run out of credits",
  ],
  name_taken: [
    () => "A list with this name already exists",
    () => "List name must be unique",
    () => "Validation failed",
  ],
  contact_ids: [
    () => "Invalid contact IDs",
    ({ count }) => `${count} contact ID(s) are not valid`,
    () => "contact_ids contains ids that are not in this workspace",
  ],
  no_name: [
    () => "At least one of full_name, first_name, last_name or email is required",
    () => "A contact needs a name or an email",
    () => "Provide a name or an email address",
  ],
  webhook_url: [
    () => "Webhook URL must use HTTPS and a public host",
    () => "Invalid URL: HTTPS only, private IPs are not allowed",
    () => "url is not an allowed webhook target",
  ],
  webhook_events: [
    () => "events must be a non-empty array of known event types",
    () => "At least one known event is required",
    () => "Invalid events",
  ],
  duplicate_webhook: [
    () => "A webhook with this URL already exists",
    () => "This URL is already registered",
    () => "Duplicate webhook URL",
  ],
} as const satisfies Wordings;

/** What a sentence may quote. */
export interface Facts {
  /** A thing, a field, a status or a permission. */
  readonly what: string;
  readonly count: number;
}

type Sentence = (facts: Facts) => string;
type Wordings = Readonly<Record<string, readonly [Sentence, ...Sentence[]]>>;

/** A condition for which the sandbox has sentences. */
export type Condition = keyof typeof wordings;

/** The seed's sentence for a condition. */
export function sentence(chance: Chance, condition: Condition, facts: Partial<Facts>): string {
  const all: readonly [Sentence, ...Sentence[]] = wordings[condition];
  return chance.pick(all, "wording", condition)({ what: "", count: 0, ...facts });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
