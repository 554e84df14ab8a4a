import type { Operation } from "../core/operation.ts";
import { type OperationToken, readToken } from "../core/token.ts";
import { type CampaignStart, startOperation } from "./jobs.ts";
import type { RateLimits } from "./rate-limit.ts";
import type { LeadLexEngine } from "./types.ts";

/** Takes up operations that were left elsewhere. */
export class Operations {
  readonly #engine: LeadLexEngine;
  readonly #limits: RateLimits;

  /** @internal */
  constructor(engine: LeadLexEngine, limits: RateLimits) {
    this.#engine = engine;
    this.#limits = limits;
  }

  /**
   * Goes on with a start from its token, in this process or any other; also when a person has decided meanwhile. Nothing is
   * sent until it is polled, and nothing is approved. Who polls it once at a time stores its token anew after each poll.
   * @param token what `operation.toJSON()` gave, or its JSON; also `error.token`
   * @throws TokenError when it is corrupted, of another version or kind, or belongs to another service
   * @example
   * const { campaign } = await leadlex.operations.resume(token).wait();
   */
  resume(token: OperationToken | string | object): Operation<CampaignStart> {
    const { config } = this.#engine;
    const read = readToken(token, new URL(config.baseURL).origin, ["startCampaign"]);
    return startOperation(this.#engine, this.#limits, read.id, read);
  }
}
