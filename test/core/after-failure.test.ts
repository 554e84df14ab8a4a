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
  PuffleError,
  RateLimitError,
  ServerError,
  StatusError,
  TimeoutError,
  UnprocessableEntityError,
  UnreadableResponseError,
} from "../../src/core/errors.ts";
import type { RetryOptions } from "../../src/core/policy.ts";
import { caughtAs } from "../support/errors.ts";
import {
  brokenBody,
  json,
  lost,
  refused,
  type Step,
  silent,
  stalledBody,
  text,
  unreachable,
} from "../support/fetch.ts";
import { type TestClient, testClient, thing } from "../support/service.ts";

const HOUR = 3_600_000;
const options = { timeout: HOUR };

type ErrorClass = { new (...args: never[]): PuffleError; readonly name: string };

interface Failure {
  readonly name: string;
  readonly step: Step;
  /** Whether it is known that the work was not done. */
  readonly refused: boolean;
  /** The shortest and the longest wait before each retry that may be repeated, in ms. */
  readonly waits: readonly (readonly [number, number])[];
  readonly kind: ErrorClass;
  /** How long the attempt itself takes, in ms. */
  readonly takes?: number;
}

const quick = [
  [0, 500],
  [0, 1_000],
] as const;

const transient: readonly Failure[] = [
  { name: "no connection", step: unreachable, refused: true, waits: quick, kind: ConnectionError },
  { name: "a lost connection", step: lost, refused: false, waits: quick, kind: ConnectionError },
  { name: "a body cut off by the connection", step: brokenBody(), refused: false, waits: quick, kind: ConnectionError },
  { name: "no answer in time", step: silent, refused: false, waits: quick, kind: TimeoutError, takes: 30_000 },
  {
    name: "no whole body in time",
    step: stalledBody(),
    refused: false,
    waits: quick,
    kind: TimeoutError,
    takes: 30_000,
  },
  { name: "an empty success", step: text("", 200), refused: false, waits: quick, kind: UnreadableResponseError },
  { name: "a 204", step: text(null, 204), refused: false, waits: quick, kind: UnreadableResponseError },
  { name: "408", step: refused(408), refused: false, waits: quick, kind: StatusError },
  { name: "502", step: refused(502), refused: false, waits: quick, kind: ServerError },
  { name: "503", step: refused(503), refused: false, waits: quick, kind: ServerError },
  { name: "504", step: refused(504), refused: false, waits: quick, kind: ServerError },
  { name: "500", step: refused(500), refused: false, waits: [[5_000, 5_000]], kind: ServerError },
  { name: "429", step: refused(429), refused: true, waits: Array(5).fill([30_000, 33_000]), kind: RateLimitError },
];

const final: readonly (Omit<Failure, "waits" | "refused"> & { readonly next: string })[] = [
  { name: "400", step: refused(400), kind: BadRequestError, next: "fix_request" },
  { name: "401", step: refused(401), kind: AuthenticationError, next: "ask_human" },
  { name: "402", step: refused(402), kind: InsufficientCreditsError, next: "ask_human" },
  { name: "403", step: refused(403), kind: PermissionDeniedError, next: "ask_human" },
  { name: "404", step: refused(404), kind: NotFoundError, next: "fix_request" },
  { name: "405", step: refused(405), kind: StatusError, next: "ask_human" },
  { name: "409", step: refused(409), kind: ConflictError, next: "use_existing" },
  { name: "413", step: refused(413), kind: StatusError, next: "ask_human" },
  { name: "422", step: refused(422), kind: UnprocessableEntityError, next: "fix_request" },
];

