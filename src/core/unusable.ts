import type { Answer } from "./attempts.ts";
import type { OperationInfo } from "./contract.ts";
import { type Problem, type PuffleError, ResponseMismatchError, UnreadableResponseError } from "./errors.ts";
import { keptBody } from "./kept-body.ts";

/** A success that can't be used: it lacks something, or does not fit the contract. */
export interface Unusable {
  readonly id: string;
  readonly info: OperationInfo;
  readonly answer: Answer;
  /** What is wrong with the body, or where it differs from the contract. */
  readonly problem: string | readonly Problem[];
}

/** Whatever was asked for has been done: an error for it never looks like a failed send. */
export function unusable({ id, info, answer, problem }: Unusable): PuffleError {
  const { status, correlationId, attempts, data, key } = answer;
  const { method, path, effect } = info;
  const read = effect === "read";
  const end = `${read ? "" : " It was carried out: don't send it again."}${correlationId === undefined ? "" : ` (correlation id ${correlationId})`}`;
  const details = {
    operation: id,
    method,
    path,
    status,
    correlationId,
    attempts,
    body: keptBody(data, key),
    outcome: read ? "not_sent" : "sent",
    next: read ? "ask_human" : "check_outcome",
  } as const;
  if (typeof problem === "string") {
    const message = `${id}: the service answered ${status}, but the body ${problem}.${end}`;
    return new UnreadableResponseError(message, { ...details, code: "unreadable_response" });
  }
  const list = problem.map((one) => `${one.field} ${one.problem}`).join("; ");
  const message = `${id}: the answer does not fit the contract: ${list}.${end}`;
  return new ResponseMismatchError(message, { ...details, code: "response_mismatch", problems: problem });
}
