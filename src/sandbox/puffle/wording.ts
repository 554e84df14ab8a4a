import type { Chance } from "../chance.ts";

/**
 * Puffle's documents describe most conditions and leave out the sentence. The sentences here are the sandbox's own, several
 * for each condition; the seed chooses, so that a client that works under many seeds does not depend on one wording.
 * Positions are the wire's, from 0.
 */
export const wordings = {
  // What keeps a launch from happening (000).
  launch_not_draft: [
    ({ status }) => `Campaign must be in draft status to launch (current status: ${status})`,
    ({ status }) => `Campaign is ${status} — must be draft to launch`,
    ({ status }) => `Cannot launch campaign: status is "${status}", expected "draft"`,
    ({ status }) => `Only draft campaigns can be launched. This campaign is ${status}.`,
    ({ status }) => `This campaign is not a draft anymore; its current status is '${status}'`,
  ],
  launch_no_senders: [
    () => "Campaign has no sender accounts",
    () => "At least one sender account is required to launch",
    () => "Attach a sender account before launching this campaign",
    () => "No senders are assigned to this campaign",
  ],
  launch_no_leads: [
    () => "Campaign has no pending leads",
    () => "No leads in pending status",
    () => "Add at least one lead before launching",
    () => "There are no pending prospects to process",
  ],
  launch_no_nodes: [
    () => "Campaign has no sendable sequence nodes",
    () => "The sequence contains no sendable nodes",
    () => "No sendable steps in the sequence",
    () => "Sequence is empty: add at least one sendable node before launching",
  ],
  launch_missing_content: [
    ({ positions }) => `Sequence contains nodes with missing content at positions [${positions.join(", ")}]`,
    ({ positions }) => `Missing content in sequence nodes at positions ${spoken(positions)}`,
    ({ positions }) =>
      `${positions.length} sequence node(s) have empty content: position ${positions.join(", position ")}`,
    ({ positions }) => `Please fill in the content of the nodes at position(s): ${positions.join(", ")}`,
    ({ positions }) => `Nodes without content (positions: ${positions.join(",")})`,
  ],
  launch_bad_delay: [
    ({ positions }) =>
      `Delay nodes must total between 1 minute and 30 days. Out of range at positions [${positions.join(", ")}]`,
    ({ positions }) =>
      `Invalid delay in sequence nodes at positions ${spoken(positions)}: allowed is 1 minute to 30 days`,
    ({ positions }) => `Sequence contains delays out of range (1 minute - 30 days), positions: ${positions.join(", ")}`,
    ({ positions }) => `The delay at position ${spoken(positions)} is shorter than a minute or longer than 30 days`,
  ],
  launch_no_end: [
    () => "Sequence is missing its end node",
    () => "The sequence must finish with an end node",
    () => "Sequence has no terminal end node; add one before launching",
    () => "Incomplete sequence: no end node found",
  ],
  launch_sender_not_active: [
    ({ senders }) => `Sender ${senders.map(named).join(", ")} is not active`,
    ({ senders }) => `Email senders must be in active status before launch: ${senders.map(named).join(", ")}`,
    ({ senders }) => `The following senders have not finished warmup: ${spoken(senders.map(({ name }) => name))}`,
    ({ senders }) => `Sender accounts not ready (warmup incomplete): ${senders.map(({ name }) => name).join(", ")}`,
  ],
  launch_sender_no_inbox: [
    ({ senders }) => `Sender ${senders.map(({ name }) => name).join(", ")} has no configured sending inbox`,
    ({ senders }) => `Missing sending inbox for: ${senders.map(({ name }) => name).join(", ")}`,
    ({ senders }) => `These email senders have no inbox configured: ${spoken(senders.map(({ name }) => name))}`,
    ({ senders }) => `Configure a sending inbox for ${spoken(senders.map(({ name }) => `"${name}"`))} before launching`,
  ],
  launch_linkedin_gone: [
    ({ senders }) =>
      `LinkedIn account ${senders.map(({ name }) => name).join(", ")} no longer exists — reconnect required`,
    () => "The connected LinkedIn account could not be found upstream. Please reconnect it.",
    ({ senders }) =>
      `LinkedIn sender ${spoken(senders.map(({ name }) => `"${name}"`))} was disconnected; reconnect to continue`,
    () => "LinkedIn: connected account no longer exists, please reconnect your account",
    () => "Connected account no longer exists upstream — reconnect required",
  ],
  launch_all_skipped: [
    () => "All leads were skipped by dedup — nothing to send",
    ({ count }) => `All ${count} leads were skipped because they are already in other campaigns`,
    () => "Nothing to send: every lead was skipped by deduplication",
    ({ count }) => `Every prospect is a duplicate of another campaign (${count} skipped)`,
  ],
  launch_in_progress: [
    () => "A launch is already in progress",
    () => "Launch already in progress, started less than 2 minutes ago",
    () => "This campaign is currently being launched. Wait 2 minutes before trying again.",
    () => "Conflict: campaign is launching",
  ],
  // What may be changed in draft only.
  draft_only_leads: [
    ({ status }) => `Leads can only be changed while the campaign is in draft (status: ${status})`,
    () => "Cannot modify leads: campaign is not a draft",
    ({ status }) => `The roster is frozen once launched. Campaign is ${status}, must be draft.`,
    ({ status }) => `Prospects of a campaign that is not in draft status cannot be edited, current status: ${status}`,
  ],
  draft_only_nodes: [
    ({ status }) => `Sequence can only be edited in draft status (current: ${status})`,
    () => "Cannot edit the sequence: campaign is not in draft",
    ({ status }) => `Campaign is ${status}. Only draft campaigns can have their sequence modified.`,
    ({ status }) => `Sequence nodes are locked because the campaign is not a draft ("${status}")`,
  ],
  draft_only_messages: [
    ({ status }) => `Messages can only be generated for draft campaigns (status: ${status})`,
    () => "Campaign must be in draft to generate messages",
    ({ status }) => `Cannot generate messages: campaign is ${status}, not draft`,
    () => "Message generation is limited to campaigns in draft status",
  ],
  // Rows that can't be taken (C 2.2).
  lead_without_identity: [
    ({ index, field }) => `prospects[${index}].${field} is required`,
    ({ index, field }) => `Missing ${field} for prospect at index ${index}`,
    ({ index, field, value }) =>
      `Row ${index}: ${value === "" ? `no ${field} given` : `"${value}" is not a valid ${field}`}`,
    ({ index, field, value }) => `Invalid ${field}${value === "" ? "" : ` (${value})`} in prospects[${index}]`,
    ({ index, field, value }) =>
      `${value === "" ? "Empty value" : value} cannot be used as ${field}, see index ${index}`,
  ],
  // The rest.
  name_taken: [
    () => "A campaign with this name already exists",
    ({ name }) => `Campaign name "${name}" is already in use`,
    () => "Duplicate campaign name",
    () => "Name must be unique; you have another campaign with the same name",
  ],
  sender_unknown: [
    ({ id }) => `Sender account ${id} not found`,
    () => "One or more sender accounts do not exist",
    ({ id }) => `sender_account_ids contains an unknown account: ${id}`,
    () => "Invalid sender_account_ids",
  ],
  sender_wrong_type: [
    ({ channel }) => `All sender accounts must be of type ${channel}`,
    ({ channel }) => `Sender account type does not match the campaign type (${channel})`,
    ({ channel }) => `A ${channel} campaign needs ${channel} senders`,
    () => "Sender type mismatch",
  ],
  node_wrong_channel: [
    ({ type, channel }) => `Node type "${type}" is not allowed in ${channel} campaigns`,
    ({ type, channel }) => `${channel} campaigns do not support ${type} nodes`,
    ({ type, channel }) => `Invalid node type for channel: ${type} in ${channel}`,
    ({ type }) => `Sequence node type ${type} does not match the campaign type`,
  ],
  node_too_long: [
    () => "Connection request message must be 300 characters or less",
    ({ length }) => `Invite message is too long (${length} of 300 characters)`,
    () => "body: connection requests are limited to 300 characters",
    () => "A connection request can carry at most 300 characters",
  ],
  message_not_draft: [
    ({ status }) => `Message is ${status} and can no longer be edited`,
    ({ status }) => `Only draft messages can be edited (status: ${status})`,
    () => "Cannot edit a message that is pending or sent",
    ({ status }) => `This message is not a draft, it is ${status}`,
  ],
  nothing_to_change: [
    () => "No fields to update",
    () => "At least one field must be provided",
    () => "Nothing to update",
    () => "Provide at least one field",
  ],
  // Lists and searches for leads (E 3, E 5).
  list_protected: [
    () => "The default list cannot be changed",
    () => 'List "all" is protected: it cannot be deleted, renamed or converted',
    () => "Cannot modify the default list",
    () => "The 'all' list is a system list and can't be renamed or deleted",
    () => "This list is protected",
  ],
  list_wrong_type: [
    ({ type }) => `List contains leads that are not of type ${type}`,
    ({ type }) => `Cannot convert the list to ${type}: it has leads of another type`,
    () => "leadType conflicts with the leads of this list",
    ({ type }) => `Existing leads violate leadType "${type}"`,
  ],
  search_in_progress: [
    () => "A search is already running for this list",
    ({ id }) => `List has an active search task (${id})`,
    () => "Another lead search is in progress for this list. Wait until it has finished.",
    () => "Conflict: search already active",
  ],
  search_failed: [
    () => "The search provider timed out",
    ({ name }) => `Provider error while searching for "${name}"`,
    () => "Lead search failed: upstream error 502",
    ({ name }) => `No usable filters could be made of: ${name}`,
  ],
  search_list_gone: [
    () => "The result list no longer exists",
    () => "Result list was deleted while the search was running",
    () => "List not found",
    () => "Cannot save results: the list is gone",
  ],
  domain_taken: [
    () => "This domain has already been verified by another user",
    ({ name }) => `Domain ${name} is already registered`,
    () => "Domain already exists",
    ({ name }) => `${name} cannot be added: it belongs to another account`,
  ],
  domain_unverified: [
    ({ status }) => `Domain must be verified before inboxes can be created (status: ${status})`,
    () => "Domain is not verified",
    ({ status }) => `Cannot create an inbox on a domain that is ${status}`,
    () => "Verify the domain first",
  ],
  inbox_taken: [
    () => "This email address is already in use",
    () => "This username was used by a deleted inbox and cannot be reused",
    () => "Email account already exists",
    () => "Username is not available on this domain",
  ],
  warmup_not_waiting: [
    ({ status }) => `Warmup can only be retried when it has not started (current: ${status})`,
    () => "Account is not pending warmup",
    ({ status }) => `Cannot retry warmup: warmup is ${status}`,
    () => "Warmup has already been started for this account",
  ],
  enrichment_scope_unsupported: [
    ({ type }) => `Scope type "${type}" is not supported yet`,
    () => "filtered_list scopes are not supported by the planner",
    ({ type }) => `Enriching a ${type} is not available`,
    () => "Unsupported scope",
  ],
  enrichment_wrong_subject: [
    ({ type }) => `This enrichment is for leads of type ${type}`,
    ({ type }) => `Lead type does not match the enrichment subject (${type})`,
    () => "Enrichment subject mismatch",
    ({ type }) => `Expected leads of type ${type}`,
  ],
  run_not_cancellable: [
    ({ status }) => `Run is ${status} and can no longer be cancelled`,
    () => "Only pending or running runs can be cancelled",
    ({ status }) => `Cannot cancel an enrichment run that is ${status}`,
    () => "This enrichment run has already ended",
  ],
  // Signals (S A5).
  signal_types_full: [
    ({ count }) => `You can have at most ${count} signal types`,
    ({ count }) => `Signal type limit reached (${count})`,
    () => "Maximum number of signal types reached. Delete one before creating another.",
    ({ count }) => `Quota exceeded: ${count} types per user`,
  ],
  signal_label_taken: [
    ({ name }) => `A signal type labelled "${name}" already exists`,
    () => "Signal type label must be unique",
    ({ name }) => `Label already in use: ${name}`,
    () => "Duplicate signal type label",
  ],
  // Threads (S B2, B4, B5, B6, B8); a 422 of the send begins with "The thread".
  thread_empty: [
    () => "At least one draft field is required",
    () => "No draft fields provided",
    () => "Provide at least one draft field",
    () => "A draft needs something in it",
  ],
  thread_exists: [
    () => "An email thread with this recipient already exists for this sender",
    () => "This sender already has a thread with that recipient",
    () => "Thread already exists",
    () => "Existing conversation found: reuse it instead of creating a new one",
  ],
  thread_sender_unknown: [
    ({ id }) => `Sender account ${id} not found`,
    () => "account_id does not belong to this workspace",
    () => "Unknown sender account",
    () => "Invalid account_id",
  ],
  thread_sender_not_email: [
    () => "account_id must be an email account",
    () => "Only email sender accounts can be used for one-off email",
    () => "The selected account is not an email account",
    () => "A one-off email needs an email sender",
  ],
  thread_sender_no_inbox: [
    ({ name }) => `Sender ${name} has no configured sending inbox`,
    () => "The sender account is missing a sending inbox",
    () => "Email account has no inbox configured",
    ({ name }) => `Configure a sending inbox for "${name}" first`,
  ],
  thread_sender_not_ready: [
    ({ status }) => `Sender account is not ready to send (status: ${status})`,
    ({ name }) => `Sender "${name}" is not connected`,
    () => "The email account must be active before it can send",
    () => "Sender not ready",
    ({ status }) => `Account cannot send while it is ${status}; reconnect it in the dashboard`,
  ],
  thread_sender_disconnected: [
    () => "The thread's sender account is not connected",
    () => "The thread requires a sender account that is not connected",
    ({ status }) => `The thread's sender is not in a sendable status (${status})`,
    () => "The thread has no connected sender. Reconnect it in the dashboard.",
    () => "The thread's sender account is disconnected",
  ],
  thread_no_sender: [
    () => "account_id is required: the thread has no sender",
    () => "No sender account on this thread; provide account_id",
    () => "account_id required",
    () => "Choose a sender account for this email",
  ],
  thread_no_recipient: [
    () => "The thread has no recipient",
    () => "The thread is missing participant_email",
    () => "The thread has nobody to send to",
    () => "The thread needs a recipient before it can be sent",
  ],
  thread_no_inbound: [
    () => "The thread has no inbound email to reply to",
    () => "The thread has nothing to reply to",
    () => "The thread contains no message from the participant yet",
    () => "The thread cannot be replied to",
  ],
  thread_not_draft: [
    () => "Only unsent drafts can be deleted",
    ({ status }) => `Thread is ${status}, not a draft`,
    () => "This thread is not an unsent draft. Archive it instead.",
    () => "Thread has messages and cannot be discarded",
  ],
  message_empty: [
    () => "body_text is required",
    () => "body_text must be a non-empty string",
    () => "Message body cannot be empty",
    () => "Missing body_text",
  ],
  attachment_invalid: [
    () => "Invalid attachment metadata",
    () => "attachments: unknown bucket or path",
    () => "Attachment not found; upload it to this thread first",
    () => "One or more attachments are invalid",
  ],
  upload_no_file: [
    () => "file is required",
    () => "Missing file",
    () => "No file uploaded",
    () => "Expected multipart/form-data with a file field",
  ],
  upload_too_large: [
    () => "File exceeds the 10 MB limit",
    () => "Attachment too large (max 10 MB)",
    () => "Files can be at most 10 MB",
    () => "file must be 10MB or smaller",
  ],
  upload_no_draft: [
    () => "Attachments can only be added to drafts",
    () => "Thread is not draft-editable",
    () => "This thread has no editable draft",
    () => "Cannot attach files: not a draft",
  ],
  sent_not_saved: [
    () => "The message was sent but could not be saved. Do not retry.",
    () => "Email sent, but failed to save message. Do NOT retry: the recipient may receive it twice.",
    () => "Failed to store the message after it had been sent — do not resend",
    () => "Message delivered to the provider; database insert failed",
    () => "Message was sent successfully but saving it to the conversation failed",
  ],
  credits_short: [
    () => "Insufficient credits",
    ({ required, balance }) => `Not enough credits: ${required} required, ${balance} available`,
    () => "Your workspace has run out of credits for this operation",
    () => "insufficient_credits",
  ],
} satisfies Wordings;

