import { IncompleteError, type PuffleError } from "./errors.ts";

/** The error of work in several steps, made of what stopped it. */
export function incomplete<Report>(cause: PuffleError, message: string, report: Report): IncompleteError<Report> {
  const { code, operation, method, path, status, correlationId, attempts, next, retryAfterMs } = cause;
  const outcome = cause.outcome === "unknown" ? "unknown" : "sent";
  const facts = { code, operation, method, path, status, correlationId, attempts, next, retryAfterMs };
  return new IncompleteError(message, { ...facts, outcome, cause, report });
}
