import { checkCallOptions, handedOn } from "../core/call-options.ts";
import {
  ConflictError,
  IncompleteError,
  NotFoundError,
  OutcomeUnknownError,
  PuffleError,
  TimeoutError,
} from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { at, isRecord, member } from "../core/record.ts";
import { settlingRead, untilSettled } from "../core/settling-read.ts";
import type { Budget } from "../core/waits.ts";
import type { NewAttachment } from "./attachment.ts";
import { createThread } from "./create-thread.ts";
import { ExistingThreadError, MessageSentNotSavedError } from "./errors.ts";
import { checkedEmail, type WireEmail } from "./one-off-email.ts";
import { deleteDraft, sendMessage } from "./send-message.ts";
import type { PuffleEngine, Thread, ThreadAttachmentInput, ThreadMessage } from "./types.ts";
import { readFiles, uploadFile } from "./upload-attachment.ts";

/** An email to one person, outside of any campaign. */
export interface OneOffEmail {
  /** The email account it is sent from, or its id. */
  readonly sender: string | { readonly id: string; readonly type?: string | undefined };
  /** One address. */
  readonly to: string;
  /** The recipient's name. */
  readonly toName?: string | undefined;
  readonly subject: string;
  /** As plain text. */
  readonly body: string;
  /** As HTML; made of the text without it. */
  readonly html?: string | undefined;
  /** Addresses: an array, or a text with commas in between. */
  readonly cc?: string | readonly string[] | undefined;
  readonly bcc?: string | readonly string[] | undefined;
  /** Files of at most 10 MB each. */
  readonly attachments?: readonly NewAttachment[] | undefined;
}

/** An email that was sent. */
export interface OneOffReport {
  /** As it was last seen. */
  readonly thread: Thread;
  readonly message: ThreadMessage;
  /** Whether the message was read back from the thread. False says only that it could not be read: it was sent. */
  readonly confirmed: boolean;
  /** `reconciled` when the answer was lost, and the message in the thread proved that it was sent. */
  readonly via: "sent" | "reconciled";
}

/** What is left of a one-off email that came to no good end; in the `report` of its IncompleteError. */
export interface OneOffLeft {
  /** The thread that this call made; undefined where it is not known whether it made one. */
  readonly threadId: string | undefined;
  /** Where it is not known: drafts that may be this call's. */
  readonly candidates: readonly string[];
}

const OPERATION = "threads.sendOneOff";
/** For all steps together, in ms. */
const DEFAULT_TIMEOUT = 180_000;

/** A draft, its attachments, one single send, and a look at the thread (P75). */
export async function sendOneOff(
  engine: PuffleEngine,
  email: OneOffEmail,
  options: CallOptions | undefined,
): Promise<OneOffReport> {
  checkCallOptions(options, OPERATION);
  const wire = checkedEmail(email, OPERATION, crypto.randomUUID());
  const budget = engine.budget(options, DEFAULT_TIMEOUT);
  const fieldOf = (index: number) => `attachments[${index}]`;
  const files = await readFiles(engine, email.attachments ?? [], fieldOf, OPERATION, budget);
  return new OneOff(engine, wire, files, handedOn(options), budget).run();
}

/** One email on its way. Everything is sent at most once; only the draft that this very call made is sent at all. */
class OneOff {
  readonly #engine: PuffleEngine;
  readonly #wire: WireEmail;
  readonly #files: readonly File[];
  readonly #options: CallOptions;
  readonly #budget: Budget;

  constructor(engine: PuffleEngine, wire: WireEmail, files: readonly File[], options: CallOptions, budget: Budget) {
    this.#engine = engine;
    this.#wire = wire;
    this.#files = files;
    this.#options = options;
    this.#budget = budget;
  }

  async run(): Promise<OneOffReport> {
    const draft = await this.#draft();
    const sent = await this.#send(draft);
    if (sent.via === "reconciled") return sent;
    const found = await this.#messageIn(draft, (message) => message.id === sent.message.id).catch(() => undefined);
    return { ...sent, confirmed: found !== undefined };
  }

  /** For each step: the time of all together, and the whole email, which the service may quote in any of them (P82). */
  get #whole(): { readonly budget: Budget; readonly about: unknown } {
    const { draft, message } = this.#wire;
    const attachments = this.#files.map(({ name }) => name);
    return { budget: this.#budget, about: [draft, message, { attachments }] };
  }

  /** A draft of this call's own, proved by its mark where the answer was lost. One that exists already is an error. */
  async #draft(): Promise<Thread> {
    try {
      return (await createThread(this.#engine, this.#wire.draft, this.#options, this.#whole)).data;
    } catch (error) {
      if (!(error instanceof PuffleError) || error.outcome === "not_sent") throw error;
      if (error instanceof ExistingThreadError) throw notTakenOver(error);
      // An answer that does not fit may still say which draft was made.
      const id = error.outcome === "sent" ? at(error.body, "thread.id") : undefined;
      if (typeof id === "string" && id !== "") await this.#notSent({ id }, error);
      const candidates = error instanceof OutcomeUnknownError ? error.candidates : [];
      const which = candidates.length > 0 ? ` (it may be ${candidates.join(" or ")})` : "";
      const todo =
        'look at threads.list({ status: "draft", participant_email }) and delete it with threads.deleteDraft(id) before sending again';
      const message = `${OPERATION}: the email was not sent. A draft of it may have been left${which}: ${todo}.`;
      throw stopped(error, "not_sent", message, { threadId: undefined, candidates });
    }
  }

  /** The one send. */
  async #send(draft: Thread): Promise<OneOffReport> {
    try {
      const attachments = await this.#upload(draft);
      const body = { ...this.#wire.message, ...(attachments.length > 0 && { attachments }) };
      const { data } = await sendMessage(this.#engine, draft, body, this.#options, this.#whole);
      const thread = isRecord(data.thread) ? data.thread : draft;
      return { thread, message: data.message, confirmed: false, via: "sent" };
    } catch (error) {
      if (error instanceof MessageSentNotSavedError) throw notSaved(error, draft.id);
      if (!(error instanceof PuffleError)) throw error;
      const isOver = error.outcome !== "not_sent" && error.operation === "sendThreadMessage";
      return isOver ? this.#settled(draft, error) : this.#notSent(draft, error);
    }
  }

  async #upload(draft: Thread): Promise<ThreadAttachmentInput[]> {
    const uploaded: ThreadAttachmentInput[] = [];
    for (const file of this.#files) {
      const { data } = await uploadFile(this.#engine, draft, file, this.#options, this.#whole);
      // Null says nothing, and is not taken back.
      uploaded.push(Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null)));
    }
    return uploaded;
  }

