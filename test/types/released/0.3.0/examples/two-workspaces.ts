/**
 * Two workspaces in one process, each with a key of its own. The clients share nothing: no key, no cooldown, no price list,
 * no spend limit, no logger.
 */
import { Puffle, type PuffleOptions } from "puffle-sdk";

/** One client for each customer, made when the customer first comes and kept. */
export class Clients {
  readonly #keyOf: (customer: string) => Promise<string>;
  readonly #common: Omit<PuffleOptions, "apiKey">;
  readonly #clients = new Map<string, Puffle>();

  /**
   * @param keyOf reads a customer's key, from a vault for example; asked on every call, so that keys can be rotated
   * @param common what all clients have in common
   */
  constructor(keyOf: (customer: string) => Promise<string>, common: Omit<PuffleOptions, "apiKey"> = {}) {
    this.#keyOf = keyOf;
    this.#common = common;
  }

  for(customer: string): Puffle {
    const there = this.#clients.get(customer);
    if (there) return there;
    const client = new Puffle({ ...this.#common, apiKey: () => this.#keyOf(customer) });
    this.#clients.set(customer, client);
    return client;
  }
}
