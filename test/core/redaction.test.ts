import { inspect } from "node:util";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { isPuffleError, PuffleError } from "../../src/core/errors.ts";
import { Puffle } from "../../src/puffle/client.ts";
import { throwIfAnyFailed } from "../../src/puffle/errors.ts";
import { flows } from "../../src/puffle/flows.ts";
import type { PuffleOptions } from "../../src/puffle/purse.ts";
import { VirtualClock } from "../support/clock.ts";
import { caught, thrown } from "../support/errors.ts";
import { recordedHooks, recordedLog } from "../support/events.ts";
import { brokenBody, json, type Step, scripted, silent, text } from "../support/fetch.ts";
import { everythingIn } from "../support/printed.ts";

/** A key with characters that every encoding changes. */
const KEY = `pk/"live"+7f3a\\9c1e=5b&2d<48>60%secret`;
const FORMS = [
  KEY,
  JSON.stringify(KEY).slice(1, -1),
  JSON.stringify(JSON.stringify(KEY)).slice(3, -3),
  encodeURIComponent(KEY),
  Buffer.from(KEY).toString("base64"),
];
const ECHO = `got Authorization: Bearer ${KEY}, ?key=${encodeURIComponent(KEY)}, ${Buffer.from(KEY).toString("base64")}`;

function expectNoKey(value: unknown, what: string): void {
  const shown = everythingIn(value);
  for (const form of FORMS) expect(shown.includes(form), `${what} shows the key: ${form}`).toBe(false);
}

/** An answer that echoes the key wherever an answer has room for it. */
function echo(status: number, said = "refused", more: object = {}): Step {
  const body = {
    error: { code: KEY, message: `${said}: ${ECHO}`, details: { headers: { authorization: `Bearer ${KEY}` } } },
    correlationId: `body ${KEY}`,
    reason: KEY,
    required: 10,
    balance: 5,
    existing_threads: [{ id: KEY }],
    [KEY]: [KEY, { [KEY]: ECHO }],
    ...more,
  };
  return json(body, status, { "x-correlation-id": `header ${KEY}`, "x-echo": ECHO });
}

/** What an HTTP library may throw. */
const failsWithKey: Step = () => {
  const inner = Object.assign(new Error(`sending ${ECHO} failed`), {
    code: `E_${KEY}`,
    config: { headers: { authorization: `Bearer ${KEY}` } },
  });
  inner.stack = `Error: ${KEY}\n    at ${KEY}`;
  const all = new AggregateError([inner, new Error(KEY)], ECHO, { cause: inner });
  throw Object.assign(new TypeError(ECHO, { cause: all }), { request: ECHO, name: `Error${KEY}` });
};

const draft = { id: "c1", name: "n", status: "draft", type: "email" };
const detail = { campaign: draft, sequence_nodes: [], prospects_by_status: {}, prospects_by_node: {} };

interface Case {
  /** The class that the call must end in, so that no case goes astray. */
  readonly name: string;
  readonly steps: readonly Step[];
  readonly call: (puffle: Puffle) => PromiseLike<unknown>;
  readonly options?: PuffleOptions;
}

const lead = { email: "ada@example.com" };
const once = { retry: false, timeout: 10_000 } as const;
const get = (puffle: Puffle) => puffle.campaigns.get("c1", once);

/** Any route, with whatever input: the types of what is asked are not what is tried here. */
function request(puffle: Puffle, route: string, input: object): PromiseLike<unknown> {
  return Reflect.apply(puffle.request, puffle, [route, input, once]);
}

const stop = new AbortController();

