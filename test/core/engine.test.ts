import { describe, expect, it } from "vitest";
import { Engine } from "../../src/core/engine.ts";
import {
  AuthenticationError,
  InputError,
  OutcomeUnknownError,
  ResponseMismatchError,
  StatusError,
  TimeoutError,
  UnreadableResponseError,
} from "../../src/core/errors.ts";
import { VirtualClock } from "../support/clock.ts";
import { caught, caughtAs, unhandledDuring } from "../support/errors.ts";
import { recordedHooks, recordedLog } from "../support/events.ts";
import { json, lost, refused, scripted, silent, text } from "../support/fetch.ts";
import { KEY, operations, type Types, testClient, testService, thing } from "../support/service.ts";

const path = { id: "t1" };
const misfit = { thing: { id: 7, name: "Thing" } };

describe("validation", () => {
  it.each(["off", "report", "strict"] as const)("%s: what fits is handed out", async (validation) => {
    const { engine } = testClient([json({ ...thing, more: 1 })], { validation });
    expect(await engine.call("readThing", { path })).toEqual({ ...thing, more: 1 });
  });

  it("off: nobody looks, and nobody is told", async () => {
    const { hooks, calls } = recordedHooks();
    const { logger, lines } = recordedLog();
    const { engine } = testClient([json(misfit)], { validation: "off", hooks, logger });
    expect(await engine.call("readThing", { path })).toEqual(misfit);
    expect(calls.map(({ hook }) => hook)).not.toContain("onDrift");
    expect(lines.map(({ level }) => level)).toEqual(["debug"]);
  });

  it("report: what does not fit is handed out, and told", async () => {
    const { hooks, calls } = recordedHooks();
    const { engine } = testClient([json(misfit)], { hooks });
    expect(await engine.call("sendThing", { path, body: {} })).toEqual(misfit);
    expect(calls.at(-1)).toEqual({
      hook: "onDrift",
      event: { operation: "sendThing", path: "thing.id", expected: "of type string" },
    });
  });

  it("strict: a read that does not fit throws, and says where", async () => {
    const { engine } = testClient([json(misfit)], { validation: "strict" });
    const error = await caughtAs(ResponseMismatchError, engine.call("readThing", { path }));
    expect(error).toMatchObject({
      code: "response_mismatch",
      outcome: "not_sent",
      next: "ask_human",
      status: 200,
      problems: [{ field: "thing.id", problem: "is not of type string" }],
      body: misfit,
    });
  });

  it.each(["setThing", "buyThings", "sendThing", "mixThing"] as const)(
    "P15 strict: %s that does not fit never looks like one that failed, and is not sent again",
    async (id) => {
      const { engine, script } = testClient([json(misfit, 200, { "x-correlation-id": "c1" })], {
        validation: "strict",
        forever: json(thing),
      });
      const error = await caughtAs(ResponseMismatchError, engine.call(id, { path, body: {} }));
      expect(script.requests).toHaveLength(1);
      expect(error).toMatchObject({ outcome: "sent", next: "check_outcome", correlationId: "c1" });
      expect(error).not.toBeInstanceOf(StatusError);
      expect(error.message).toContain("It was carried out");
      expect(error.message).toContain("c1");
    },
  );

  it("strict: a value that an open enum does not know yet is reported, never thrown", async () => {
    const { hooks, calls } = recordedHooks();
    const { engine } = testClient([json({ thing: { id: "t1", status: "melted" } })], { validation: "strict", hooks });
    await engine.call("readThing", { path });
    expect(calls.filter(({ hook }) => hook === "onDrift")).toHaveLength(1);
  });

  it("an error's body is not measured by the shape of a success", async () => {
    const { hooks, calls } = recordedHooks();
    const { engine } = testClient([refused(400)], { validation: "strict", hooks });
    await caught(engine.call("readThing", { path }));
    expect(calls.map(({ hook }) => hook)).not.toContain("onDrift");
  });
});

