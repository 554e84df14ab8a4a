import type { Operation, OperationStep } from "../core/operation.ts";
import { type OperationToken, readToken } from "../core/token.ts";
import { launchOperation } from "./launch-operation.ts";
import type { Campaign, PuffleEngine } from "./types.ts";

export type { OperationStep, OperationToken };

/** Takes up operations that were left elsewhere. */
export class Operations {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /**
   * Goes on with an operation from its token, in this process or any other; also when the job has ended meanwhile. Nothing
   * is sent until it is polled.
   * @param token what `operation.toJSON()` gave, or its JSON
   * @throws TokenError when it is corrupted, of another version, or belongs to another service
   */
  resume(token: OperationToken | string | object): Operation<Campaign> {
    const read = readToken(token, new URL(this.#engine.config.baseURL).origin, ["launchCampaign"]);
    return launchOperation(this.#engine, read.id, read);
  }
}