const cases: readonly Case[] = [
  { name: "BadRequestError", steps: [echo(400)], call: get },
  { name: "AuthenticationError", steps: [echo(401)], call: get },
  { name: "InsufficientCreditsError", steps: [echo(402)], call: get },
  { name: "PermissionDeniedError", steps: [echo(403)], call: get },
  { name: "NotFoundError", steps: [echo(404)], call: get },
  { name: "ConflictError", steps: [echo(409)], call: get },
  { name: "UnprocessableEntityError", steps: [echo(422)], call: get },
  { name: "RateLimitError", steps: [echo(429)], call: get },
  { name: "ServerError", steps: [echo(500)], call: get },
  { name: "ServerError", steps: [echo(503)], call: get },
  { name: "StatusError", steps: [echo(302)], call: get },
  { name: "StatusError", steps: [echo(418)], call: get },
  { name: "BadRequestError", steps: [text(`<html>${KEY}</html>`, 400, { "content-type": "text/html" })], call: get },
  { name: "BadRequestError", steps: [text(`plain ${ECHO}`, 400)], call: get },
  { name: "BadRequestError", steps: [text(`{"error":"${ECHO}`, 400)], call: get },
  { name: "BadRequestError", steps: [json([KEY, { a: ECHO }], 400)], call: get },
  { name: "BadRequestError", steps: [json(KEY, 400)], call: get },
  { name: "BadRequestError", steps: [brokenBody(`{"error":"${KEY}`, 400)], call: get },
  { name: "UnreadableResponseError", steps: [text(ECHO, 200, { "content-type": `text/${KEY}` })], call: get },
  { name: "UnreadableResponseError", steps: [text(`{"a":"${KEY}`, 200)], call: get },
  { name: "UnreadableResponseError", steps: [json([KEY])], call: get },
  {
    name: "UnreadableResponseError",
    steps: [json({ echo: KEY, correlationId: KEY })],
    call: (puffle) => puffle.campaigns.list(once),
  },
  {
    name: "ResponseMismatchError",
    steps: [json({ ...detail, campaign: { ...draft, id: { [KEY]: KEY } } })],
    call: get,
    options: { validation: "strict" },
  },
  { name: "ConnectionError", steps: [failsWithKey], call: get },
  { name: "ConnectionError", steps: [() => Promise.reject(ECHO)], call: get },
  { name: "ConnectionError", steps: [() => Promise.reject({ message: ECHO, headers: ECHO })], call: get },
  { name: "TimeoutError", steps: [silent], call: get },
  {
    name: "AbortError",
    steps: [
      (request, signal) => {
        queueMicrotask(() => stop.abort());
        return silent(request, signal);
      },
    ],
    call: (puffle) => puffle.campaigns.get("c1", { signal: stop.signal }),
  },
  {
    name: "OutcomeUnknownError",
    steps: [echo(500)],
    call: (puffle) => puffle.campaigns.messages.generateAi("c1", {}, once),
  },
  {
    name: "OutcomeUnknownError",
    steps: [failsWithKey],
    call: (puffle) => puffle.campaigns.messages.generateAi("c1", {}, once),
  },
  {
    name: "LaunchBlockedError",
    steps: [echo(400, "there are no senders")],
    call: (puffle) => puffle.campaigns.launch("c1", once),
  },
  {
    name: "LaunchInProgressError",
    steps: [echo(409), json({ ...detail, campaign: { ...draft, status: "launching" } })],
    call: (puffle) => puffle.campaigns.launch("c1", once),
  },
  {
    name: "CampaignNotDraftError",
    steps: [echo(400, "only a draft can be changed")],
    call: (puffle) => puffle.sequenceNodes.update("c1", "n1", { body: "x" }, once),
  },
  {
    name: "DuplicateNameError",
    steps: [echo(409)],
    call: (puffle) => puffle.campaigns.create({ type: "email", name: "n", sender_account_ids: ["s1"] }, once),
  },
  {
    name: "ExistingThreadError",
    steps: [echo(409)],
    call: (puffle) => request(puffle, "POST /api/threads", { body: {} }),
  },
  {
    name: "SearchInProgressError",
    steps: [echo(409)],
    call: (puffle) => request(puffle, "POST /api/leads/search", { body: {} }),
  },
  {
    name: "NotCancellableError",
    steps: [echo(409)],
    call: (puffle) => request(puffle, "POST /api/enrichment/{id}/cancel", { path: { id: "r1" } }),
  },
  {
    name: "MessageSentNotSavedError",
    steps: [echo(500, "the message was sent but could not be saved")],
    call: (puffle) => request(puffle, "POST /api/threads/{id}/messages", { path: { id: "t1" }, body: {} }),
  },
  {
    name: "SenderNotReadyError",
    steps: [echo(422, "the thread's sender account is not connected")],
    call: (puffle) => request(puffle, "POST /api/threads/{id}/messages", { path: { id: "t1" }, body: {} }),
  },
  {
    name: "NothingImportedError",
    steps: [json({ prospects: [], total: 0 }), echo(422)],
    call: (puffle) => puffle.campaigns.leads.importFromList("c1", { listId: "l1" }, once),
  },
  {
    name: "IncompleteError",
    steps: [json({ prospects: [], total: 0 }), failsWithKey, failsWithKey, failsWithKey],
    call: (puffle) => puffle.campaigns.leads.add({ id: "c1", type: "email" }, [lead], { timeout: 10_000 }),
  },
  {
    name: "LaunchRolledBackError",
    steps: [json({ ...detail, correlationId: KEY })],
    call: (puffle) => puffle.campaigns.waitUntilActive("c1"),
  },
  {
    name: "OperationEndedError",
    steps: [json({ ...detail, campaign: { ...draft, status: "paused" }, correlationId: KEY })],
    call: (puffle) => puffle.campaigns.waitUntilActive("c1"),
  },
  {
    name: "PollTimeoutError",
    steps: Array(20).fill(echo(503)),
    call: (puffle) => puffle.campaigns.waitUntilActive("c1", { timeout: 60_000 }),
  },
  {
    name: "WorkspaceNotReadyError",
    steps: [json({ context: null, profile: null, correlationId: KEY })],
    call: (puffle) => puffle.context.require(),
  },
  {
    name: "DefaultListError",
    steps: [echo(400, "The default list can not be deleted")],
    call: (puffle) => puffle.lists.delete("all", once),
  },
  {
    name: "LeadSearchFailedError",
    steps: [json({ tasks: [{ id: "t1", status: "failed", errorMessage: ECHO }], correlationId: KEY })],
    call: (puffle) => puffle.leads.searchOperation("t1").wait(),
  },
  {
    name: "SpendLimitError",
    steps: [json({ operations: {}, costs: { FIND_PERSON: 5, [KEY]: 1 }, legacyCreditActions: {}, correlationId: KEY })],
    call: (puffle) => puffle.leads.search({ prompt: KEY, fetch_count: 10 }, once),
    options: { spendLimit: 20, validation: "off" },
  },
  {
    name: "SignalTypeLimitError",
    steps: [json({ types: [] }), echo(400, "The maximum of 20 signal types is reached")],
    call: (puffle) => puffle.signals.types.create({ label: "x" }, once),
  },
  {
    name: "ItemsFailedError",
    steps: [json({ updated: [], errors: [{ id: "s1", error: ECHO }], correlationId: KEY })],
    call: (puffle) => puffle.signals.update([{ id: "s1", vote: "up" }]).then(throwIfAnyFailed),
  },
  {
    name: "InputError",
    steps: [],
    call: (puffle) => puffle.campaigns.get("", { timeout: -1, headers: { Authorization: `Bearer ${KEY}` } }),
  },
  {
    name: "InputError",
    steps: [],
    call: get,
    options: { apiKey: () => Promise.reject(new Error(ECHO)) },
  },
  { name: "InputError", steps: [], call: get, options: { apiKey: () => `${KEY}\n` } },
  {
    name: "TokenError",
    steps: [],
    call: async (puffle) => puffle.operations.resume(JSON.stringify({ v: 1, kind: KEY, id: KEY, origin: KEY })),
  },
];

