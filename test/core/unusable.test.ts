import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/core/attempts.ts";
import { ResponseMismatchError, UnreadableResponseError } from "../../src/core/errors.ts";
import { Secret } from "../../src/core/secret.ts";
import { unusable } from "../../src/core/unusable.ts";
import { KEY, operations } from "../support/service.ts";

const answer: Answer = {
  data: { thing: null, echo: KEY },
  status: 200,
  headers: new Headers(),
  correlationId: undefined,
  attempts: [{ attempt: 1, durationMs: 5, status: 200 }],
  key: new Secret(KEY),
  repeated: false,
  reconciled: false,
};
const problems = [
  { field: "thing", problem: "is not an object" },
  { field: "thing.id", problem: "is not of type string" },
];

describe("P17 a success that can't be used", () => {
  it("is never taken for a send that failed", () => {
    const error = unusable({ id: "sendThing", info: operations.sendThing, answer, problem: "has no `thing`" });
    expect(error).toBeInstanceOf(UnreadableResponseError);
    expect(error).toMatchObject({ code: "unreadable_response", outcome: "sent", next: "check_outcome", status: 200 });
    expect(error.message).toBe(
      "sendThing: the service answered 200, but the body has no `thing`. It was carried out: don't send it again.",
    );
    expect(error.body).toEqual({ thing: null, echo: "[api key]" });
  });

  it("of a read has changed nothing, and names the trace", () => {
    const traced = { ...answer, correlationId: "c1" };
    const error = unusable({ id: "readThing", info: operations.readThing, answer: traced, problem: "is odd" });
    expect(error).toMatchObject({
      outcome: "not_sent",
      next: "ask_human",
      correlationId: "c1",
      operation: "readThing",
    });
    expect(error.message).toBe("readThing: the service answered 200, but the body is odd. (correlation id c1)");
  });

  it("that does not fit the contract says where, all at once", () => {
    const error = unusable({ id: "setThing", info: operations.setThing, answer, problem: problems });
    expect(error).toBeInstanceOf(ResponseMismatchError);
    expect(error).toMatchObject({ code: "response_mismatch", outcome: "sent", problems, method: "PUT" });
    expect(error.message).toBe(
      "setThing: the answer does not fit the contract: thing is not an object; thing.id is not of type string. It was carried out: don't send it again.",
    );
  });
});
