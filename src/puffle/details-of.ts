import type { ErrorDetails, PuffleError } from "../core/errors.ts";

/** All that an error knows, for one of the same kind that says more. */
export function detailsOf(error: PuffleError): ErrorDetails {
  const { code, operation, method, path, status, correlationId, attempts } = error;
  const { outcome, next, retryAfterMs, cause, requestBody, body } = error;
  const request = { code, operation, method, path, status, correlationId, attempts };
  return { ...request, outcome, next, retryAfterMs, cause, requestBody, body };
}