/** What sentences may quote. */
interface Facts {
  readonly status: string;
  readonly positions: readonly number[];
  readonly senders: readonly { readonly name: string; readonly status: string }[];
  readonly count: number;
  readonly index: number;
  readonly field: string;
  readonly value: string;
  readonly name: string;
  readonly id: string;
  readonly channel: string;
  readonly type: string;
  readonly length: number;
  readonly required: number;
  readonly balance: number;
}

type Sentence = (facts: Facts) => string;
type Wordings = Readonly<Record<string, readonly [Sentence, ...Sentence[]]>>;

/** A condition for which the sandbox has sentences. */
export type Condition = keyof typeof wordings;

/** The seed's sentence for a condition. */
export function sentence(chance: Chance, condition: Condition, facts: Partial<Facts>): string {
  const all: readonly [Sentence, ...Sentence[]] = wordings[condition];
  return chance.pick(all, "wording", condition)({ ...NOTHING, ...facts });
}

const NOTHING: Facts = {
  status: "",
  positions: [],
  senders: [],
  count: 0,
  index: 0,
  field: "",
  value: "",
  name: "",
  id: "",
  channel: "",
  type: "",
  length: 0,
  required: 0,
  balance: 0,
};

/** "1", "1 and 3", "1, 3 and 4". */
function spoken(items: readonly (string | number)[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

function named({ name, status }: { readonly name: string; readonly status: string }): string {
  return `${name} (status: ${status})`;
}