describe("a member that is picked", () => {
  it("that is missing in an answer nested deeper than it can be written again is told like any other", async () => {
    const deep = `{"other":${"[".repeat(30_000)}${"]".repeat(30_000)}}`;
    const { engine } = testClient([text(deep, 200, { "content-type": "application/json" })]);
    const error = await caughtAs(
      UnreadableResponseError,
      engine.call("sendThing", { path, body: {} }, undefined, { pick: "thing" }),
    );
    expect(error).toMatchObject({ status: 200, outcome: "sent", next: "check_outcome" });
    expect(error.body).toBeUndefined();
  });

  it("is handed out in place of the whole", async () => {
    const { engine } = testClient([json(thing), json(thing)]);
    expect(await engine.call("readThing", { path }, undefined, { pick: "thing" })).toEqual(thing.thing);
    const answer = await engine.call("readThing", { path }, undefined, { pick: "thing" }).withResponse();
    expect(answer).toMatchObject({ data: thing.thing, status: 200, attempts: [{ attempt: 1, status: 200 }] });
  });

  it.each(["off", "report", "strict"] as const)("that is missing makes a read unreadable (%s)", async (validation) => {
    const { engine } = testClient([json({})], { validation });
    const error = await caught(engine.call("readThing", { path }, undefined, { pick: "thing" }));
    expect(error).toBeInstanceOf(validation === "strict" ? ResponseMismatchError : UnreadableResponseError);
    expect(error).toMatchObject({ outcome: "not_sent" });
  });

  it.each([{}, { thing: null }, { thing: "t1" }, { thing: 7 }])(
    "P15 that is missing after a send does not make it look like one that failed: %j",
    async (body) => {
      const { engine, script } = testClient([json(body)], { forever: json(thing) });
      const call = engine.call("sendThing", { path, body: {} }, undefined, { pick: "thing" });
      const error = await caughtAs(UnreadableResponseError, call);
      expect(error).toMatchObject({ outcome: "sent", next: "check_outcome", status: 200 });
      expect(error.message).toContain("don't send it again");
      expect(script.requests).toHaveLength(1);
    },
  );
});

describe("a request", () => {
  it("P01 goes to the configured address, with the key in its header and nowhere else", async () => {
    const { engine, script } = testClient([json(thing)]);
    await engine.call("setThing", { path, body: { name: "x" } });
    const [request] = script.requests;
    expect(String(request?.url)).toBe("https://api.things.test/base/things/t1");
    expect(request?.headers.get("authorization")).toBe(`Bearer ${KEY}`);
    expect(request?.headers.get("content-type")).toBe("application/json");
    expect(request?.headers.get("accept")).toBe("application/json");
    expect(request?.headers.get("user-agent")).toMatch(/^puffle-sdk\/0\.0\.0/);
    expect(`${request?.url}${request?.body}`).not.toContain(KEY);
  });

  it("has the caller's headers as well", async () => {
    const { engine, script } = testClient([json(thing)]);
    await engine.call("readThing", { path }, { headers: { "X-Trace": "1", "User-Agent": "mine" } });
    expect(script.requests[0]?.headers.get("x-trace")).toBe("1");
    expect(script.requests[0]?.headers.get("user-agent")).toBe("mine");
  });

  it("has each header once, however the caller writes its name", async () => {
    const { engine, script } = testClient([json(thing)]);
    const headers = { "user-agent": "mine", "content-type": "application/json", accept: "application/json" };
    await engine.call("setThing", { path, body: {} }, { headers });
    for (const name of Object.keys(headers)) expect(script.requests[0]?.headers.get(name)).not.toContain(",");
  });

  it("whose body can't be written is refused, before anything is sent", async () => {
    const { engine, script } = testClient([json(thing)]);
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    for (const body of [circle, { n: 1n }]) {
      const error = await caughtAs(InputError, engine.call("sendThing", { path, body }));
      expect(error).toMatchObject({ operation: "sendThing", outcome: "not_sent" });
    }
    expect(script.requests).toHaveLength(0);
  });

  it.each([
    ["", undefined, KEY],
    [", its options looked at", { timeout: 60_000 }, KEY],
    [", the key asked for", undefined, async () => KEY],
  ])("is what the body was when the call was made, also when it is sent again%s", async (_, options, apiKey) => {
    const { engine, script } = testClient([refused(503), json(thing)], { apiKey });
    const body = { items: ["a"] };
    const call = engine.call("setThing", { path, body }, options);
    body.items.push("b");
    await call;
    expect(script.requests.map((request) => request.json)).toEqual([{ items: ["a"] }, { items: ["a"] }]);
  });

  it("P06 of an operation that the contract does not have is refused", async () => {
    const { engine, script } = testClient([json(thing)]);
    for (const id of ["deleteEverything", "toString", "__proto__", "constructor", ""]) {
      const error = await caught(Reflect.apply(engine.call, engine, [id, {}]));
      expect(error).toBeInstanceOf(InputError);
    }
    expect(script.requests).toHaveLength(0);
  });

  it("begins when it is made, and once, however often it is awaited", async () => {
    const { engine, script } = testClient([json(thing)], { forever: json({}) });
    const call = engine.call("sendThing", { path, body: {} });
    await Promise.all([call, call, call.withResponse(), call.withResponse(), call.then((data) => data)]);
    await call;
    expect(script.requests).toHaveLength(1);
  });

  it("that fails is told once, to whoever asks", async () => {
    const unhandled = await unhandledDuring(async () => {
      const { engine } = testClient([refused(400), refused(400)]);
      await caught(engine.call("readThing", { path }).withResponse());
      const call = engine.call("readThing", { path });
      await caught(call);
      await caught(call.withResponse());
    });
    expect(unhandled).toEqual([]);
  });
});

