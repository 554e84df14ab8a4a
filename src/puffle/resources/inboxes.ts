import { asGiven } from "../../core/as-given.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CreateOptions } from "../../core/create-once.ts";
import type { CallOptions } from "../../core/options.ts";
import { flows } from "../flows.ts";
import type { WarmupReads } from "../inboxes.ts";
import type { Deleted, Inbox, InboxUpdate, NewInbox, PuffleEngine, WarmupAnalytics } from "../types.ts";

/** Email accounts on your own sending domains. They are senders, too; `senders.get` has their status. */
export class Inboxes {
  readonly #engine: PuffleEngine;
  #reads: WarmupReads | undefined;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /** Lists the inboxes, newest first, without warm-up data. May be resent. */
  list(options?: CallOptions): Call<Inbox[]> {
    return this.#engine.call("listInboxes", {}, options, { pick: "accounts" });
  }

  /**
   * Creates an inbox on a verified domain. It must warm up for two to three weeks before campaigns can send from it.
   *
   * May not be resent blindly: a lost answer is settled by reading the inboxes, and only what is proved to be this call's own
   * is returned (P17).
   * @param body.username what stands before the @: letters, digits, `.`, `-` and `_`; made lower case
   * @param options.ifExists `"return"` fetches the inbox that has the address already (P11)
   * @throws ConflictError when the address is taken, or belonged to an inbox that was deleted
   * @throws BadRequestError, NotFoundError; OutcomeUnknownError with the candidates
   */
  create(body: NewInbox, options?: CreateOptions): Call<Inbox> {
    const given = asGiven(body);
    return toCall(flows().then(({ createInbox }) => createInbox(this.#engine, given, options)));
  }

  /**
   * Changes an inbox's signature, the only thing that can be changed. May be resent.
   * @param body.signature line breaks become HTML ones; an empty string clears it
   * @throws NotFoundError
   */
  update(id: string, body: InboxUpdate, options?: CallOptions): Call<Inbox> {
    return this.#engine.call("updateInbox", { path: { id }, body }, options, { pick: "account" });
  }

  /**
   * Deletes an inbox for good; its address can't be had again. May be resent: what a lost attempt has deleted is success.
   * @throws NotFoundError
   */
  delete(id: string, options?: CallOptions): Call<Deleted> {
    return toCall(flows().then(({ deleteInbox }) => deleteInbox(this.#engine, id, options)));
  }

  /**
   * Starts the warm-up of an inbox where it did not start by itself (status `pending`, warm-up `not_started`). May be resent:
   * what a lost attempt has started is success.
   * @returns the inbox, now warming
   * @throws ConflictError when it is warming, or has warmed up; NotFoundError
   */
  retryWarmup(id: string, options?: CallOptions): Call<Inbox> {
    return toCall(flows().then(({ retryWarmup }) => retryWarmup(this.#engine, id, options)));
  }

  /**
   * Reads how the warm-up of all inboxes goes. Reading has effects: inboxes that have warmed up become `active`, those that
   * were banned or suspended become `error`; `transitions` says which. Don't read it in a tight loop: a warm-up takes weeks.
   * @returns `analytics` by account id, without inboxes whose data could not be fetched; `transitions`
   * @throws RateLimitError, without sending anything, within 3 minutes of this client's last read, or of one whose answer was
   * lost (`retryAfterMs`); that is not read again by itself, whatever `retry` says
   */
  warmupAnalytics(options?: CallOptions): Call<WarmupAnalytics> {
    return toCall(
      flows().then(({ WarmupReads }) => {
        this.#reads ??= new WarmupReads();
        return this.#reads.read(this.#engine, options);
      }),
    );
  }
}
