import { ok } from "../handlers.ts";
import { Refusal } from "../refusal.ts";
import { type Conversation, newRow, type ThreadRow, threadView } from "./conversations.ts";
import type { Handlers } from "./handlers.ts";
import { invalidRequest, refusal } from "./refusal.ts";
import { threadsFor } from "./thread-filters.ts";
import { conversationOf, isSendable, readyEmailSender } from "./thread-sending.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

const DEFAULT_PAGE = 50;
/** What a thread's status may be set to. */
const STATUSES = ["active", "archived"] as const;

/** Conversations with people, and the drafts of new ones. */
export const threads: Handlers = {
  listThreads({ query = {} }, world) {
    if (query.correspondence && !query.participant_email)
      throw invalidRequest("participant_email: is required with correspondence");
    const { items, total, page, limit } = pageOf(threadsFor(world, query), query);
    return ok({ threads: items.map(threadView), total, page, limit });
  },

  createThread({ body }, world) {
    if (Object.keys(body).length === 0) throw refusal(world.chance, 400, "thread_empty");
    const { participant_email, account_id = null, ...draft } = body;
    const recipient = participant_email?.trim().toLowerCase() ?? null;
    if (account_id !== null) readyEmailSender(world, account_id);
    checkExisting(world, account_id, recipient, true);
    const id = world.newId("thread");
    const row = newRow(world, id, {
      channel: "email",
      status: "draft",
      ...draft,
      account_id,
      participant_email: recipient,
    });
    const conversation: Conversation = { id, origin: undefined, row, messages: [] };
    world.threads.add(conversation);
    return ok({ thread: threadView(conversation) });
  },

  getThread({ path }, world) {
    const conversation = conversationOf(world, path.id);
    // Who reads it has read it. (S B3)
    conversation.row = { ...conversation.row, unread_count: 0 };
    const sender = world.senders.get(conversation.row.account_id ?? "");
    const lead = conversation.origin?.lead.row;
    return ok({
      thread: threadView(conversation),
      messages: [...conversation.messages],
      participantDetails: lead
        ? { company: lead.company ?? null, position: lead.position ?? null, headline: lead.headline ?? null }
        : null,
      senderDisconnected: !sender || !isSendable(sender),
      senderAccount: sender
        ? { display_name: sender.row.display_name ?? null, status: sender.row.status ?? null }
        : null,
    });
  },

  updateThread({ path, body }, world) {
    const conversation = conversationOf(world, path.id);
    const { row } = conversation;
    // Another status is ignored. (S B4)
    const status = STATUSES.find((one) => one === body.status);
    const { status: _, ...others } = body;
    if (!status && Object.keys(others).length === 0) throw refusal(world.chance, 400, "nothing_to_change");
    const { unread_count, account_id = row.account_id, participant_email, ...draft } = others;
    const recipient = participant_email?.trim().toLowerCase() ?? row.participant_email;
    if (unread_count !== undefined && !(Number.isInteger(unread_count) && unread_count >= 0))
      throw invalidRequest("unread_count: must be a whole number from 0");
    if (participant_email !== undefined && row.status !== "draft")
      throw invalidRequest("participant_email: can only be changed in a draft");
    if (account_id !== row.account_id) {
      if (account_id !== null) readyEmailSender(world, account_id);
      if (row.channel === "email") checkExisting(world, account_id, recipient, false, conversation);
    }
    conversation.row = {
      ...row,
      ...draft,
      ...(status && { status: statusOf(conversation, status) }),
      ...(unread_count !== undefined && { unread_count }),
      account_id: account_id ?? null,
      participant_email: recipient ?? null,
      updated_at: world.timestamp,
    };
    return ok({ thread: threadView(conversation) });
  },

  deleteDraftThread({ path }, world) {
    const conversation = conversationOf(world, path.id);
    if (conversation.row.status !== "draft" || conversation.messages.length > 0)
      throw refusal(world.chance, 409, "thread_not_draft", { status: conversation.row.status });
    world.threads.delete(conversation);
    return ok({ deleted: true });
  },

  listThreadMessages({ path, query = {} }, world) {
    const { items, total, page, limit } = pageOf(conversationOf(world, path.id).messages, query);
    return ok({ messages: [...items], total, page, limit });
  },
};

/** What has never been sent and is taken out of the archive is a draft again. */
function statusOf({ messages }: Conversation, status: "active" | "archived"): ThreadRow["status"] {
  return status === "active" && messages.length === 0 ? "draft" : status;
}

/** One thread for each sender and recipient. (S B2, B4) */
function checkExisting(
  world: World,
  senderId: string | null | undefined,
  recipient: string | null | undefined,
  all: boolean,
  self?: Conversation,
): void {
  if (!senderId || !recipient) return;
  const found = world.threads.existing(senderId, recipient, self).map(threadView);
  const [existing_thread] = found;
  if (!existing_thread) return;
  const { status, body } = refusal(world.chance, 409, "thread_exists");
  throw new Refusal(status, { ...body, existing_thread, ...(all && { existing_threads: found }) });
}

function pageOf<T>(all: readonly T[], query: { readonly page?: number; readonly limit?: number }) {
  const page = Math.max(1, query.page ?? 1);
  const limit = Math.max(1, query.limit ?? DEFAULT_PAGE);
  return { items: all.slice((page - 1) * limit, page * limit), total: all.length, page, limit };
}

/** A thread with its messages, for tests to look at: a copy. */
export interface ThreadSnapshot {
  readonly thread: Schemas["Thread"];
  /** Oldest first. */
  readonly messages: readonly Schemas["ThreadMessage"][];
}

export function threadSnapshot(conversation: Conversation): ThreadSnapshot {
  return structuredClone({ thread: threadView(conversation), messages: conversation.messages });
}