/** The operations by what they may do and what may happen to them twice. */
const calls = {
  read: ({ engine }: TestClient, retry?: RetryOptions) =>
    engine.call("readThing", { path: { id: "t1" } }, { ...options, ...(retry !== undefined && { retry }) }),
  safe: ({ engine }: TestClient, retry?: RetryOptions) =>
    engine.call(
      "setThing",
      { path: { id: "t1" }, body: { a: 1 } },
      { ...options, ...(retry !== undefined && { retry }) },
    ),
  key: ({ engine }: TestClient, retry?: RetryOptions) =>
    engine.call(
      "buyThings",
      { path: { id: "t1" }, body: { a: 1, idempotencyKey: "k1" } },
      { ...options, ...(retry !== undefined && { retry }) },
    ),
  "key without one": ({ engine }: TestClient, retry?: RetryOptions) =>
    engine.call(
      "buyThings",
      { path: { id: "t1" }, body: { a: 1, idempotencyKey: "" } },
      { ...options, ...(retry !== undefined && { retry }) },
    ),
  "reconcile without a way to": ({ engine }: TestClient, retry?: RetryOptions) =>
    engine.call("makeThing", { body: { a: 1 } }, { ...options, ...(retry !== undefined && { retry }) }),
  never: ({ engine }: TestClient, retry?: RetryOptions) =>
    engine.call(
      "sendThing",
      { path: { id: "t1" }, body: { a: 1 } },
      { ...options, ...(retry !== undefined && { retry }) },
    ),
  "never by its variant": ({ engine }: TestClient, retry?: RetryOptions) =>
    engine.call(
      "mixThing",
      { path: { id: "t1" }, body: { mode: "paid" } },
      { ...options, ...(retry !== undefined && { retry }) },
    ),
  "never for want of a variant": ({ engine }: TestClient, retry?: RetryOptions) =>
    engine.call(
      "mixThing",
      { path: { id: "t1" }, body: { mode: "another" } },
      { ...options, ...(retry !== undefined && { retry }) },
    ),
  "safe by its variant": ({ engine }: TestClient, retry?: RetryOptions) =>
    engine.call(
      "mixThing",
      { path: { id: "t1" }, body: { mode: "plain" } },
      { ...options, ...(retry !== undefined && { retry }) },
    ),
};
type CallName = keyof typeof calls;
const repeatable: readonly CallName[] = ["read", "safe", "key", "safe by its variant"];
const unrepeatable: readonly CallName[] = [
  "key without one",
  "never",
  "never by its variant",
  "never for want of a variant",
  "reconcile without a way to",
];

/** When each request was sent, from the first one on, in ms. */
function gaps({ script }: TestClient): number[] {
  return script.requests.slice(1).map(({ at }, index) => at - (script.requests[index]?.at ?? 0));
}

describe("P17 P19 what may be sent again is", () => {
  for (const name of repeatable) {
    describe(`repeat: ${name}`, () => {
      it.each(transient)("after $name, as often as the policy says and no more often", async (failure) => {
        const { step, waits, takes = 0, kind } = failure;
        const client = testClient([], { forever: step });
        const error = await caughtAs(kind, calls[name](client));
        expect(client.script.requests).toHaveLength(waits.length + 1);
        gaps(client).forEach((gap, index) => {
          const [shortest = 0, longest = 0] = waits[index] ?? [];
          expect(gap - takes).toBeGreaterThanOrEqual(shortest);
          expect(gap - takes).toBeLessThanOrEqual(longest);
        });
        expect(error.attempts).toHaveLength(waits.length + 1);
        const maybe = !failure.refused && name !== "read";
        expect(error.outcome).toBe(maybe ? "unknown" : "not_sent");
      });

      it.each(transient)("after $name, and then its answer is the result", async ({ step }) => {
        const client = testClient([step, json(thing)]);
        const answer = await calls[name](client).withResponse();
        expect(answer.data).toEqual(thing);
        expect(answer.attempts).toHaveLength(2);
        expect(client.script.requests).toHaveLength(2);
      });

      it.each(transient)("with the same bytes after $name", async ({ step }) => {
        const client = testClient([step, json(thing)]);
        await calls[name](client);
        const [first, second] = client.script.requests;
        expect(second?.body).toBe(first?.body);
        expect(String(second?.url)).toBe(String(first?.url));
        expect([...(second?.headers ?? [])]).toEqual([...(first?.headers ?? [])]);
      });

      it.each(transient)("not after $name with retry: false", async ({ step, kind }) => {
        const client = testClient([step, json(thing)]);
        await caughtAs(kind, calls[name](client, false));
        expect(client.script.requests).toHaveLength(1);
      });
    });
  }

  it("P14 a 500 is sent again once, after 5 s to the point", async () => {
    const client = testClient([refused(500), refused(500), json(thing)]);
    const error = await caughtAs(ServerError, calls.safe(client));
    expect(gaps(client)).toEqual([5_000]);
    expect(error.next).toBe("ask_human");
  });

  it("counts each kind of failure by itself, so that a mixed series ends as well", async () => {
    const mixed = [refused(500), lost, unreachable, refused(503), lost, refused(503), unreachable, refused(500)];
    const client = testClient(mixed, { forever: json(thing) });
    await caughtAs(ServerError, calls.safe(client));
    expect(client.script.requests).toHaveLength(mixed.length);
  });
});

