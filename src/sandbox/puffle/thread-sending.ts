import { ok } from "../handlers.ts";
import { type Conversation, hasDraft, NO_DRAFT, say, threadView } from "./conversations.ts";
import type { Handlers } from "./handlers.ts";
import { invalidRequest, notFound, refusal } from "./refusal.ts";
import type { Schemas } from "./wire.ts";
import type { SenderRecord } from "./workspace.ts";
import type { World } from "./world.ts";

/** 10 MB. */
const LARGEST_FILE = 10 * 1024 * 1024;
const BUCKET = "thread-attachments";

/** @throws Refusal 404 */
export function conversationOf(world: World, id: string): Conversation {
  const conversation = world.threads.get(id);
  if (!conversation) throw notFound("Thread");
  return conversation;
}

/** Writing in threads: at once, to whoever is at the other end. */
export const threadSending: Handlers = {
  sendThreadMessage({ path, body }, world, shaping) {
    const conversation = conversationOf(world, path.id);
    const { row, messages } = conversation;
    const { chance } = world;
    const byEmail = row.channel === "email";
    if (body.body_text.trim() === "") throw refusal(chance, 400, "message_empty");
    const recipient = byEmail ? row.participant_email : row.participant_linkedin_url;
    const sender = senderFor(world, conversation, body.account_id);
    const subject = byEmail ? subjectOf(conversation, body) : "";
    const attachments = checkedAttachments(world, conversation, body.attachments ?? []);
    if (!recipient) throw refusal(chance, 422, "thread_no_recipient");
    const answers = messages.some(({ direction }) => direction === "inbound");
    if (body.threading_mode === "reply" && !answers) throw refusal(chance, 422, "thread_no_inbound");

    world.outbox.push({
      at: world.now,
      campaignId: "",
      nodeId: "",
      senderId: sender.id,
      channel: row.channel,
      kind: byEmail ? "email" : "message",
      recipient,
      prospectId: "",
      subject,
      body: body.body_text,
      threadId: conversation.id,
      ...(body.cc && { cc: body.cc }),
      ...(body.bcc && { bcc: body.bcc }),
      ...(attachments.length > 0 && { attachments }),
    });
    // It is outside. What is not saved is not here.
    if (shaping.saving === "fails") throw refusal(chance, 500, "sent_not_saved");
    conversation.row = { ...row, ...NO_DRAFT, status: "active", account_id: sender.id };
    const { body_text, body_html = byEmail ? htmlOf(body_text) : null } = body;
    const message = say(world, conversation, { direction: "outbound", subject: subject || null, body_text, body_html });
    return ok({ message, thread: threadView(conversation) });
  },

  uploadThreadAttachment({ path, body }, world) {
    const conversation = conversationOf(world, path.id);
    const { row } = conversation;
    if (row.channel !== "email") throw notFound("Email thread");
    if (row.status !== "draft" && !hasDraft(row)) throw refusal(world.chance, 400, "upload_no_draft");
    // What is no form has no parts.
    const file = body instanceof FormData ? body.get("file") : null;
    if (!(file instanceof Blob)) throw refusal(world.chance, 400, "upload_no_file");
    if (file.size > LARGEST_FILE) throw refusal(world.chance, 400, "upload_too_large");
    const name = file.name || "file";
    const stored = `${world.userId}/${conversation.id}/${world.newId("upload")}`;
    world.threads.noteUpload(conversation, stored);
    return ok({
      attachment: {
        name,
        bucket: BUCKET,
        path: stored,
        mime_type: file.type || "application/octet-stream",
        size: file.size,
        content_disposition: "attachment",
        url: `https://files.puffle.test/${BUCKET}/${stored}?token=signed`,
      },
    });
  },
};

/**
 * An email sender that a draft may be given to.
 * @throws Refusal 400
 */
export function readyEmailSender(world: World, id: string): SenderRecord {
  const { chance } = world;
  const sender = world.senders.get(id);
  if (!sender) throw refusal(chance, 400, "thread_sender_unknown", { id });
  if (sender.type !== "email") throw refusal(chance, 400, "thread_sender_not_email");
  const { status = "", agentmail_inbox_id, display_name } = sender.row;
  const name = display_name ?? "";
  if (!agentmail_inbox_id) throw refusal(chance, 400, "thread_sender_no_inbox", { name });
  if (status !== "active") throw refusal(chance, 400, "thread_sender_not_ready", { name, status });
  return sender;
}

/** Whether an account can send right now. */
export function isSendable(sender: SenderRecord): boolean {
  const { status, agentmail_inbox_id } = sender.row;
  return sender.type === "email" ? status === "active" && Boolean(agentmail_inbox_id) : status === "connected";
}

/** The thread's own sender, or, where it has none, the one that is named. */
function senderFor(world: World, { row }: Conversation, named: string | undefined): SenderRecord {
  if (row.account_id === null) {
    if (named === undefined) throw refusal(world.chance, 400, "thread_no_sender");
    return readyEmailSender(world, named);
  }
  const sender = world.senders.get(row.account_id);
  if (sender && isSendable(sender)) return sender;
  const { display_name, status = "missing" } = sender?.row ?? {};
  throw refusal(world.chance, 422, "thread_sender_disconnected", { name: display_name ?? "", status });
}

/** What is asked for, what the draft says, or what the thread is about. */
function subjectOf({ row, messages }: Conversation, body: Schemas["NewThreadMessage"]): string {
  const subject = body.subject ?? row.draft_subject ?? messages.find((one) => one.subject)?.subject;
  if (!subject?.trim()) throw invalidRequest("subject: is required for a new email thread");
  return subject;
}

/** Attachments by name and size; each must have been uploaded to this thread. */
function checkedAttachments(
  world: World,
  conversation: Conversation,
  given: readonly Schemas["ThreadAttachmentInput"][],
) {
  return given.map(({ bucket, path, name = "file", size = 0 }) => {
    if (bucket !== BUCKET || !world.threads.isUploaded(conversation, path))
      throw refusal(world.chance, 400, "attachment_invalid");
    return { name, size };
  });
}

function htmlOf(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<p>${escaped.replaceAll("\n", "<br>")}</p>`;
}
