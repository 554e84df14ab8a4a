import { AbortError, TimeoutError } from "../core/errors.ts";
import { type Budget, within } from "../core/waits.ts";
import type { PuffleEngine } from "./types.ts";

/**
 * Lets a client's calls add to a campaign's sequence one at a time. Each tells its own nodes by comparing the sequence
 * with the one before: two that do so at once would take each other's for their own.
 */
export class SequenceTurns {
  readonly #engine: PuffleEngine;
  /** By campaign: resolves when everybody in the row has ended. */
  readonly #rows = new Map<string, Promise<void>>();

  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /**
   * Waits for its turn, then does it.
   * @throws AbortError or TimeoutError when the budget ends before; nothing has been sent then
   */
  async take<T>(id: string, operation: string, budget: Budget, change: () => Promise<T>): Promise<T> {
    const before = this.#rows.get(id);
    let leave = () => {};
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const row = before ? before.then(() => left) : left;
    this.#rows.set(id, row);
    void row.then(() => {
      if (this.#rows.get(id) === row) this.#rows.delete(id);
    });
    try {
      if (before) await this.#wait(before, operation, budget);
      return await change();
    } finally {
      leave();
    }
  }

  async #wait(before: Promise<void>, operation: string, budget: Budget): Promise<void> {
    const end = await within(this.#engine.waits, before, budget);
    if (typeof end === "object") return;
    const why = "while another call was adding to this campaign's sequence. Nothing was sent.";
    const details = { operation, next: "try_again" } as const;
    if (end === "aborted")
      throw new AbortError(`${operation}: aborted ${why}`, {
        ...details,
        code: "aborted",
        cause: budget.signal?.reason,
      });
    throw new TimeoutError(`${operation}: the call's deadline passed ${why}`, {
      ...details,
      code: "deadline_exceeded",
    });
  }
}