describe("two clients", () => {
  it("share nothing: neither keys, nor cooldowns, nor slots, nor ids", async () => {
    const clock = new VirtualClock({ auto: false });
    const a = testClient([refused(429), silent], { clock, maxConcurrency: 1, apiKey: "key-a" });
    const b = testClient([json(thing), json(thing)], { clock, maxConcurrency: 1, apiKey: "key-b" });
    await caught(a.engine.call("readThing", { path }, { retry: false }));
    const stuck = caughtAs(TimeoutError, a.engine.call("setThing", { path, body: {} }, { retry: false }));
    expect(await b.engine.call("readThing", { path })).toEqual(thing);
    expect(await b.engine.call("setThing", { path, body: {} })).toEqual(thing);
    expect(b.script.requests[0]?.headers.get("authorization")).toBe("Bearer key-b");
    expect([b.engine.knows("t1"), a.engine.knows("t1")]).toEqual([true, false]);
    await clock.advance(30_000);
    await stuck;
  });
});

describe("the ids that a client has met", () => {
  const things = (from: number, count: number) =>
    json({ things: Array.from({ length: count }, (_, index) => ({ id: `t${from + index}`, name: "Thing" })) });

  it("P80 are those of lists too", async () => {
    const { engine } = testClient([things(1, 2)]);
    await engine.call("listThings", {});
    expect(["t1", "t2", "t3"].map((id) => engine.knows(id))).toEqual([true, true, false]);
  });

  it("P17 are not those that a read lists to settle a lost answer", async () => {
    const { engine } = testClient([things(1, 1)]);
    await engine.answer("listThings", {}, undefined, { settles: true });
    expect(engine.knows("t1")).toBe(false);
  });

  it("P17 are its own calls' work where a write has answered them, and not where a read has, whatever its method", async () => {
    const looking = { ...operations, makeThing: { ...operations.makeThing, effect: "read", repeat: "safe" } } as const;
    const answer = json(thing);
    const writer = testClient([answer]);
    const reader = testClient([answer], { operations: looking });
    for (const { engine } of [writer, reader]) await engine.call("makeThing", { body: { name: "Thing" } });
    // Of what a call that began before them all may have left, only another call's own work is out of the question.
    expect([writer, reader].map(({ engine }) => engine.knows(thing.thing.id, 0))).toEqual([true, false]);
    expect([writer, reader].map(({ engine }) => engine.knows(thing.thing.id))).toEqual([true, true]);
  });

  it("are bounded: of more than 10 000, what was met longest ago is forgotten", async () => {
    const { engine } = testClient([things(1, 10_000), json(thing), things(20_000, 9_999)]);
    const known = () => ["t1", "t2", "t10000", "t20000"].map((id) => engine.knows(id));
    await engine.call("listThings", {});
    expect(known()).toEqual([true, true, true, false]);
    await engine.call("readThing", { path });
    await engine.call("listThings", {});
    expect(known()).toEqual([true, false, false, true]);
  });
});

