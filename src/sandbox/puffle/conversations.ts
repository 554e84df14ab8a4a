import type { Campaign } from "./campaign.ts";
import type { Lead } from "./roster.ts";
import type { Schemas } from "./wire.ts";
import type { SenderRecord } from "./workspace.ts";
import type { World } from "./world.ts";

export type ThreadMessage = Required<Schemas["ThreadMessage"]>;
/** A thread's own members; its inbox state follows from them and its messages. */
export type ThreadRow = Omit<Required<Schemas["Thread"]>, "inbox_state" | "channel" | "status"> & {
  readonly channel: "email" | "linkedin";
  readonly status: "active" | "archived" | "draft" | "warmup";
};

/** A conversation with one person. */
export interface Conversation {
  readonly id: string;
  /** The campaign that began it, and to whom it writes. */
  readonly origin: { readonly campaign: Campaign; readonly lead: Lead } | undefined;
  row: ThreadRow;
  /** Oldest first. */
  readonly messages: ThreadMessage[];
}

/** What is said in a conversation. */
export type Words = Pick<ThreadMessage, "direction" | "subject" | "body_text"> &
  Partial<Pick<ThreadMessage, "body_html" | "campaign_id">>;

/** All conversations of the workspace, in the order in which they began. */
export class Conversations {
  readonly #byId = new Map<string, Conversation>();
  readonly #byLead = new Map<string, Conversation>();
  /** The paths of what has been uploaded, by thread. */
  readonly #uploads = new Map<string, Set<string>>();

  get(id: string): Conversation | undefined {
    return this.#byId.get(id);
  }

  [Symbol.iterator](): Iterator<Conversation> {
    return this.#byId.values();
  }

  add(conversation: Conversation): void {
    this.#byId.set(conversation.id, conversation);
    const { origin } = conversation;
    if (origin) this.#byLead.set(keyOf(origin.campaign, origin.lead), conversation);
  }

  delete({ id }: Conversation): void {
    this.#byId.delete(id);
  }

  /** The conversation that a campaign has begun with a lead. */
  with(campaign: Campaign, lead: Lead): Conversation | undefined {
    return this.#byLead.get(keyOf(campaign, lead));
  }

  /** The email threads of a sender with a recipient that stand in the way of another one. (S B2) */
  existing(senderId: string, recipient: string, except?: Conversation): Conversation[] {
    return [...this].filter((one) => {
      const { channel, status, account_id, participant_email } = one.row;
      const counts = channel === "email" && status !== "archived" && status !== "warmup";
      return counts && one !== except && account_id === senderId && participant_email === recipient;
    });
  }

  noteUpload({ id }: Conversation, path: string): void {
    const paths = this.#uploads.get(id) ?? new Set();
    this.#uploads.set(id, paths.add(path));
  }

  isUploaded({ id }: Conversation, path: unknown): boolean {
    return typeof path === "string" && (this.#uploads.get(id)?.has(path) ?? false);
  }
}

function keyOf(campaign: Campaign, lead: Lead): string {
  return `${campaign.id} ${lead.id}`;
}

/** What a thread has that nobody has said anything about. */
export function newRow(
  world: World,
  id: string,
  given: Partial<ThreadRow> & Pick<ThreadRow, "channel" | "status">,
): ThreadRow {
  return {
    id,
    participant_email: null,
    participant_name: null,
    unread_count: 0,
    account_id: null,
    ...NO_DRAFT,
    user_id: world.userId,
    external_id: null,
    participant_linkedin_url: null,
    participant_company: null,
    last_message_at: null,
    last_message_snippet: null,
    last_message_direction: null,
    created_at: world.timestamp,
    updated_at: world.timestamp,
    ...given,
  };
}

/** The members of a draft, without one. */
export const NO_DRAFT = {
  draft_subject: null,
  draft_body_text: null,
  draft_body_html: null,
  draft_cc: null,
  draft_bcc: null,
  draft_attachments: null,
} as const;

/** Whether a thread holds something that is not sent yet. */
export function hasDraft(row: ThreadRow): boolean {
  return Object.keys(NO_DRAFT).some((name) => {
    const value: unknown = Reflect.get(row, name);
    return Array.isArray(value) ? value.length > 0 : Boolean(value);
  });
}

export function inboxState({ row, messages, origin }: Conversation): NonNullable<Schemas["Thread"]["inbox_state"]> {
  if (row.status !== "active") return row.status;
  const last = messages.at(-1);
  if (!last) return "empty";
  if (last.direction === "inbound") return "needs_reply";
  if (messages.some(({ direction }) => direction === "inbound")) return "active_thread";
  return origin ? "sent_campaign" : "sent_one_off";
}

/** A thread as it looks from outside. */
export function threadView(conversation: Conversation): Schemas["Thread"] {
  const { row } = conversation;
  return {
    ...row,
    draft_attachments: row.draft_attachments && [...row.draft_attachments],
    inbox_state: inboxState(conversation),
  };
}

const SNIPPET = 100;

/** Something has been said: the thread shows it. */
export function say(world: World, conversation: Conversation, words: Words): ThreadMessage {
  const { row } = conversation;
  const inbound = words.direction === "inbound";
  const sender = world.senders.get(row.account_id ?? "")?.row;
  const message: ThreadMessage = {
    id: world.newId("thread message"),
    conversation_id: conversation.id,
    body_html: null,
    campaign_id: null,
    ...words,
    sent_at: world.timestamp,
    created_at: world.timestamp,
    user_id: world.userId,
    message_type: "message",
    sender_name: (inbound ? row.participant_name : sender?.display_name) ?? null,
    sender_identifier:
      (inbound ? (row.participant_email ?? row.participant_linkedin_url) : sender?.email_address) ?? null,
    external_id: null,
  };
  conversation.messages.push(message);
  conversation.row = {
    ...row,
    unread_count: inbound ? (row.unread_count ?? 0) + 1 : row.unread_count,
    last_message_at: world.timestamp,
    last_message_snippet: (words.body_text ?? "").slice(0, SNIPPET),
    last_message_direction: inbound ? "inbound" : "outbound",
    updated_at: world.timestamp,
  };
  return message;
}

/** The person at the other end writes back. */
export function answer(world: World, conversation: Conversation, text: string): ThreadMessage {
  const subject = conversation.messages.find((one) => one.subject)?.subject;
  const words = { subject: subject ? `Re: ${subject}` : null, body_text: text };
  return say(world, conversation, { ...words, direction: "inbound" });
}

/** A campaign has written to a lead: with the first message a thread begins. */
export function noteCampaignMessage(
  world: World,
  campaign: Campaign,
  lead: Lead,
  sender: SenderRecord | undefined,
  words: Pick<ThreadMessage, "subject" | "body_text">,
): void {
  let conversation = world.threads.with(campaign, lead);
  if (!conversation) {
    const id = world.newId("thread");
    const row = newRow(world, id, {
      channel: campaign.type,
      status: "active",
      account_id: sender?.id ?? null,
      participant_email: lead.row.email ?? null,
      participant_name: lead.row.name ?? null,
      participant_linkedin_url: lead.row.linkedin_url ?? null,
      participant_company: lead.row.company ?? null,
    });
    conversation = { id, origin: { campaign, lead }, row, messages: [] };
    world.threads.add(conversation);
  }
  say(world, conversation, { ...words, direction: "outbound", campaign_id: campaign.id });
}