// What is loaded on demand is loaded before the virtual time begins to run.
beforeAll(() => flows());

describe("P02 the key is shown by nothing", () => {
  it.each(cases.map((one, index) => ({ ...one, index })))("$index: $name", async ({ name, steps, call, options }) => {
    const clock = new VirtualClock();
    const script = scripted(steps, { clock });
    const { hooks, calls } = recordedHooks();
    const { logger, lines } = recordedLog();
    const puffle = new Puffle({ apiKey: KEY, fetch: script.fetch, clock, hooks, logger, ...options });
    const error = await caught(call(puffle));
    if (!isPuffleError(error)) throw error;
    expect(error.name).toBe(name);
    expectNoKey(error, "the error");
    expectNoKey(error.body, "error.body");
    expectNoKey(error.toJSON(), "error.toJSON()");
    expectNoKey(calls, "a hook's argument");
    expectNoKey(lines, "a log line");
    expectNoKey(puffle, "the client");
    expect(script.beyond).toBe(0);
    // What was echoed is still there, but for the key.
    if (name === "BadRequestError" && typeof error.body === "object")
      expect(inspect(error.body)).toContain("[api key]");
  });

  it("covers every class of error that a service can bring about", async () => {
    const entry: object = await import("../../src/index.ts");
    const names = Object.values(entry)
      .filter((value) => value !== PuffleError && Object.getPrototypeOf(Object(value)) !== Function.prototype)
      .filter((value) => typeof value === "function")
      .map((value) => Reflect.get(Object(value), "kind"));
    const covered = new Set(cases.map(({ name }) => name));
    expect(names.length).toBeGreaterThan(25);
    expect(names.filter((name) => !covered.has(name))).toEqual([]);
  });
});