describe("P17 what must not be repeated is not, once it may have been done", () => {
  const eager: RetryOptions = Object.fromEntries(
    [408, 429, 500, 502, 503, 504, "connect", "lost", "timeout", "unreadable"].map((key) => [
      key,
      { retries: 10, wait: 0, maxWait: 0 },
    ]),
  );
  const ways: readonly (readonly [string, RetryOptions | undefined])[] = [
    ["by default", undefined],
    ["with retry: false", false],
    ["with every retry there is", eager],
  ];
  for (const name of unrepeatable) {
    for (const [how, retry] of ways) {
      describe(`repeat: ${name}, ${how}`, () => {
        it.each(transient.filter((one) => !one.refused))("P14 P17 after $name", async ({ step, kind }) => {
          const client = testClient([step], { forever: json(thing), ...(retry !== undefined && { retry }) });
          const error = await caughtAs(OutcomeUnknownError, calls[name](client, retry));
          expect(client.script.requests).toHaveLength(1);
          expect(error).toMatchObject({ outcome: "unknown", next: "check_outcome", code: "outcome_unknown" });
          expect(error.cause).toBeInstanceOf(kind);
          expect(error.attempts).toHaveLength(1);
        });
      });
    }

    it.each(transient.filter((one) => one.refused))(`P13 P19 ${name} is sent again after $name`, async ({ step }) => {
      const client = testClient([step, json(thing)]);
      expect(await calls[name](client)).toEqual(thing);
      expect(client.script.requests).toHaveLength(2);
    });

    it.each(transient.filter((one) => one.refused))(`${name} fails plainly when $name goes on`, async (failure) => {
      const client = testClient([], { forever: failure.step });
      const error = await caughtAs(failure.kind, calls[name](client));
      expect(client.script.requests).toHaveLength(failure.waits.length + 1);
      expect(error.outcome).toBe("not_sent");
    });

    it(`${name} is not sent again when it was refused at first and lost then`, async () => {
      const client = testClient([refused(429), unreachable, lost], { forever: json(thing) });
      const error = await caughtAs(OutcomeUnknownError, calls[name](client));
      expect(client.script.requests).toHaveLength(3);
      expect(error.attempts).toHaveLength(3);
    });
  }

  it("says what to read to find out", async () => {
    const error = await caughtAs(OutcomeUnknownError, calls.never(testClient([lost])));
    expect(error.message).toContain("Check things.get(id)");
    expect(error.operation).toBe("sendThing");
  });

  it("keeps the status and the body of a doubtful answer", async () => {
    const error = await caughtAs(OutcomeUnknownError, calls.never(testClient([refused(502, "bad gateway")])));
    expect(error).toMatchObject({ status: 502, body: { error: { message: "bad gateway" } } });
  });

  it.each([501, 505, 520, 524])("doubts a %i as well, and does not send again", async (status) => {
    const client = testClient([refused(status)], { forever: json(thing) });
    await caughtAs(OutcomeUnknownError, calls.never(client));
    expect(client.script.requests).toHaveLength(1);
  });

  it("doubts a 303, which is how some services say that it was done", async () => {
    const client = testClient([json({}, 303, { location: "/things/t1" })], { forever: json(thing) });
    await caughtAs(OutcomeUnknownError, calls.never(client));
    expect(client.script.requests).toHaveLength(1);
  });

  it("doubts what broke off after the headers had come, whatever the error says", async () => {
    const refusal = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", syscall: "connect" });
    const body = () => new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(refusal) });
    const client = testClient([() => new Response(body())], { forever: json(thing) });
    await caughtAs(OutcomeUnknownError, calls.never(client));
    expect(client.script.requests).toHaveLength(1);
  });

  it("believes the contract where it says that a status means that nothing was done", async () => {
    const client = testClient([refused(500), refused(503), refused(503), json(thing)]);
    await client.engine.call("launchThing", { path: { id: "t1" } }, options);
    expect(gaps(client)).toEqual([5_000, 30_000, 30_000]);
  });

  it("does not stretch that to a status of which the contract says nothing", async () => {
    const client = testClient([refused(500), refused(502)], { forever: json(thing) });
    await caughtAs(OutcomeUnknownError, client.engine.call("launchThing", { path: { id: "t1" } }, options));
    expect(client.script.requests).toHaveLength(2);
  });
});

