import { asGiven } from "../../core/as-given.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import type { List } from "../../core/pages.ts";
import { heldEmail } from "../attachment.ts";
import type { CreateThreadOptions } from "../create-thread.ts";
import { flows } from "../flows.ts";
import type { OneOffEmail, OneOffReport } from "../send-one-off.ts";
import {
  idOf,
  type NewThread,
  type PuffleEngine,
  type Thread,
  type ThreadDeleted,
  type ThreadDetail,
  type ThreadRef,
  type ThreadsQuery,
  type ThreadUpdate,
} from "../types.ts";
import { ThreadAttachments } from "./thread-attachments.ts";
import { ThreadMessages } from "./thread-messages.ts";

/** The Unibox: conversations with people, replies, and one-off email. Where a method takes a thread, its id will do. */
export class Threads {
  /** What is said in a thread. */
  readonly messages: ThreadMessages;
  /** Files for drafts. */
  readonly attachments: ThreadAttachments;
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
    this.messages = new ThreadMessages(engine);
    this.attachments = new ThreadAttachments(engine);
  }

  /**
   * Lists threads: await it for the first page, iterate it for every thread. Without a filter these are the active ones
   * that somebody has written in. May be resent.
   * @param query `view`, `inbox_state` and `status` take several words, comma-separated; `limit` is at most 100
   * @example
   * for await (const thread of puffle.threads.list({ view: "needs_reply" })) console.log(thread.id);
   */
  list(query: ThreadsQuery = {}, options?: CallOptions): List<Thread> {
    return this.#engine.list("listThreads", "threads", { query }, options);
  }

  /**
   * Reads a thread with all its messages, which marks it as read: `messages.list` does not. May be resent.
   * @returns with `senderDisconnected`: then a person must connect the sender again before anything can be sent (P76)
   * @throws NotFoundError
   */
  get(thread: ThreadRef, options?: CallOptions): Call<ThreadDetail> {
    return this.#engine.call("getThread", { path: { id: idOf(thread) } }, options);
  }

  /**
   * Creates the draft of a one-off email. Sends nothing; `sendOneOff` does all of it.
   *
   * May not be resent blindly: a lost answer is settled by reading the drafts, and only what is proved to be this call's own
   * draft is returned (P17).
   * @param body at least one member
   * @param options.ifExists `"return"` fetches the thread that this sender has with this recipient already (P11)
   * @throws ExistingThreadError with the ids where this sender has a thread with this recipient already (P11)
   * @throws SenderNotReadyError when a person must see to the sender first (P76); BadRequestError
   * @throws OutcomeUnknownError with the candidates
   */
  create(body: NewThread, options?: CreateThreadOptions): Call<Thread> {
    const given = asGiven(body);
    return toCall(flows().then(({ createThread }) => createThread(this.#engine, given, options)));
  }

  /**
   * Archives a thread, takes it out of the archive, or edits its draft. May be resent: it sets values.
   * @returns the thread as it is then
   * @throws ExistingThreadError when the new sender has a thread with this recipient (P11); SenderNotReadyError (P76)
   * @throws BadRequestError, NotFoundError
   */
  update(thread: ThreadRef, body: ThreadUpdate, options?: CallOptions): Call<Thread> {
    return this.#engine.call("updateThread", { path: { id: idOf(thread) }, body }, options, { pick: "thread" });
  }

  /**
   * Deletes a draft for good. Threads with messages are archived instead: `update(id, { status: "archived" })`. May be
   * resent; what an earlier attempt deleted is deleted.
   * @throws ConflictError when it is no unsent draft; NotFoundError
   */
  deleteDraft(thread: ThreadRef, options?: CallOptions): Call<ThreadDeleted> {
    return toCall(flows().then(({ deleteDraft }) => deleteDraft(this.#engine, thread, options)));
  }

  /**
   * Sends an email to one person: makes a draft, uploads the attachments, sends it once, and reads the thread to confirm
   * it (P75). A person is written to at most once by this call, whatever goes wrong, and whatever `retry` says.
   *
   * Only the draft that this very call made is sent: a thread that exists is never taken over, since a person may be
   * writing in it. When the email surely was not sent, the draft is deleted again.
   * @param options.timeout for all steps together, in ms; default 3 minutes
   * @returns the thread, the message, and whether it was `confirmed`; `via: "reconciled"` where the answer was lost and the
   * message in the thread proved that it was sent
   * @throws InputError naming everything that is wrong: nothing was sent then
   * @throws ExistingThreadError with the threads' ids (P11); SenderNotReadyError (P76); whatever else refused it: `outcome`
   * is `not_sent`
   * @throws MessageSentNotSavedError with the `threadId`: it was sent, report it (P15)
   * @throws IncompleteError with the `threadId` in its `report`; its `outcome` is about the email: `unknown` when it may
   * have been sent, `sent` when it was, `not_sent` when only a draft may be left
   * @example
   * const { message } = await puffle.threads.sendOneOff({
   *   sender,
   *   to: "ada@example.com",
   *   subject: "Your question",
   *   body: "Hi Ada, ...",
   * });
   */
  async sendOneOff(email: OneOffEmail, options?: CallOptions): Promise<OneOffReport> {
    const given = heldEmail(email);
    const { sendOneOff } = await flows();
    return sendOneOff(this.#engine, given, options);
  }
}