describe("P02 in the logs, hooks and tokens of calls that succeed", () => {
  it("shows no key, also where the service echoes it", async () => {
    const clock = new VirtualClock();
    const echoing = { "x-correlation-id": `header ${KEY}` };
    const drifting = { ...detail, campaign: { ...draft, status: KEY, name: { [KEY]: KEY } } };
    const script = scripted([echo(503), json(drifting, 200, echoing), echo(500), json(drifting, 200, echoing)], {
      clock,
    });
    const { hooks, calls } = recordedHooks();
    const { logger, lines } = recordedLog();
    const puffle = new Puffle({ apiKey: KEY, fetch: script.fetch, clock, hooks, logger });
    const answer = await puffle.campaigns.get("c1").withResponse();
    const operation = puffle.campaigns.launchOperation("c1");
    const failed = await operation.poll();
    await operation.poll();
    expect(new Set(calls.map(({ hook }) => hook))).toEqual(new Set(["onRequest", "onResponse", "onRetry", "onDrift"]));
    expect(lines.length).toBeGreaterThan(3);
    expectNoKey(calls, "a hook's argument");
    expectNoKey(lines, "a log line");
    expectNoKey(operation, "the operation");
    expectNoKey(operation.toJSON(), "the token");
    expect(operation.toJSON().correlationId).toContain("[api key]");
    expectNoKey(failed, "a step that saw nothing");
    expectNoKey(answer.correlationId, "the correlation id");
    expectNoKey(answer.attempts, "the attempts");
    expectNoKey(puffle, "the client");
  });

  it("shows no key in what is still under way", async () => {
    const clock = new VirtualClock({ auto: false });
    const puffle = new Puffle({ apiKey: KEY, fetch: scripted([], { forever: silent }).fetch, clock });
    const call = puffle.campaigns.get("c1");
    call.catch(() => {});
    expectNoKey(call, "the call");
    expectNoKey(puffle.campaigns.leads.list("c1"), "the list");
    expectNoKey(puffle.campaigns.watch("c1"), "the watch");
    await clock.advance(120_000);
    expectNoKey(call, "the call that failed");
  });
});

describe("P02 what is cut is cut after the key is taken out", () => {
  const part = KEY.slice(0, 16);
  /** Texts that bring the key to lie across the place where the SDK cuts. */
  const across = (limit: number) => [1, 8, 16, 24, KEY.length - 1].map((before) => "x".repeat(limit - before) + KEY);

  async function fail(step: Step): Promise<PuffleError> {
    const puffle = new Puffle({ apiKey: KEY, fetch: scripted([step]).fetch, clock: new VirtualClock() });
    const error = await caught(puffle.campaigns.get("c1", { retry: false }));
    if (!isPuffleError(error)) throw error;
    return error;
  }

  it.each([
    ["an error's body of 64 kB", 64 * 1024, (body: string) => text(body, 400)],
    ["an unreadable success of 64 kB", 64 * 1024, (body: string) => text(body, 200)],
    ["the service's sentence", 500, (said: string) => json({ error: said }, 400)],
    ["a text that is a sentence", 200, (said: string) => text(said, 400)],
    ["the correlation id", 200, (id: string) => text("", 400, { "x-correlation-id": id })],
    ["the media type", 80, (type: string) => text("x", 200, { "content-type": type })],
  ])("%s", async (_, limit, step) => {
    for (const cut of across(limit)) expect(everythingIn(await fail(step(cut))).includes(part)).toBe(false);
  });
});

describe("P02 a client that can't be made", () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    ["a key with a line end", { apiKey: `${KEY}\n` }],
    ["a key that is an object", { apiKey: { key: KEY } }],
    ["a key in the address", { apiKey: KEY, baseURL: `https://user:${encodeURIComponent(KEY)}@app.puffle.ai` }],
    ["a key as the address", { apiKey: KEY, baseURL: KEY }],
    ["a key in the address's query", { apiKey: KEY, baseURL: `https://app.puffle.ai?key=${encodeURIComponent(KEY)}` }],
    [
      "a key for every option",
      Object.fromEntries(
        ["timeout", "fetch", "hooks", "retry", "clock", "logger", "validation"].map((name) => [name, KEY]),
      ),
    ],
    ["a key in place of the options", KEY],
  ])("%s", (_, options) => {
    const error = thrown(() => Reflect.construct(Puffle, [options]));
    expect(isPuffleError(error)).toBe(true);
    expectNoKey(error, "the error");
  });

  it("a key in the environment that is no key", () => {
    vi.stubEnv("PUFFLE_API_KEY", `${KEY} and more`);
    expectNoKey(
      thrown(() => new Puffle()),
      "the error",
    );
  });
});
