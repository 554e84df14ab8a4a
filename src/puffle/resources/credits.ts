import type { Call } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import { flows } from "../flows.ts";
import type { Estimate, PaidAction } from "../prices.ts";
import type { Purse } from "../purse.ts";
import type { CreditsConfig, PuffleEngine } from "../types.ts";

/** What paid work costs. */
export class Credits {
  readonly #engine: PuffleEngine;
  readonly #purse: Purse;

  /** @internal */
  constructor(engine: PuffleEngine, purse: Purse) {
    this.#engine = engine;
    this.#purse = purse;
  }

  /**
   * What this client has spent of its `spendLimit`, in credits, as far as prices tell: at the most, and with what calls that
   * are under way may come to. 0 without a limit, because nothing is counted then.
   */
  get spent(): number {
    return this.#purse.used;
  }

  /** Reads today's prices; an action that is not among them is not therefore free. May be resent. */
  config(options?: CallOptions): Call<CreditsConfig> {
    return this.#engine.call("getCreditsConfig", {}, options);
  }

  /**
   * Says what something will cost before it is done, by the prices of the last minute (P60). What is charged in the end is
   * the service's matter: under `certainty: "maximum"` it may be less.
   * @param action an action's name such as `AI_MESSAGE_GENERATION`, or the id of one of the config's `operations`
   * @param count how many times, such as the number of leads; a whole number from 0
   * @returns `credits` altogether and `each`; both undefined where the service names no price, which does not mean free
   * @throws InputError; AbortError, TimeoutError
   * @example
   * const { credits } = await puffle.credits.estimate("AI_MESSAGE_GENERATION", leads.length);
   */
  async estimate(action: PaidAction, count: number, options?: CallOptions): Promise<Estimate> {
    const { pricesOf } = await flows();
    return pricesOf(this.#engine, this.#purse).estimate(action, count, options);
  }
}