describe("a refusal is final", () => {
  for (const name of [...repeatable, ...unrepeatable]) {
    it.each(final)(`P04 P09 P10 P11 P12 P16 ${name}: $name is not sent again`, async ({ step, kind, next }) => {
      const client = testClient([step], { forever: json(thing) });
      const error = await caughtAs(kind, calls[name](client));
      expect(client.script.requests).toHaveLength(1);
      expect(error).toMatchObject({ outcome: "not_sent", next });
    });
  }

  it("knows an outcome that an earlier attempt left open, also behind a refusal", async () => {
    const client = testClient([lost, refused(400)]);
    const error = await caughtAs(BadRequestError, calls.safe(client));
    expect(error.outcome).toBe("unknown");
  });
});

describe("P01 redirects are not followed", () => {
  it.each([301, 302, 303, 307, 308])("%i", async (status) => {
    const client = testClient([json({}, status, { location: "https://evil.test/things/t1" })], {
      forever: json(thing),
    });
    const error = await caughtAs(StatusError, calls.read(client));
    expect(client.script.requests).toHaveLength(1);
    expect(error).toMatchObject({ status, code: "unexpected_redirect", next: "fix_request" });
  });

  it.each([301, 302, 303, 307, 308])("%i is no reason to send once more", async (status) => {
    const client = testClient([json({}, status, { location: "/things/t1" })], { forever: json(thing) });
    await caughtAs(PuffleError, calls.never(client));
    expect(client.script.requests).toHaveLength(1);
  });
});

