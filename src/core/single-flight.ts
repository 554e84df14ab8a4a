import { AbortError, TimeoutError } from "./errors.ts";
import { type Budget, type Waits, within } from "./waits.ts";

/** What is never done twice at a time: for each id one piece of work is under way, and whoever comes later takes its result. */
export class SingleFlight<Result> {
  readonly #waits: Waits;
  readonly #operation: string;
  readonly #check: string;
  readonly #underWay = new Map<string, Promise<Result>>();

  /**
   * @param operation for errors
   * @param check what to read to see what became of another caller's work
   */
  constructor({ waits }: { readonly waits: Waits }, operation: string, check: string) {
    this.#waits = waits;
    this.#operation = operation;
    this.#check = check;
  }

  /** @throws what the work throws; AbortError or TimeoutError where the budget ends first */
  async run(id: string, budget: Budget, work: () => Promise<Result>): Promise<Result> {
    for (let other = this.#underWay.get(id); other; other = this.#underWay.get(id)) {
      const result = await this.#join(other, budget);
      if (result) return result.value;
    }
    const working = work().finally(() => this.#underWay.delete(id));
    this.#underWay.set(id, working);
    return working;
  }

  /** Waits for another caller's work; undefined where only that caller's own limits ended it. */
  async #join(other: Promise<Result>, budget: Budget): Promise<{ readonly value: Result } | undefined> {
    const settled = other.then(
      (value) => ({ value }),
      (error: unknown) => {
        if (error instanceof AbortError || error instanceof TimeoutError) return undefined;
        throw error;
      },
    );
    const end = await within(this.#waits, settled, budget);
    if (typeof end === "object") return end.value;
    const operation = this.#operation;
    const details = { operation, outcome: "unknown", next: "check_outcome" } as const;
    const doubt = `another call of it is under way for the same id: check ${this.#check}.`;
    if (end === "aborted")
      throw new AbortError(`${operation}: aborted; ${doubt}`, {
        ...details,
        code: "aborted",
        cause: budget.signal?.reason,
      });
    throw new TimeoutError(`${operation}: the call's deadline passed; ${doubt}`, {
      ...details,
      code: "deadline_exceeded",
    });
  }
}