describe("a larger whole", () => {
  it("bounds each of its calls by what is left of it", async () => {
    const { engine, clock } = testClient([], { forever: silent });
    const budget = engine.budget({ timeout: 10_000 });
    await clock.sleep(4_000);
    await caughtAs(TimeoutError, engine.answer("readThing", { path }, undefined, { budget }));
    expect(clock.elapsed()).toBe(10_000);
  });

  it("does not lengthen a call's own timeout", async () => {
    const { engine, clock } = testClient([], { forever: silent });
    const budget = engine.budget({ timeout: 100_000 });
    await caughtAs(TimeoutError, engine.answer("readThing", { path }, { timeout: 1_000 }, { budget }));
    expect(clock.elapsed()).toBe(1_000);
  });

  it("hands its signal on", async () => {
    const { engine } = testClient([json(thing)]);
    const budget = engine.budget({ signal: AbortSignal.abort() });
    const error = await caught(engine.answer("readThing", { path }, undefined, { budget }));
    expect(error).toMatchObject({ name: "AbortError" });
  });

  it("is ended by its own signal also where the call has one, too", async () => {
    const { engine } = testClient([json(thing)]);
    const budget = engine.budget({ signal: AbortSignal.abort() });
    const own = { signal: new AbortController().signal };
    const error = await caught(engine.answer("readThing", { path }, own, { budget }));
    expect(error).toMatchObject({ name: "AbortError" });
  });
});

describe("once: one request and no wait, whatever comes", () => {
  it.each([
    ["a lost connection", lost],
    ["500", refused(500)],
    ["503", refused(503, "no", { "retry-after": "1" })],
    ["429", refused(429, "no", { "retry-after": "1" })],
    ["an empty success", text("", 200)],
  ])("P50 after %s", async (_, step) => {
    const { engine, script, clock } = testClient([step], { forever: json(thing) });
    await caught(engine.answer("readThing", { path }, { retry: { 500: { retries: 5 } } }, { once: true }));
    expect(script.requests).toHaveLength(1);
    expect(clock.elapsed()).toBe(0);
  });

  it("P13 P50 in a cooldown it sends nothing, and says when to come back", async () => {
    const { engine, script, clock } = testClient([refused(429, "no", { "retry-after": "9" })], {
      forever: json(thing),
    });
    await caught(engine.answer("readThing", { path }, undefined, { once: true }));
    const error = await caught(engine.answer("readThing", { path }, undefined, { once: true }));
    expect(error).toMatchObject({ status: 429, next: "wait" });
    expect(Reflect.get(Object(error), "retryAfterMs")).toBeGreaterThanOrEqual(9_000);
    expect(script.requests).toHaveLength(1);
    expect(clock.elapsed()).toBe(0);
  });
});

describe("what a service says beyond the status", () => {
  it("goes before the status's own error, and is told the whole sentence", async () => {
    const seen: string[] = [];
    const { engine } = testClient([refused(409, "Ada has it already")], {
      special: ({ operation, status, said, ownCode, details }) => {
        seen.push(operation, String(status), said, String(ownCode));
        return new AuthenticationError("special", { ...details, code: "special" });
      },
    });
    const error = await caughtAs(AuthenticationError, engine.call("setThing", { path, body: { first_name: "Ada" } }));
    expect(seen).toEqual(["setThing", "409", "Ada has it already", "code_409"]);
    expect(error).toMatchObject({ code: "special", said: "‹first_name› has it already", status: 409 });
  });

  it("P15 an error that says it was sent goes before any doubt, whatever the options", async () => {
    const { engine, script } = testClient([refused(500, "sent, not saved")], {
      special: ({ details }) => new StatusError("sent, not saved", { ...details, outcome: "sent" }),
      forever: json(thing),
    });
    const retry = { 500: { retries: 10, wait: 0 } };
    const error = await caughtAs(StatusError, engine.call("sendThing", { path, body: {} }, { retry }));
    expect(error.outcome).toBe("sent");
    expect(error).not.toBeInstanceOf(OutcomeUnknownError);
    expect(script.requests).toHaveLength(1);
  });
});

it("the tests' own operations cover every kind of repeat", () => {
  expect(new Set(Object.values(operations).map(({ repeat }) => repeat))).toEqual(
    new Set(["safe", "key", "reconcile", "never"]),
  );
});

describe("a package of which a part can't be loaded", () => {
  it("sends nothing that it could not explain", async () => {
    const service = { ...testService(), onDemand: () => Promise.reject(new Error("no such file")) };
    const script = scripted([json(thing)]);
    const engine = new Engine<Types>(service, { apiKey: KEY, fetch: script.fetch, clock: new VirtualClock() }, "0.0.0");
    const error = await caught(engine.call("sendThing", { path, body: {} }));
    expect(error).toMatchObject({ message: "no such file" });
    expect(script.requests).toEqual([]);
  });
});