describe("P17 a lost answer that can be settled by reading", () => {
  const reconciling = (
    client: TestClient,
    reconcile: () => Promise<object | undefined>,
    retry?: RetryOptions,
  ): ReturnType<typeof client.engine.answer<"makeThing">> =>
    client.engine.answer(
      "makeThing",
      { body: { name: "a" } },
      { ...options, ...(retry !== undefined && { retry }) },
      { reconcile },
    );

  it.each(transient.filter((one) => !one.refused))(
    "after $name it reads first, and what is proved is the result",
    async ({ step }) => {
      const client = testClient([step], { forever: json(thing) });
      const answer = await reconciling(client, async () => thing);
      expect(answer).toMatchObject({ data: thing, reconciled: true, repeated: true });
      expect(client.script.requests).toHaveLength(1);
    },
  );

  it.each(transient.filter((one) => !one.refused))(
    "after $name it sends again what was proved not to be there",
    async ({ step }) => {
      const client = testClient([step, json(thing)]);
      let reads = 0;
      const answer = await reconciling(client, async () => {
        reads++;
        return undefined;
      });
      expect(answer).toMatchObject({ data: thing, reconciled: false, repeated: true });
      expect(client.script.requests).toHaveLength(2);
      expect(reads).toBe(1);
    },
  );

  it.each(transient.filter((one) => !one.refused))(
    "after $name it sends nothing when reading fails too",
    async ({ step }) => {
      const client = testClient([step], { forever: json(thing) });
      const error = await caughtAs(
        OutcomeUnknownError,
        reconciling(client, async () => {
          throw new Error("the read failed");
        }),
      );
      expect(client.script.requests).toHaveLength(1);
      expect(error.outcome).toBe("unknown");
    },
  );

  it.each(transient.filter((one) => one.refused))("after $name nothing needs to be read", async ({ step }) => {
    const client = testClient([step, json(thing)]);
    const answer = await reconciling(client, async () => {
      throw new Error("must not be asked");
    });
    expect(answer).toMatchObject({ reconciled: false, repeated: false });
  });

  it("reads before it gives up, when nothing may be sent any more", async () => {
    const client = testClient([lost]);
    const answer = await reconciling(client, async () => thing, false);
    expect(answer.reconciled).toBe(true);
  });

  it.each([400, 404, 409, 422])(
    "takes a %i after a lost attempt for a sign that the lost one was carried out",
    async (status) => {
      const client = testClient([lost, refused(status)]);
      let reads = 0;
      const answer = await reconciling(client, async () => (++reads === 1 ? undefined : thing));
      expect(answer).toMatchObject({ data: thing, reconciled: true });
      expect(reads).toBe(2);
    },
  );

  it("takes a 409 without a lost attempt for what it is", async () => {
    const client = testClient([refused(409)]);
    await caughtAs(
      ConflictError,
      reconciling(client, async () => {
        throw new Error("must not be asked");
      }),
    );
  });

  it("tells the reader when the first attempt went out, and whether the last one may still be on its way", async () => {
    const client = testClient([silent, lost]);
    const seen: { first: number; late: boolean }[] = [];
    await client.engine
      .answer("makeThing", { body: {} }, options, {
        reconcile: async ({ firstAttemptAt, late }) => {
          seen.push({ first: firstAttemptAt, late });
          return seen.length === 2 ? thing : undefined;
        },
      })
      .catch(() => {});
    const sent = client.script.requests[0]?.at;
    expect(seen).toEqual([
      { first: sent, late: true },
      { first: sent, late: false },
    ]);
  });

  it("ends in an abort when the caller aborts while it reads", async () => {
    const client = testClient([lost], { forever: json(thing) });
    const stop = new AbortController();
    const call = client.engine.answer(
      "makeThing",
      { body: {} },
      { ...options, signal: stop.signal },
      {
        reconcile: async () => {
          stop.abort();
          throw new Error("the read was aborted");
        },
      },
    );
    const error = await caughtAs(AbortError, call);
    expect(error).toMatchObject({ outcome: "unknown", next: "check_outcome" });
    expect(client.script.requests).toHaveLength(1);
  });

  it("names the candidates that a doubtful read found", async () => {
    const client = testClient([lost]);
    const doubt = new OutcomeUnknownError("two of them", { code: "outcome_unknown", candidates: ["t1", "t2"] });
    const error = await caughtAs(
      OutcomeUnknownError,
      reconciling(client, async () => {
        throw doubt;
      }),
    );
    expect(error.candidates).toEqual(["t1", "t2"]);
  });
});

