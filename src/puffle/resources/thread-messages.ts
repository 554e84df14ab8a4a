import { asGiven } from "../../core/as-given.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import type { List } from "../../core/pages.ts";
import { flows } from "../flows.ts";
import {
  idOf,
  type NewThreadMessage,
  type PuffleEngine,
  type ThreadMessage,
  type ThreadMessageSent,
  type ThreadRef,
} from "../types.ts";

/** Which page of a thread's messages to begin with. */
export interface ThreadMessagesQuery {
  /** Counting from 1. */
  readonly page?: number;
  /** Messages per page, at most 200; the service's default is 50. */
  readonly limit?: number;
}

/** What is said in a thread. */
export class ThreadMessages {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /**
   * Lists a thread's messages, oldest first, without marking them as read: await it for the first page, iterate it for
   * every message. May be resent.
   * @throws NotFoundError
   */
  list(thread: ThreadRef, query: ThreadMessagesQuery = {}, options?: CallOptions): List<ThreadMessage> {
    return this.#engine.list("listThreadMessages", "messages", { path: { id: idOf(thread) }, query }, options);
  }

  /**
   * Writes to the person at the other end, at once. Never sent again when its outcome is unknown, whatever `retry` says
   * (P17): then look at `messages.list(thread)`, and mind that a message that is not there may still have been sent.
   * @param body `body_text` is needed; without `threading_mode` it is a reply to the latest inbound email, where there is one
   * @returns the message as it was saved, with its thread
   * @throws OutcomeUnknownError when nobody knows whether it was sent; AbortError, whose `outcome` says so too
   * @throws MessageSentNotSavedError when it was sent and could not be saved (P15)
   * @throws SenderNotReadyError when a person must connect the sender first (P76)
   * @throws BadRequestError, UnprocessableEntityError, NotFoundError: nothing was sent
   * @example
   * await puffle.threads.messages.send(thread, { body_text: "Gladly. Does Tuesday suit you?", threading_mode: "reply" });
   */
  send(thread: ThreadRef, body: NewThreadMessage, options?: CallOptions): Call<ThreadMessageSent> {
    const given = asGiven(body);
    return toCall(flows().then(({ sendMessage }) => sendMessage(this.#engine, thread, given, options)));
  }
}
