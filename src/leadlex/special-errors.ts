import {
  DuplicateNameError,
  type ErrorDetails,
  PermissionDeniedError,
  type PuffleError,
  RateLimitError,
} from "../core/errors.ts";
import { messageOf, type StatusFacts } from "../core/failures.ts";
import { at } from "../core/record.ts";
import { CampaignNotActiveError, type StartRefusal, StartRefusedError, TaskNotPendingError } from "./errors.ts";

/** Beyond this it was not the minute's limit. In ms. */
const TWO_MINUTES = 120_000;

/** What LeadLex says beyond a status, as an error of its own (L05). */
export function leadlexError(facts: StatusFacts): PuffleError | undefined {
  const { operation, status, said, body, details, check } = facts;
  if (status === 400 && operation === "startCampaign") return startRefused(details, reasonIn(said), check);
  if (status === 400 && (operation === "approveLexiTask" || operation === "dismissLexiTask")) {
    const advice = "The task is not pending any more: look at lexi.tasks.find(id)";
    return new TaskNotPendingError(messageOf(details, advice, check), { ...details, next: "use_existing" });
  }
  if (status === 400 && operation === "createList" && at(body, "error.details.fields.name") !== undefined) {
    return /\bunique\b|\bduplicated?\b|\balready\b.{0,20}\b(exists?|taken|used|in use)\b|\bis (taken|in use)\b/i.test(
      `${String(at(body, "error.details.fields.name"))} ${said}`,
    )
      ? duplicate(facts, "The name is taken: use the list that has it, or choose another name")
      : undefined;
  }
  if (status === 409 && operation === "createWebhook")
    return duplicate(facts, "The address is registered already: change that webhook, or delete it and create it again");
  if (status === 409 && operation === "pauseCampaign") {
    const advice =
      "Only an active campaign can be paused: read its status. One that waits for approval is stopped by dismissing its task";
    return new CampaignNotActiveError(messageOf(details, advice, check), { ...details, next: "fix_request" });
  }
  if (status === 403) {
    const advice = "The key lacks a permission (read, write or lexi): ask for one that has it";
    return new PermissionDeniedError(messageOf(details, advice, check), details);
  }
  if (status === 429 && (details.retryAfterMs ?? 0) > TWO_MINUTES) {
    const nothing = details.outcome === "unknown" ? "" : "; nothing was carried out";
    const advice = `The calls of the plan are used up for today, for all that use the workspace${nothing}. Come back after the reset`;
    return new RateLimitError(messageOf(details, advice, check), details);
  }
  return undefined;
}

function duplicate({ details, check }: StatusFacts, advice: string): DuplicateNameError {
  return new DuplicateNameError(messageOf(details, advice, check), { ...details, next: "use_existing" });
}

/** By key words: of the sentences only one is documented. (003) */
function reasonIn(sentence: string): StartRefusal {
  if (/\bpaused\b/i.test(sentence)) return "paused";
  const running = /\b(already|running|active|started|launched|pending|in progress)\b/i.test(sentence);
  const empty =
    /\b(empty|no (\w+ ){0,2}(contacts?|recipients?|leads?|enrol+ments?)|without (any )?(contacts?|recipients?))\b/i.test(
      sentence,
    );
  if (running === empty) return "unknown";
  return running ? "already_running" : "empty";
}

const REASONS: Readonly<
  Record<StartRefusal, readonly [advice: string, next: "use_existing" | "fix_request" | "ask_human"]>
> = {
  already_running: [
    "The campaign was started before: campaigns.startOperation(id) goes on with that start, and lexi.tasks decides where it waits for approval",
    "use_existing",
  ],
  paused: [
    "The campaign is paused, and how one goes on after a pause is not documented: let it go on in the dashboard",
    "ask_human",
  ],
  empty: ["The campaign has no recipients: enrol contacts with campaigns.contacts.add", "fix_request"],
  unknown: ["The campaign is empty or was started before: read it", "fix_request"],
};

/** The refusal of a start, with its reason. */
export function startRefused(
  details: ErrorDetails,
  reason: StartRefusal,
  check = "campaigns.get(id)",
): StartRefusedError {
  const [advice, next] = REASONS[reason];
  return new StartRefusedError(messageOf(details, advice, check), { ...details, next, reason });
}