describe("what the error says", () => {
  it("P08 has the correlation id of the header, in the message too", async () => {
    const client = testClient([refused(400, "no", { "x-correlation-id": "corr-1" })]);
    const error = await caughtAs(BadRequestError, calls.read(client));
    expect(error.correlationId).toBe("corr-1");
    expect(error.message).toContain("corr-1");
  });

  it("P08 has the correlation id of the body, where there is none in the header", async () => {
    const client = testClient([refused(500, "no", {}, { correlationId: "corr-2" })]);
    const error = await caughtAs(ServerError, calls.read(client, false));
    expect(error.correlationId).toBe("corr-2");
    expect(error.message).toContain("corr-2");
  });

  it("P08 keeps the last id that was seen when the last attempt had none", async () => {
    const client = testClient([refused(503, "no", { "x-correlation-id": "corr-3" }), lost, lost, lost]);
    const error = await caughtAs(ConnectionError, calls.read(client));
    expect(error.correlationId).toBe("corr-3");
    expect(error.message).toContain("corr-3");
  });

  it("P08 P17 has it in the doubt about a send, too", async () => {
    const client = testClient([refused(500, "no", { "x-correlation-id": "corr-4" })]);
    const error = await caughtAs(OutcomeUnknownError, calls.never(client));
    expect(error.correlationId).toBe("corr-4");
    expect(error.message).toContain("corr-4");
  });

  it("P08 hands it out with a success", async () => {
    const client = testClient([json(thing, 200, { "x-correlation-id": "corr-5" })]);
    expect((await calls.read(client).withResponse()).correlationId).toBe("corr-5");
    const other = testClient([json({ ...thing, correlationId: "corr-6" })]);
    expect((await calls.read(other).withResponse()).correlationId).toBe("corr-6");
  });

  it("P81 lists every attempt with status or failure, wait and correlation id", async () => {
    const client = testClient([
      unreachable,
      refused(429, "slow down", { "retry-after": "7", "x-correlation-id": "c2" }),
      refused(500, "oops", { "x-correlation-id": "c3" }),
      refused(500, "oops", { "x-correlation-id": "c4" }),
    ]);
    const error = await caughtAs(ServerError, calls.safe(client));
    expect(error.attempts).toMatchObject([
      { attempt: 1, failure: "connect", durationMs: 0 },
      { attempt: 2, status: 429, correlationId: "c2" },
      { attempt: 3, status: 500, correlationId: "c3", waitedMs: 5_000 },
      { attempt: 4, status: 500, correlationId: "c4" },
    ]);
    expect(error.attempts[1]?.waitedMs).toBeGreaterThanOrEqual(7_000);
    expect(error.attempts[3]).not.toHaveProperty("waitedMs");
    expect(error.message).toContain("4 attempts");
    expect(error.message).toContain("c4");
  });

  it("P80 asks the person about a 404 for an id that this client has seen", async () => {
    const client = testClient([json(thing), refused(404)]);
    await calls.read(client);
    const error = await caughtAs(NotFoundError, calls.read(client));
    expect(error.next).toBe("ask_human");
  });

  it("P80 remembers ids that came in an answer, of no other client", async () => {
    const client = testClient([json({ thing: { id: "t9" } }), refused(404)]);
    await calls.read(client);
    const known = await caughtAs(NotFoundError, client.engine.call("readThing", { path: { id: "t9" } }));
    expect(known.next).toBe("ask_human");
    const stranger = testClient([refused(404)]);
    const unknown = await caughtAs(NotFoundError, stranger.engine.call("readThing", { path: { id: "t9" } }));
    expect(unknown.next).toBe("fix_request");
  });

  it("P80 says wait and when, for 429 and 503", async () => {
    const limited = await caughtAs(RateLimitError, calls.read(testClient([refused(429)]), false));
    expect(limited).toMatchObject({ next: "wait", retryAfterMs: 30_000 });
    const away = await caughtAs(
      ServerError,
      calls.read(testClient([refused(503, "away", { "retry-after": "120" })]), false),
    );
    expect(away).toMatchObject({ next: "wait", retryAfterMs: 120_000 });
    const untold = await caughtAs(ServerError, calls.read(testClient([refused(503)]), false));
    expect(untold.retryAfterMs).toBeGreaterThan(0);
  });

  it("P80 says check the outcome when a write broke off, try again when a read did", async () => {
    expect(await caughtAs(ConnectionError, calls.safe(testClient([lost]), false))).toMatchObject({
      next: "check_outcome",
      outcome: "unknown",
    });
    expect(await caughtAs(ConnectionError, calls.read(testClient([lost]), false))).toMatchObject({
      next: "try_again",
      outcome: "not_sent",
    });
    expect(await caughtAs(ConnectionError, calls.safe(testClient([unreachable]), false))).toMatchObject({
      next: "try_again",
      outcome: "not_sent",
      code: "connection_failed",
    });
  });

  it("speaks of an earlier attempt only where there was one", async () => {
    const error = await caughtAs(ServerError, calls.safe(testClient([refused(502)]), false));
    expect(error.attempts).toHaveLength(1);
    expect(error.outcome).toBe("unknown");
    expect(error.message).not.toMatch(/earlier attempt/i);
  });

  it("names operation, method and path template, never the id", async () => {
    const client = testClient([refused(400, "no")]);
    const error = await caughtAs(BadRequestError, client.engine.call("readThing", { path: { id: "private-id" } }));
    expect(error).toMatchObject({ operation: "readThing", method: "GET", path: "/things/{id}", status: 400 });
    expect(error.message).not.toContain("private-id");
  });
});