  /** Nobody got anything, as it seems: the draft is taken away again, or named. One that is none by now is no proof. */
  async #notSent(draft: Thread, error: PuffleError): Promise<OneOffReport> {
    const deleting = deleteDraft(this.#engine, draft, settlingRead(this.#options), this.#budget);
    const problem: unknown = await deleting.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const isConversation = problem instanceof ConflictError || member(problem, "cause") instanceof ConflictError;
    if (isConversation) return this.#settled(draft, error);
    const isGone = problem === undefined || problem instanceof NotFoundError;
    if (isGone && error.outcome === "not_sent") throw error;
    const left = isGone
      ? "Its draft was deleted again: it can be sent anew"
      : `Its draft, thread ${draft.id}, is left: delete it with threads.deleteDraft("${draft.id}") before sending again`;
    const message = `${OPERATION}: the email was not sent (${error.operation}: ${error.code}). ${left}.`;
    throw stopped(error, "not_sent", message, { threadId: isGone ? undefined : draft.id, candidates: [] });
  }

  /** Nobody knows, or nobody knows what was sent: the message in the thread proves it. That none is there proves nothing. */
  async #settled(draft: Thread, error: PuffleError): Promise<OneOffReport> {
    const late = error instanceof TimeoutError || error.cause instanceof TimeoutError;
    const lost = { late, budget: this.#budget };
    const text = words(this.#wire.message.body_text);
    const isIt = ({ direction, body_text }: ThreadMessage) =>
      direction === "outbound" && words(body_text ?? "").startsWith(text);
    const look = () => this.#messageIn(draft, isIt);
    // What was not sent from here is not this call's, whatever it says.
    const wasTried = error.operation === "sendThreadMessage";
    const message = wasTried ? await untilSettled(this.#engine, lost, look).catch(() => undefined) : undefined;
    if (message) return { thread: await this.#fresh(draft), message, confirmed: true, via: "reconciled" };
    const [outcome, what] =
      error.outcome === "sent"
        ? (["sent", "the email was sent, but the answer can't be used"] as const)
        : (["unknown", "nobody knows whether the email was sent"] as const);
    const check = `Check threads.messages.list("${draft.id}"), and ask the recipient or look into the mailbox if nothing is there; don't send it again before you know`;
    throw stopped(error, outcome, `${OPERATION}: ${what} (thread ${draft.id}). ${check}.`, {
      threadId: draft.id,
      candidates: [],
    });
  }

  async #messageIn({ id }: Thread, isIt: (message: ThreadMessage) => boolean): Promise<ThreadMessage | undefined> {
    const read = settlingRead(this.#options);
    const details = { budget: this.#budget, settles: true };
    const answer = await this.#engine.answer("listThreadMessages", { path: { id } }, read, details);
    const { messages } = answer.data;
    return Array.isArray(messages) ? messages.find(isIt) : undefined;
  }

  /** The thread as it is now, as far as a list shows it: reading the thread itself would mark a reply as read. */
  async #fresh(draft: Thread): Promise<Thread> {
    const { account_id, participant_email } = this.#wire.draft;
    try {
      const input = { query: { sender_id: account_id, participant_email, limit: 100 } };
      const details = { budget: this.#budget, settles: true };
      const { data } = await this.#engine.answer("listThreads", input, settlingRead(this.#options), details);
      return data.threads?.find(({ id }) => id === draft.id) ?? draft;
    } catch {
      return draft;
    }
  }
}

/** Text as it is compared: a service may wrap lines and add a signature. */
function words(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** The same, with the thread. (P15) */
function notSaved(error: MessageSentNotSavedError, threadId: string): MessageSentNotSavedError {
  const { body, requestBody, cause } = error;
  const message = `${error.message} The thread is ${threadId}.`;
  return new MessageSentNotSavedError(message, { ...error, body, requestBody, cause, threadId });
}

/** Whatever became of an attempt before, as far as the email goes: the thread stays as it is, and nothing was sent. */
function notTakenOver(error: ExistingThreadError): ExistingThreadError {
  const { body, requestBody, cause } = error;
  return new ExistingThreadError(error.message, { ...error, body, requestBody, cause, outcome: "not_sent" });
}

/** What came of the email itself, whatever step it was that failed. */
function stopped(
  cause: PuffleError,
  outcome: "not_sent" | "sent" | "unknown",
  message: string,
  report: OneOffLeft,
): IncompleteError<OneOffLeft> {
  const { code, operation, method, path, status, correlationId, attempts, retryAfterMs } = cause;
  const next = "check_outcome" as const;
  const trace = correlationId === undefined ? "" : ` (correlation id ${correlationId})`;
  const facts = { code, operation, method, path, status, correlationId, attempts, retryAfterMs, next, outcome };
  return new IncompleteError(`${message}${trace}`, { ...facts, cause, report });
}
