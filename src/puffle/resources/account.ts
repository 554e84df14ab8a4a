import type { Call } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import type { AccountResult, AccountUpdate, AccountUpdated, PuffleEngine } from "../types.ts";

/** The account that the key belongs to. */
export class Account {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /** Reads account and profile. May be resent. */
  get(options?: CallOptions): Call<AccountResult> {
    return this.#engine.call("getAccount", {}, options);
  }

  /**
   * Changes names, email or password; email and password not together. A new email must be confirmed by a person. May be
   * resent.
   * @throws BadRequestError
   */
  update(body: AccountUpdate, options?: CallOptions): Call<AccountUpdated> {
    return this.#engine.call("updateAccount", { body }, options);
  }
}
