import { AbortError, InputError, TimeoutError } from "./errors.ts";
import { keyProblem } from "./secret.ts";
import { type Budget, type Waits, within } from "./waits.ts";

/** For whom a key is asked. */
export interface KeyRequest {
  /** The operation's id. */
  readonly id: string;
  readonly budget: Budget;
  readonly waits: Waits;
  /** The environment variable that the key is otherwise read from. */
  readonly variable: string;
}

/**
 * Asks the caller's function for the key, no longer than the call may take.
 * @throws InputError where it fails or gives no key; AbortError; TimeoutError. Nothing was sent.
 */
export async function askKey(
  source: () => string | Promise<string>,
  { id, budget, waits, variable }: KeyRequest,
): Promise<string> {
  const refuse = (problem: string) => new InputError([{ field: "apiKey", problem }], id, "ask_human");
  const answer = await within(waits, Promise.resolve().then(source), budget).catch((error: unknown) => {
    throw refuse(`is a function that threw ${error instanceof Error ? error.name : typeof error}`);
  });
  const details = { operation: id, next: "try_again" } as const;
  if (answer === "aborted") {
    const message = `${id}: aborted. Nothing was sent.`;
    throw new AbortError(message, { ...details, code: "aborted", cause: budget.signal?.reason });
  }
  if (answer === "late") {
    const message = `${id}: the call's deadline passed while apiKey, a function, was asked. Nothing was sent.`;
    throw new TimeoutError(message, { ...details, code: "deadline_exceeded" });
  }
  const problem = keyProblem(answer.value, variable);
  if (problem !== undefined) throw refuse(problem);
  return answer.value;
}
