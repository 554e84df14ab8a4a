import type { Call } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import type { CreditsConfig, PuffleEngine } from "../types.ts";

/** What paid work costs. */
export class Credits {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /** Reads today's prices; an action that is not among them is not therefore free. May be resent. */
  config(options?: CallOptions): Call<CreditsConfig> {
    return this.#engine.call("getCreditsConfig", {}, options);
  }
}