describe("P07 every shape of an error's body", () => {
  const fail = async (step: Step) => caughtAs(BadRequestError, calls.read(testClient([step])));

  it("{ error: { code, message } }", async () => {
    const error = await fail(json({ error: { code: "bad_name", message: "The name is too long." } }, 400));
    expect(error).toMatchObject({ code: "bad_name", said: "The name is too long" });
    expect(error.message).toContain("400 The name is too long.");
    expect(error.body).toEqual({ error: { code: "bad_name", message: "The name is too long." } });
  });

  it("{ error: 'text' }", async () => {
    const error = await fail(json({ error: "Name missing" }, 400));
    expect(error).toMatchObject({ code: "invalid_request", said: "Name missing", body: { error: "Name missing" } });
    expect(error.message).toContain("Name missing");
  });

  it("{ message: 'text' }", async () => {
    expect(await fail(json({ message: "Name missing" }, 400))).toMatchObject({ said: "Name missing" });
  });

  it("plain text", async () => {
    const error = await fail(text("Name missing", 400, { "content-type": "text/plain" }));
    expect(error).toMatchObject({ said: "Name missing", body: "Name missing", code: "invalid_request" });
  });

  it("a page of HTML, which stays out of the message", async () => {
    const page = "<!doctype html><title>400</title><h1>Bad</h1>";
    const error = await fail(text(page, 400, { "content-type": "text/html" }));
    expect(error.body).toBe(page);
    expect(error.message).not.toContain("<");
    expect(error.said).toBeUndefined();
  });

  it.each([
    ["nothing", null],
    ["an empty text", ""],
  ])("%s", async (_, body) => {
    const error = await fail(text(body, 400));
    expect(error.body).toBeUndefined();
    expect(error.code).toBe("invalid_request");
    expect(error.message).toContain("400");
  });

  it("JSON that is nested deeper than it can be written again", async () => {
    const deep = `{"error":${"[".repeat(30_000)}${"]".repeat(30_000)}}`;
    const error = await fail(text(deep, 400, { "content-type": "application/json", "x-correlation-id": "c1" }));
    expect(error).toMatchObject({ status: 400, code: "invalid_request", correlationId: "c1", outcome: "not_sent" });
    expect(error.body).toBe(deep);
  });

  it("JSON that is cut off", async () => {
    const error = await fail(text('{"error":{"code":"bad","mess', 400, { "content-type": "application/json" }));
    expect(error.body).toBe('{"error":{"code":"bad","mess');
    expect(error.code).toBe("invalid_request");
  });

  it.each([
    ["an array", [1, 2]],
    ["a number", 7],
    ["null", null],
    ["true", true],
    ["errors of other types", { error: { code: 7, message: ["no"] } }],
    ["an error that is null", { error: null }],
  ])("%s", async (_, body) => {
    const error = await fail(json(body, 400));
    expect(error.code).toBe("invalid_request");
    expect(error.message).toMatch(/^readThing: 400\b/);
    expect(error.message).not.toMatch(/\[object|undefined/);
  });

  it("a body that breaks off", async () => {
    const error = await fail(brokenBody('{"error":', 400));
    expect(error).toMatchObject({ status: 400, code: "invalid_request" });
  });

  it("a body that stalls does not change what the status says", async () => {
    const client = testClient([stalledBody('{"error":', { status: 400 })]);
    const error = await caughtAs(BadRequestError, calls.read(client));
    expect(error.status).toBe(400);
    expect(client.clock.elapsed()).toBeLessThanOrEqual(30_000);
  });

  it("a body of 1 MB, of which 64 kB are kept", async () => {
    const error = await fail(text("x".repeat(1_000_000), 400, { "content-type": "text/plain" }));
    expect(String(error.body).length).toBe(64 * 1024);
    expect(error.message.length).toBeLessThan(1_000);
  });

  it("a sentence of 1 MB, which does not become a message of 1 MB", async () => {
    const error = await fail(json({ error: { message: "no ".repeat(10_000) } }, 400));
    expect(error.message.length).toBeLessThan(1_000);
    expect(error.said?.length).toBeLessThanOrEqual(500);
  });

  it("a code that is no code stays out", async () => {
    const error = await fail(json({ error: { code: "ada lovelace <ada@x.test>", message: "no" } }, 400));
    expect(error.code).toBe("invalid_request");
  });
});

describe("P16 402 says how much is missing and how much is covered", () => {
  const buy = (body: object, items: unknown) => {
    const client = testClient([json(body, 402)]);
    return caughtAs(
      InsufficientCreditsError,
      client.engine.call("buyThings", { path: { id: "t1" }, body: { items } }, options),
    );
  };

  it("with required and balance, and the items that the balance covers", async () => {
    const error = await buy({ error: "Insufficient credits", required: 40, balance: 15 }, Array(20).fill({}));
    expect(error).toMatchObject({ required: 40, balance: 15, affordable: 7, next: "ask_human", outcome: "not_sent" });
    expect(error.message).toContain("buyThings");
    expect(error.message).toContain("7 of the 20 items");
  });

  it("a balance that covers nothing", async () => {
    const error = await buy({ required: 40, balance: 1 }, Array(20).fill({}));
    expect(error.affordable).toBe(0);
    expect(error.message).not.toContain("At most");
  });

  it("a negative balance covers nothing", async () => {
    expect((await buy({ required: 40, balance: -5 }, [1, 2])).affordable).toBe(0);
  });

  it("no number of items where the price of one can't be told", async () => {
    for (const items of [undefined, [], "many"]) {
      expect((await buy({ required: 40, balance: 15 }, items)).affordable).toBeUndefined();
    }
    expect((await buy({ required: 0, balance: 15 }, [1])).affordable).toBeUndefined();
    expect((await buy({ balance: 15 }, [1])).affordable).toBeUndefined();
    expect((await buy({ required: 10 }, [1])).affordable).toBeUndefined();
  });

  it("nonsense is no amount", async () => {
    const error = await buy({ required: "40", balance: null }, [1]);
    expect(error.required).toBeUndefined();
    expect(error.balance).toBeUndefined();
    expect(error.message).not.toMatch(/NaN|undefined|null/);
  });
});

describe("the options of the retries", () => {
  it("change how often and how long, for the client and then for the call", async () => {
    const client = testClient([], { forever: refused(503), retry: { 503: { retries: 4, wait: 8_000 } } });
    await caughtAs(ServerError, calls.read(client));
    expect(client.script.requests).toHaveLength(5);
    const other = testClient([], { forever: refused(503), retry: { 503: { retries: 4 } } });
    await caughtAs(ServerError, calls.read(other, { 503: { retries: 1 } }));
    expect(other.script.requests).toHaveLength(2);
  });

  it("false for one failure leaves the others as they are", async () => {
    const client = testClient([refused(500), refused(503), json(thing)], { retry: { 503: false } });
    await caughtAs(ServerError, calls.read(client));
    expect(client.script.requests).toHaveLength(2);
  });

  it("a member that is undefined is as good as absent", async () => {
    const untold: object = { retry: { 503: { wait: undefined, retries: undefined, maxWait: undefined } } };
    const client = testClient([refused(503), json(thing)], untold);
    expect(await calls.read(client)).toEqual(thing);
  });

  it("a call that turns retries off has none, whatever the client says", async () => {
    const client = testClient([], { forever: refused(500), retry: { 500: { retries: 5 } } });
    await caughtAs(ServerError, calls.read(client, false));
    expect(client.script.requests).toHaveLength(1);
  });
});

it("every error of a call is a PuffleError", async () => {
  for (const { step } of [...transient, ...final]) {
    const error = await caughtAs(PuffleError, calls.never(testClient([step]), false));
    expect(error.operation).toBe("sendThing");
  }
});
