import { describe, expect, it } from "vitest";
import {
  AbortError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  InsufficientCreditsError,
  NotFoundError,
  OutcomeUnknownError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  StatusError,
  TimeoutError,
  UnprocessableEntityError,
  UnreadableResponseError,
} from "../../src/core/errors.ts";
import {
  abortError,
  deadlineError,
  type FailedCall,
  failureError,
  outcomeUnknown,
  type StatusFacts,
  saidBy,
  statusError,
} from "../../src/core/failures.ts";

const attempt = { attempt: 1, durationMs: 5, status: 500 };

function call(more: Partial<FailedCall> = {}): FailedCall {
  return {
    operation: "sendThing",
    method: "POST",
    path: "/things/{id}/send",
    attempts: [attempt],
    unknown: false,
    requestBody: undefined,
    items: undefined,
    correlationId: undefined,
    retryAfterMs: undefined,
    known: false,
    check: undefined,
    clean: (text) => text.replaceAll("Ada", "‹name›"),
    special: () => undefined,
    ...more,
  };
}

describe("P08 P80 what an answer's status means", () => {
  it.each([
    [400, BadRequestError, "invalid_request", "fix_request", "Fix the request; the same one will be refused again"],
    [401, AuthenticationError, "unauthorized", "ask_human", "Ask for a valid API key; nothing was retried"],
    [
      402,
      InsufficientCreditsError,
      "insufficient_credits",
      "ask_human",
      "Ask for more credits, or for leave to do less; nothing was done",
    ],
    [
      403,
      PermissionDeniedError,
      "forbidden",
      "ask_human",
      "The workspace lacks this feature: tell the person who owns it",
    ],
    [
      404,
      NotFoundError,
      "not_found",
      "fix_request",
      "Check the id: it does not exist, or belongs to another workspace",
    ],
    [409, ConflictError, "conflict", "use_existing", "Fetch the existing one and go on with it"],
    [
      422,
      UnprocessableEntityError,
      "unprocessable_entity",
      "fix_request",
      "Change the request; the same one will be refused again",
    ],
    [429, RateLimitError, "rate_limited", "wait", "Nothing was carried out; come back later"],
    [500, ServerError, "internal_error", "ask_human", "Report it with the correlation id"],
    [502, ServerError, "internal_error", "ask_human", "Report it with the correlation id"],
    [503, ServerError, "service_unavailable", "wait", "Come back later"],
    [418, StatusError, "unexpected_status", "ask_human", "The contract does not know this status"],
    [
      399,
      StatusError,
      "unexpected_redirect",
      "fix_request",
      "Redirects are not followed, so that the key stays where it belongs: check baseURL",
    ],
  ] as const)("%i", (status, Kind, code, next, advice) => {
    const error = statusError(call(), status, undefined, undefined);
    expect(error.constructor).toBe(Kind);
    expect(error).toMatchObject({
      status,
      code,
      next,
      operation: "sendThing",
      outcome: "not_sent",
      path: "/things/{id}/send",
    });
    // A 402 says what it needs where it is known.
    const said = status === 402 ? "Ask for more credits; nothing was done" : advice;
    expect(error.message).toBe(`sendThing: ${status}. ${said}.`);
  });

  it("is told with the service's sentence, when to come back, and the trace", () => {
    const known = call({ correlationId: "c1", retryAfterMs: 1_234, attempts: [attempt, { ...attempt, attempt: 2 }] });
    const error = statusError(known, 429, { error: { message: "slow down, Ada..", code: "too_fast" } }, "{…}");
    expect(error.message).toBe(
      "sendThing: 429 slow down, ‹name›. Nothing was carried out; come back later (in 1.3 s). (correlation id c1, 2 attempts)",
    );
    expect(error).toMatchObject({
      code: "too_fast",
      said: "slow down, ‹name›",
      correlationId: "c1",
      retryAfterMs: 1_234,
    });
  });

  it("leaves in doubt what an earlier attempt may have done, and says what to check", () => {
    const first = statusError(call({ unknown: true, check: "things.get(id)" }), 500, undefined, undefined);
    expect(first.message).toBe(
      "sendThing: 500. Report it with the correlation id. It may have been carried out: check things.get(id) before sending it again.",
    );
    const later = call({ unknown: true, attempts: [attempt, { ...attempt, attempt: 2 }] });
    expect(statusError(later, 409, undefined, undefined).message).toBe(
      "sendThing: 409. Fetch the existing one and go on with it. An earlier attempt may have been carried out. (2 attempts)",
    );
  });

  it("P80 a 404 for what was there before is somebody's doing", () => {
    const error = statusError(call({ known: true }), 404, undefined, undefined);
    expect(error.next).toBe("ask_human");
    expect(error.message).toContain("It existed before, so somebody may have removed it: ask");
    expect(statusError(call({ known: true }), 400, undefined, undefined).next).toBe("fix_request");
  });

  it("P80 a 404 for an address without an id is about the address", () => {
    const list = call({ path: "/things" });
    expect(statusError(list, 404, undefined, undefined).message).toContain("so check baseURL");
    expect(statusError({ ...list, requestBody: {} }, 404, undefined, undefined).message).toContain("Check the id");
  });

  it.each(["", "two words", "x".repeat(65), 7, undefined])("is not told by a code that is none: %j", (code) => {
    expect(statusError(call(), 400, { error: { code } }, undefined).code).toBe("invalid_request");
  });

  it.each(["a", "x".repeat(64), "a.b-c_D9"])("is told by the service's own code: %s", (code) => {
    expect(statusError(call(), 400, { error: { code } }, undefined).code).toBe(code);
  });

  it("may be told by the service's own words: it gets the facts, uncleaned, and makes the error", () => {
    const own = new ConflictError("mine", { code: "mine" });
    const seen: StatusFacts[] = [];
    const special = (facts: StatusFacts) => {
      seen.push(facts);
      return own;
    };
    const body = { error: { message: "Ada is there", code: "there" } };
    expect(statusError(call({ special, check: "things.list()" }), 400, body, undefined)).toBe(own);
    expect(seen).toMatchObject([
      { operation: "sendThing", status: 400, said: "Ada is there", ownCode: "there", body, check: "things.list()" },
    ]);
    expect(seen[0]?.details).toMatchObject({ said: "‹name› is there", next: "fix_request", status: 400 });
    statusError(call({ special }), 400, undefined, undefined);
    expect(seen[1]).toMatchObject({ said: "", ownCode: undefined });
  });
});

