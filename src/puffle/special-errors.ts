import { ConflictError, DuplicateNameError, type ErrorDetails, type PuffleError } from "../core/errors.ts";
import { messageOf, type StatusFacts } from "../core/failures.ts";
import { at, isRecord } from "../core/record.ts";
import {
  CampaignNotDraftError,
  DefaultListError,
  ExistingThreadError,
  LaunchBlockedError,
  LaunchInProgressError,
  MessageSentNotSavedError,
  NotCancellableError,
  NothingImportedError,
  SearchInProgressError,
  SenderNotReadyError,
  SignalTypeLimitError,
} from "./errors.ts";
import { blocker, blockersNamedIn, type LaunchBlocker } from "./launch-blockers.ts";

/** A launch of the last two minutes may still be running (P24). In ms. */
export const LAUNCH_IN_PROGRESS_WAIT = 120_000;

/** Operations that only work on drafts, and say so in a 400. */
const DRAFT_ONLY = /^(addLeads|updateLeadIn|removeLeadsFrom|importLeadsFromList|\w+SequenceNode|generateMessages)/;

/** What the list `all` refuses (P58); with which status and in which words is not documented. */
const LIST_CHANGES = new Set(["updateList", "deleteList", "removeListLeads"]);
const DEFAULT_LIST_STATUSES = new Set([400, 403, 409, 422]);
const NAMES_DEFAULT_LIST =
  /\b(default|protected|system|built-?in|reserved)\b|["'`‘“]all["'`’”]|\ball[- ](leads )?list\b/i;

/** What Puffle says beyond a status, as an error of its own. */
export function puffleError(facts: StatusFacts): PuffleError | undefined {
  const { operation, status, said, body } = facts;
  if (status === 400 && operation === "launchCampaign") {
    const [first = blocker("unknown"), ...others] = blockersNamedIn(said);
    return launchBlocked({ ...facts.details, code: facts.ownCode ?? "launch_blocked" }, [first, ...others]);
  }
  if (status === 400 && DRAFT_ONLY.test(operation) && /\bdrafts?\b/i.test(said)) {
    return new CampaignNotDraftError(...as(facts, "campaign_not_draft", "Only drafts can be changed"));
  }
  if (status === 422 && operation === "importLeadsFromListToCampaign") {
    const [message, details] = as(facts, "nothing_imported", "Nothing of the list could be imported: see error.counts");
    const counts = Object.entries(isRecord(body) ? body : {}).filter(
      (entry): entry is [string, number] => typeof entry[1] === "number",
    );
    return new NothingImportedError(message, { ...details, counts: Object.fromEntries(counts) });
  }
  if (status === 400 && operation === "createSignalType" && saysTypesAreFull(said)) {
    const advice = "There may be 20 signal types, the built-in ones included: delete one first";
    return new SignalTypeLimitError(...as(facts, "signal_type_limit", advice));
  }
  if (status === 500 && operation === "sendThreadMessage" && saysSentNotSaved(said)) {
    const advice =
      "The message was sent and could not be saved. Don't send it again: the recipient may have it. Report it";
    const known = { ...facts, details: { ...facts.details, outcome: "sent" as const, next: "ask_human" as const } };
    return new MessageSentNotSavedError(...as(known, "message_sent_not_saved", advice));
  }
  if (DEFAULT_LIST_STATUSES.has(status) && LIST_CHANGES.has(operation) && NAMES_DEFAULT_LIST.test(said)) {
    const advice = "The default list has every lead: it can't be deleted, renamed or converted. Use a list of your own";
    return new DefaultListError(
      ...as({ ...facts, details: { ...facts.details, next: "fix_request" } }, "default_list", advice),
    );
  }
  if (NEEDS_SENDER.get(operation)?.has(status) && saysSenderNotReady(said)) {
    const advice =
      "A person must connect the sender or finish setting it up in the dashboard; or choose another sender. Nothing was sent";
    const asking = { ...facts, details: { ...facts.details, next: "ask_human" as const } };
    return new SenderNotReadyError(...as(asking, "sender_not_ready", advice));
  }
  return status === 409 ? conflict(facts) : undefined;
}

/** Operations that need a sender that can send, and the statuses in which they may say that it can't. */
const NEEDS_SENDER: ReadonlyMap<string, ReadonlySet<number>> = new Map([
  ["sendThreadMessage", new Set([400, 403, 409, 422])],
  ["createThread", new Set([400, 403, 422])],
  ["updateThread", new Set([400, 403, 422])],
]);

/** Says of a sender that it can't send as it is, in whichever words (P76). One that is not known or not email is another matter. */
function saysSenderNotReady(sentence: string): boolean {
  return /\b(senders?|accounts?|mailbox|inbox)\b/i.test(sentence) && NOT_READY.test(sentence);
}

const NOT_READY =
  /(not|n['’]t|no|no longer|never|before|until|must (first )?be|needs? to be|has to be)\b.{0,40}\b(connected|ready|active|sendable|authori[sz]ed|configured|verified|warmed)\b|\b(disconnected|inactive|expired|credentials|warming|warm-?up)\b|\bre-?(connect|auth)|\b(no|without an?|missing|configure)\b.{0,30}\binbox\b/i;

/** The refusal of a launch, with what is in its way and what to do about each. */
export function launchBlocked(
  details: ErrorDetails,
  blockers: readonly [LaunchBlocker, ...LaunchBlocker[]],
): LaunchBlockedError {
  const list = blockers.map(({ blocker: kind, positions, fix }) => {
    const where = positions && positions.length > 0 ? ` at ${positions.join(", ")}` : "";
    return `${kind}${where}: ${fix}`;
  });
  return new LaunchBlockedError(messageOf(details, list.join("; "), "campaigns.get(id)"), { ...details, blockers });
}

/** A message with this advice, and the details with this code where the service sent none. */
function as({ details, ownCode, check }: StatusFacts, code: string, advice: string): [string, ErrorDetails] {
  return [messageOf(details, advice, check), { ...details, code: ownCode ?? code }];
}

/** Speaks of how many types there may be, and not of how long a text may be (P73). */
function saysTypesAreFull(sentence: string): boolean {
  return (
    /\btypes?\b/i.test(sentence) &&
    /\b(20|twenty|limit|max(imum)?|at most|too many|quota|cap)\b/i.test(sentence) &&
    !/\b(characters?|length|long|empty|required|description|prompt|keywords?)\b/i.test(sentence)
  );
}

/**
 * Says both that it was sent and that it was not saved, in whichever words and order (P15). One that was "not sent", or
 * only "could be sent", is not called sent.
 */
function saysSentNotSaved(sentence: string): boolean {
  const sure = sentence.replace(NOT_SURELY_SENT, "").replace(ASKED_WHETHER_SENT, "").replace(SAID_NOT_SENT, "");
  return (
    /\b(sent|delivered|went out)\b/i.test(sure) &&
    /sav(e|ed|ing)|stor(e|ed|ing)|persist|record|database|insert/i.test(sentence)
  );
}

/** A denial or a mere possibility, with the verbs between it and "sent". */
const NOT_SURELY_SENT =
  /(\b(not|never|cannot|nothing|neither|nor|no \w+|to|may|might|could|can|will|would|should|before \w+( \w+)?)|n['’]t)\s+((be|been|being|was|were|is|has|have|had|get|got|yet|already|just|possibly|actually|saved|stored|or)\s+)*(sent|delivered|went out)\b|\bbe-(sent|delivered)\b/gi;

/** A question, up to the word: "unknown whether it was sent". */
const ASKED_WHETHER_SENT =
  /\b(whether|if|unless|possibly|perhaps|maybe|probably|likely)\b[^.;:!?]*?\b(sent|delivered|went out)\b/gi;

/** A flag that is down: "sent: false". */
const SAID_NOT_SENT = /\b(sent|delivered)["'`]?\s*(=>?|:|is)\s*["'`]?(false|null|0)\b/gi;

function conflict(facts: StatusFacts): PuffleError | undefined {
  const waiting = (retryAfterMs = facts.details.retryAfterMs): StatusFacts => ({
    ...facts,
    details: { ...facts.details, next: "wait", retryAfterMs },
  });
  switch (facts.operation) {
    case "launchCampaign": {
      const advice = "Another launch is under way: wait two minutes, then launch again";
      return new LaunchInProgressError(...as(waiting(LAUNCH_IN_PROGRESS_WAIT), "launch_in_progress", advice));
    }
    case "createCampaign":
    case "createSignalType": {
      const advice = "The name is taken: use the one that exists, or choose another name";
      return new DuplicateNameError(...as(facts, "duplicate_name", advice));
    }
    case "createThread":
    case "updateThread": {
      const [message, details] = as(facts, "existing_thread", "Use the thread that exists: see error.existingThreads");
      return new ExistingThreadError(message, { ...details, existingThreads: threadsIn(facts.body) });
    }
    case "createLeadSearch":
    case "createSignalSearch": {
      const advice = "Only one search runs at a time: wait until it has ended";
      return new SearchInProgressError(...as(waiting(), "search_in_progress", advice));
    }
    case "cancelEnrichment": {
      const [message, details] = as(facts, "not_cancellable", "Read the run's status");
      const reason = at(facts.body, "reason");
      return new NotCancellableError(message, { ...details, reason: typeof reason === "string" ? reason : undefined });
    }
    case "createInbox": {
      const advice = "The address is in use, or belonged to an inbox that was deleted: choose another username";
      const fixing = { ...facts, details: { ...facts.details, next: "fix_request" as const } };
      return new ConflictError(...as(fixing, "address_taken", advice));
    }
    case "createDomain": {
      const advice =
        "The domain is registered already: use it if it is in senders.domains.list(); else another user has verified it";
      return new ConflictError(...as(facts, "domain_taken", advice));
    }
    case "retryInboxWarmup": {
      const advice = "Only a warm-up that has not started can be started again: read the sender's warmup_status";
      return new ConflictError(...as(facts, "warmup_not_waiting", advice));
    }
    default:
      return undefined;
  }
}

function threadsIn(body: unknown): readonly string[] {
  const threads = [at(body, "existing_thread"), at(body, "existing_threads")].flat();
  const ids = threads.map((thread) => at(thread, "id")).filter((id) => typeof id === "string");
  return [...new Set(ids)];
}
