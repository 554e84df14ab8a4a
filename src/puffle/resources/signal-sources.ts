import type { Items } from "../../core/batches.ts";
import type { Call } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import { flows } from "../flows.ts";
import type { SignalSourceChange, UpdateOptions, UpdateReport } from "../signal-changes.ts";
import type { PuffleEngine, SignalSourceList } from "../types.ts";

/** Where the scan looks: LinkedIn, news, forums. */
export class SignalSources {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /** Reads which sources there are; the answer's shape is not documented. May be resent. */
  list(options?: CallOptions): Call<SignalSourceList> {
    return this.#engine.call("listSignalSources", {}, options);
  }

  /**
   * Turns sources on or off and configures them, 50 a request, like `signals.update`. Off holds for every type; on again
   * restores what was. A wrong `config` is not refused, but drops the next scan. May be resent.
   * @param items each a source's `id`, such as `reddit`, and `enabled`, `config`, or both
   * @returns what became of every item (P70)
   * @throws InputError, IncompleteError
   */
  async update(items: Items<SignalSourceChange>, options?: UpdateOptions): Promise<UpdateReport> {
    const { updateSignalSources } = await flows();
    return updateSignalSources(this.#engine, items, options);
  }
}