describe("P16 too few credits", () => {
  const of = (body: unknown, items?: number) => statusError(call({ items }), 402, body, undefined);

  it("says how much it needs, how much there is, and how many items that covers", () => {
    const error = of({ required: 20, balance: 7 }, 10);
    expect(error).toMatchObject({ required: 20, balance: 7, affordable: 3 });
    expect(error.message).toBe(
      "sendThing: 402. It needs 20 credits, the balance is 7. At most 3 of the 10 items are covered: ask for leave to do so many. Ask for more credits; nothing was done.",
    );
  });

  it("covers none, never fewer", () => {
    expect(of({ required: 20, balance: -5 }, 10)).toMatchObject({ affordable: 0 });
    expect(of({ required: 20, balance: 1 }, 10).message).not.toContain("At most");
  });

  it("says what it knows and no more", () => {
    expect(of({ required: 20 }, 10).message).toContain("It needs 20 credits, the balance is not known.");
    expect(of({ required: 20, balance: 7 })).not.toHaveProperty("affordable", expect.anything());
    expect(of({ required: "20", balance: Number.NaN }, 10).message).toBe(
      "sendThing: 402. Ask for more credits; nothing was done.",
    );
    expect(of({ required: 0, balance: 7 }, 10)).not.toHaveProperty("affordable", expect.anything());
  });
});

describe("the service's sentence", () => {
  it.each([
    [{ error: { message: "a" }, message: "c" }, "{…}", "a"],
    [{ error: "b", message: "c" }, "{…}", "b"],
    [{ error: { message: "" }, message: "c" }, "{…}", "c"],
    [{ message: "x".repeat(501) }, "{…}", "x".repeat(500)],
    [undefined, "plain words", "plain words"],
    [undefined, "x".repeat(201), "x".repeat(200)],
    [undefined, "  <html>", undefined],
    [undefined, '{"a":1', undefined],
    [undefined, "[1]", undefined],
    [undefined, "", undefined],
    [{ message: 7 }, undefined, undefined],
  ])("of %j and %j", (body, text, said) => {
    expect(saidBy(body, text)).toBe(said);
  });
});

