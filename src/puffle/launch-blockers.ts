/** What keeps a campaign from being launched (P27, P28). */
export type LaunchBlockerKind =
  | "not_draft"
  | "no_senders"
  | "no_pending_leads"
  | "no_sendable_nodes"
  | "missing_content"
  | "invalid_delay"
  | "missing_end"
  | "sender_not_active"
  | "sender_without_inbox"
  | "linkedin_reconnect"
  | "all_skipped"
  | "unknown";

/** One thing that keeps a campaign from being launched, and what to do about it. */
export interface LaunchBlocker {
  readonly blocker: LaunchBlockerKind;
  /** What to do. */
  readonly fix: string;
  /** The campaign's status, for `not_draft`. */
  readonly campaignStatus?: string;
  /** Positions in the sequence, from 0, for `missing_content` and `invalid_delay`. */
  readonly positions?: readonly number[];
  /** Sender ids, for the sender blockers. */
  readonly senders?: readonly string[];
}

const FIXES: Readonly<Record<LaunchBlockerKind, string>> = {
  not_draft: "Only drafts can be launched: watch this campaign, or resume it if it is paused",
  no_senders: "Attach a sender: campaigns.update(id, { sender_account_ids })",
  no_pending_leads: "Add leads: campaigns.leads.add(id, leads)",
  no_sendable_nodes: "Add a message: sequenceNodes.build(id, nodes)",
  missing_content: "Fill in subject and body: sequenceNodes.update(id, nodeId, { subject, body })",
  invalid_delay: "Set the delay to between 1 minute and 30 days: sequenceNodes.update(id, nodeId, { delay_days })",
  missing_end: 'Put the end back: sequenceNodes.add(id, { type: "end" })',
  sender_not_active: "Wait until the sender's warm-up is over, or use another sender",
  sender_without_inbox: "Set up the sender's sending inbox, or use another sender",
  linkedin_reconnect: "A person must connect the LinkedIn account again in the dashboard",
  all_skipped: "Every lead is in another campaign already: add others, or don't skip them",
  unknown: "Read the service's sentence",
};

/** A blocker with what to do about it. */
export function blocker(kind: LaunchBlockerKind, data: Omit<LaunchBlocker, "blocker" | "fix"> = {}): LaunchBlocker {
  return { blocker: kind, fix: FIXES[kind], ...data };
}

/**
 * What the service's sentence may speak of. The pages give conditions, not sentences, so key words are matched; a
 * sentence that fits several, or none, is settled by reading the campaign.
 */
export function blockersNamedIn(sentence: string): LaunchBlocker[] {
  const text = sentence.toLowerCase();
  const says = (...patterns: readonly RegExp[]) => patterns.every((pattern) => pattern.test(text));
  const status = /\b(launching|active|paused|completed)\b/.exec(text)?.[1];
  if (says(/\bdrafts?\b/)) return [blocker("not_draft", status === undefined ? {} : { campaignStatus: status })];
  if (says(/\b(skip|skipped|dedup\w*|duplicates?)\b/)) return [blocker("all_skipped")];
  if (says(/delay|waiting time/, /minute|day|range|between|long|short/)) {
    return [blocker("invalid_delay", { positions: positionsIn(text) })];
  }
  if (says(/\bend\b|\bterminal\b/, /nodes?\b|sequence/)) return [blocker("missing_end")];
  const found: LaunchBlocker[] = [];
  if (says(/content|blank|\bempty\b|subject|\bbody\b|nothing to say/, /node|step|position|message|email|sequence/)) {
    const positions = positionsIn(text);
    if (positions.length > 0 || says(/content|subject|\bbody\b|blank/))
      found.push(blocker("missing_content", { positions }));
  }
  const sender = says(/sender|account|mailbox|inbox/);
  if (
    says(/linkedin/, /connect|no longer|gone|exist|sign in|log in|expired/) ||
    says(/re-?connect|account no longer exist/)
  )
    found.push(blocker("linkedin_reconnect"));
  else if (sender) {
    if (says(/inbox/)) found.push(blocker("sender_without_inbox"));
    if (says(/warm|\bactive\b|inactive|not ready/)) found.push(blocker("sender_not_active"));
    if (found.length === 0 && says(NONE)) found.push(blocker("no_senders"));
    else if (says(/no senders?|no sender accounts?/)) found.push(blocker("no_senders"));
  }
  if (says(/leads?\b|prospects?\b|recipients?\b|contacts?\b/, NONE)) found.push(blocker("no_pending_leads"));
  if (says(/sendable|nodes?\b|steps?\b|sequence/, NONE) && !found.some((one) => one.blocker === "missing_content")) {
    found.push(blocker("no_sendable_nodes"));
  }
  return found;
}

const NONE =
  /\bno\b|\bnot any\b|without|at least one|none|\bany\b|missing|lacks?|\bempty\b|nothing|zero|\b0\b|has to have|needs? (an?|one)/;

/** Numbers behind "position", "step" or "node", else those in brackets. */
function positionsIn(text: string): number[] {
  const behindWords = [
    ...text.matchAll(
      /(?:position|step|node|number|#)\(?s?\)?[\s:([#]*(?:at|in|no\.?)?[\s:([#]*((?:\d+[\s,;&]*(?:and)?\s*)+)/g,
    ),
  ];
  const inBrackets = [...text.matchAll(/[[(]([\d,\s]+)[\])]/g)];
  const found = behindWords.length > 0 ? behindWords : inBrackets;
  const numbers = found.flatMap((match) => match[1]?.match(/\d+/g) ?? []);
  return [...new Set(numbers.map(Number))].sort((a, b) => a - b);
}
