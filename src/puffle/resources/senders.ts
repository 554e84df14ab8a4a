import type { Call } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import type { Channel, ConnectLink, PuffleEngine, Sender, SenderDetail, SenderSchedule } from "../types.ts";
import { Domains } from "./domains.ts";
import { Inboxes } from "./inboxes.ts";

/** The accounts that campaigns are sent from. Connecting one takes a person. */
export class Senders {
  /** Email accounts on your own domains. */
  readonly inboxes: Inboxes;
  /** The domains that inboxes are made on. */
  readonly domains: Domains;
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
    this.inboxes = new Inboxes(engine);
    this.domains = new Domains(engine);
  }

  /**
   * Lists the senders. Only email accounts with status `active`, and connected LinkedIn ones, can send. May be resent.
   * @param query.type only this channel's
   */
  list(query: { readonly type?: Channel } = {}, options?: CallOptions): Call<Sender[]> {
    return this.#engine.call("listSenders", { query }, options, { pick: "accounts" });
  }

  /**
   * Reads one sender with its campaigns and what it has sent today. May be resent.
   * @throws NotFoundError
   */
  get(id: string, options?: CallOptions): Call<SenderDetail> {
    return this.#engine.call("getSender", { path: { id } }, options);
  }

  /**
   * Reads what a sender is committed to in the days to come; the shape is not documented. May be resent.
   * @throws NotFoundError
   */
  schedule(id: string, options?: CallOptions): Call<SenderSchedule> {
    return this.#engine.call("getSenderSchedule", { path: { id } }, options);
  }

  /**
   * Gets a link that connects a LinkedIn account. It is for a person, in a browser: hand it on, and never follow it from a
   * program. It works once, for an hour; the latest link wins. Then read `list({ type: "linkedin" })` every 10 to 20 s, until
   * the account is `connected`. May be resent.
   */
  connectLinkedIn(options?: CallOptions): Call<ConnectLink> {
    return this.#engine.call("connectLinkedInSender", {}, options);
  }
}
