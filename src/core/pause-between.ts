import { AbortError, TimeoutError } from "./errors.ts";
import type { OperationHost } from "./operation.ts";
import type { Budget } from "./waits.ts";

/**
 * Waits between two calls of a method that makes several, no longer than the budget allows.
 * @throws AbortError, TimeoutError or AuthenticationError when the wait ends early; nothing is under way then
 */
export async function pauseBetween(
  engine: Pick<OperationHost, "config" | "wait">,
  operation: string,
  ms: number,
  budget: Budget,
): Promise<void> {
  const { clock } = engine.config;
  const end = await engine.wait(Math.min(ms, budget.endsAt - clock.now()), budget.signal);
  const details = { operation, next: "wait" } as const;
  if (end === "aborted") {
    const message = `${operation}: the wait was aborted; what runs on the service goes on.`;
    throw new AbortError(message, { ...details, code: "aborted", cause: budget.signal?.reason });
  }
  if (end) throw end;
  if (clock.now() >= budget.endsAt) {
    const message = `${operation}: the wait's deadline passed; what runs on the service goes on.`;
    throw new TimeoutError(message, { ...details, code: "deadline_exceeded" });
  }
}