describe("P17 an attempt without a usable answer", () => {
  const limit = { ms: 30_000, deadline: false };
  const failing = (
    failure: "timeout" | "lost" | "connect" | "unreadable",
    more: Partial<FailedCall> = {},
    result = {},
    deadline = false,
  ) => failureError(call(more), { ok: false, failure: "lost", ...result }, failure, { ...limit, deadline });

  it("that ran out of time says whose", () => {
    expect(failing("timeout")).toMatchObject({ code: "attempt_timeout", next: "try_again", outcome: "not_sent" });
    expect(failing("timeout")).toBeInstanceOf(TimeoutError);
    expect(failing("timeout").message).toBe("sendThing: no whole answer within 30 s. Nothing was changed; try again.");
    expect(failing("timeout", {}, {}, true)).toMatchObject({ code: "deadline_exceeded" });
    expect(failing("timeout", {}, {}, true).message).toBe(
      "sendThing: the call's deadline passed. Nothing was changed; try again.",
    );
  });

  it("that lost its connection, or never had one, says so", () => {
    expect(failing("lost")).toBeInstanceOf(ConnectionError);
    expect(failing("lost")).toMatchObject({ code: "connection_lost", next: "try_again" });
    expect(failing("lost").message).toBe("sendThing: the connection was lost. Nothing was changed; try again.");
    expect(failing("connect").message).toBe("sendThing: no connection to the service. Nothing was changed; try again.");
    expect(failing("connect").code).toBe("connection_failed");
  });

  it("that came and can't be read says why, cut short and clean", () => {
    const error = failing("unreadable", {}, { status: 200, problem: `is Ada${"x".repeat(2_000)}`, text: "<p>" });
    expect(error).toBeInstanceOf(UnreadableResponseError);
    expect(error).toMatchObject({ code: "unreadable_response", status: 200, body: "<p>" });
    expect(error.message).toBe(
      `sendThing: the service answered 200, but the body is ‹name›${"x".repeat(191)}. Nothing was changed; try again.`,
    );
    expect(failing("unreadable", {}, { status: 200, text: "" }).message).toContain("the body can't be read.");
    expect(failing("unreadable", {}, { status: 200, text: "" })).not.toHaveProperty("body", expect.anything());
  });

  it("that may have been carried out says so, what to check, and does not say to try again", () => {
    const doubt = { unknown: true, check: "things.get(id)", correlationId: "c1" };
    for (const kind of ["timeout", "lost", "unreadable"] as const) {
      const error = failing(kind, doubt);
      expect(error).toMatchObject({ next: "check_outcome", outcome: "unknown" });
      expect(error.message).toContain(
        " It may have been carried out: check things.get(id) before sending it again. (correlation id c1)",
      );
    }
  });
});

describe("P17 P18 a call that ended otherwise", () => {
  const doubt = { unknown: true, check: "things.get(id)" };

  it("was aborted, with the caller's reason", () => {
    const error = abortError(call(), "enough");
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ code: "aborted", next: "try_again", outcome: "not_sent", cause: "enough" });
    expect(error.message).toBe("sendThing: aborted. Nothing was changed.");
    expect(abortError(call(doubt), "enough")).toMatchObject({ next: "check_outcome", outcome: "unknown" });
    expect(abortError(call(doubt), "enough").message).toBe(
      "sendThing: aborted. It may have been carried out: check things.get(id) before sending it again.",
    );
  });

  it("ran out of time, and says when to come back", () => {
    const error = deadlineError(call({ retryAfterMs: 90_000, cause: "why" }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ code: "deadline_exceeded", next: "try_again", cause: "why" });
    expect(error.message).toBe("sendThing: the call's deadline passed. Nothing was changed. Come back in 90 s.");
    expect(deadlineError(call(doubt))).toMatchObject({ next: "check_outcome" });
    expect(deadlineError(call(doubt)).message).toBe(
      "sendThing: the call's deadline passed. It may have been carried out: check things.get(id) before sending it again.",
    );
  });

  it("may have happened, and was not sent again", () => {
    const cause = new ServerError("why", { code: "internal_error", status: 500, body: { a: 1 } });
    const error = outcomeUnknown(call({ check: "things.get(id)" }), cause, ["t1"]);
    expect(error).toBeInstanceOf(OutcomeUnknownError);
    expect(error).toMatchObject({
      code: "outcome_unknown",
      next: "check_outcome",
      outcome: "unknown",
      status: 500,
      cause,
      body: { a: 1 },
      candidates: ["t1"],
    });
    expect(error.message).toBe(
      "sendThing: nobody knows whether it happened, so it was not sent again. Check things.get(id).",
    );
    const lost = outcomeUnknown(call({ correlationId: "c1" }), new ConnectionError("why", { code: "connection_lost" }));
    expect(lost.message).toBe(
      "sendThing: nobody knows whether it happened, so it was not sent again. Check before sending it again. (correlation id c1)",
    );
    expect(lost).not.toHaveProperty("status", expect.anything());
  });
});

it("an error tells its classes under a name that other copies of the package know", () => {
  const kinds: unknown = Reflect.get(new ServerError("why", { code: "a" }), Symbol.for("puffle-sdk.error"));
  expect(kinds).toEqual(["ServerError", "StatusError", "PuffleError"]);
});
