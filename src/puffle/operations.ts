import { operations } from "../../generated/puffle.operations.ts";
import type { OperationTable } from "../core/contract.ts";
import { type OperationToken, readToken } from "../core/token.ts";
import { type AnyOperation, type JobKind, jobOperation } from "./jobs.ts";
import type { PuffleEngine } from "./types.ts";

export type { OperationToken };

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
   * @param kind the operation that started the job, where it is known; a token of another kind is refused
   * @returns the operation; without `kind`, its `kind` tells what it is
   * @throws TokenError when it is corrupted, of another version or kind, or belongs to another service
   * @example
   * const search = puffle.operations.resume(token, "createLeadSearch");
   * const { resultListId } = await search.wait();
   */
  resume<Kind extends JobKind = JobKind>(token: OperationToken | string | object, kind?: Kind): AnyOperation<Kind>;
  resume(token: OperationToken | string | object, kind?: JobKind): object {
    const kinds = Object.keys(operations).filter(isKind);
    const wanted = kind === undefined ? kinds : [kind];
    const read = readToken(token, new URL(this.#engine.config.baseURL).origin, wanted);
    return jobOperation(this.#engine, read.kind, read.id, read);
  }
}

/** Operations that start a job are those that the contract says how to poll. */
function isKind(name: string): name is JobKind {
  const table: OperationTable = operations;
  return table[name]?.poll !== undefined;
}
