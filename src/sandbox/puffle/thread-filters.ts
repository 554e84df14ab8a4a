import { type Conversation, inboxState } from "./conversations.ts";
import type { Operations } from "./wire.ts";
import type { World } from "./world.ts";

type Query = NonNullable<Operations["listThreads"]["parameters"]["query"]>;

/** What each view shows. (S B1) */
const VIEWS: Readonly<Record<string, (conversation: Conversation) => boolean>> = {
  inbox: hasInbound,
  needs_reply: (one) => inboxState(one) === "needs_reply",
  active_thread: (one) => inboxState(one) === "active_thread",
  sent: (one) => ["sent_one_off", "sent_campaign"].includes(inboxState(one)),
  drafts: (one) => inboxState(one) === "draft",
  archived: (one) => inboxState(one) === "archived",
  unread: isUnread,
  bounced: isBounced,
};

/** With one of these the list shows more than its default. */
const OVERRIDING = ["view", "inbox_state", "status", "sender_id", "campaign_id", "participant_email"] as const;

/** The threads that a query asks for, those with the latest news first. */
export function threadsFor(world: World, query: Query): Conversation[] {
  const found = [...world.threads].filter((one) =>
    query.correspondence ? isCorrespondence(one, query) : isAskedFor(one, query),
  );
  const news = ({ row }: Conversation) => row.last_message_at ?? row.updated_at ?? "";
  // Of two at the same time, the one that began later.
  return found.reverse().sort((a, b) => (news(a) < news(b) ? 1 : news(a) > news(b) ? -1 : 0));
}

/** Whether somebody is in an email conversation with an address already. */
function isCorrespondence({ id, row }: Conversation, query: Query): boolean {
  return (
    row.channel === "email" &&
    row.status !== "archived" &&
    row.status !== "warmup" &&
    row.participant_email === query.participant_email?.trim().toLowerCase() &&
    id !== query.exclude_thread_id
  );
}

function isAskedFor(one: Conversation, query: Query): boolean {
  const { row, origin } = one;
  if (OVERRIDING.every((name) => query[name] === undefined) && !hasInbound(one)) return false;
  const anyOf = (asked: string | undefined, holds: (word: string) => boolean) =>
    asked === undefined || asked.split(",").some((word) => holds(word.trim()));
  return (
    anyOf(query.view, (view) => VIEWS[view]?.(one) ?? false) &&
    anyOf(query.inbox_state, (state) => inboxState(one) === state) &&
    anyOf(query.status, (status) => row.status === status) &&
    (query.unread === undefined || query.unread === isUnread(one)) &&
    (query.bounced === undefined || query.bounced === isBounced(one)) &&
    (query.channel === undefined || row.channel === query.channel) &&
    (query.sender_id === undefined || row.account_id === query.sender_id) &&
    (query.campaign_id === undefined || origin?.campaign.id === query.campaign_id) &&
    (query.participant_email === undefined || row.participant_email === query.participant_email.trim().toLowerCase()) &&
    (query.search === undefined || mentions(one, query.search))
  );
}

function hasInbound({ row, messages }: Conversation): boolean {
  return row.status === "active" && messages.some(({ direction }) => direction === "inbound");
}

function isUnread({ row }: Conversation): boolean {
  return (row.unread_count ?? 0) > 0;
}

function isBounced({ origin }: Conversation): boolean {
  return origin?.lead.row.status === "bounced";
}

function mentions({ row }: Conversation, text: string): boolean {
  const { participant_name, participant_email, participant_linkedin_url, last_message_snippet } = row;
  const looked = [participant_name, participant_email, participant_linkedin_url, last_message_snippet];
  return looked.some((one) => one?.toLowerCase().includes(text.toLowerCase()));
}
