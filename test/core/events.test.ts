import { describe, expect, it } from "vitest";
import { ServerError } from "../../src/core/errors.ts";
import type { CallEvent, Hooks, Logger } from "../../src/core/events.ts";
import { caughtAs, unhandledDuring } from "../support/errors.ts";
import { recordedHooks, recordedLog } from "../support/events.ts";
import { json, lost, refused } from "../support/fetch.ts";
import { testClient, thing } from "../support/service.ts";

const path = { id: "secret-id" };
const drifting = { thing: { id: "t1", name: 7, status: "melted" } };

describe("the hooks", () => {
  it("are told every request, answer and retry, in order", async () => {
    const { hooks, calls } = recordedHooks();
    const { engine } = testClient([lost, refused(503, "no", { "x-correlation-id": "c2" }), json(thing)], { hooks });
    await engine.call("readThing", { path });
    expect(calls.map(({ hook }) => hook)).toEqual([
      "onRequest",
      "onResponse",
      "onRetry",
      "onRequest",
      "onResponse",
      "onRetry",
      "onRequest",
      "onResponse",
    ]);
    const told = calls.map(({ event }) => event);
    expect(told[0]).toEqual({ operation: "readThing", method: "GET", path: "/things/{id}", attempt: 1 });
    expect(told[1]).toMatchObject({ attempt: 1, failure: "lost", durationMs: 0 });
    expect(told[4]).toMatchObject({ attempt: 2, status: 503, correlationId: "c2" });
    expect(told[5]).toMatchObject({ attempt: 2, status: 503, waitMs: expect.any(Number) });
    expect(told[7]).toMatchObject({ attempt: 3, status: 200 });
  });

  it("P82 are never told an id, a query, a header, or what was in the call", async () => {
    const { hooks, calls } = recordedHooks();
    const { logger, lines } = recordedLog();
    const { engine } = testClient([refused(500, "no Ada here"), json(drifting)], { hooks, logger });
    await engine.call("setThing", { path, body: { first_name: "Ada" } }, { headers: { "x-who": "Ada" } });
    const seen = JSON.stringify([calls, lines]);
    expect(seen).not.toContain("secret-id");
    expect(seen).not.toContain("Ada");
    expect(seen).toContain("/things/{id}");
  });

  const throwing: Required<Hooks> = {
    onRequest: () => {
      throw new Error("from a hook");
    },
    onResponse: () => {
      throw new Error("from a hook");
    },
    onRetry: () => {
      throw "no error at all";
    },
    onDrift: () => {
      throw new TypeError("from a hook");
    },
  };

  it("that throw change nothing, and are reported to the log", async () => {
    const { logger, lines } = recordedLog();
    const { engine, script } = testClient([refused(500), json(drifting)], { hooks: throwing, logger });
    expect(await engine.call("setThing", { path, body: {} })).toEqual(drifting);
    expect(script.requests).toHaveLength(2);
    const reported = lines.filter(({ level }) => level === "error").map(({ message }) => message);
    for (const name of Object.keys(throwing)) expect(reported.some((line) => line.includes(name))).toBe(true);
    expect(reported.join()).not.toContain("from a hook");
  });

  it("that throw make a send neither fail nor repeat", async () => {
    const { engine, script } = testClient([json(thing)], { hooks: throwing });
    expect(await engine.call("sendThing", { path, body: {} })).toEqual(thing);
    expect(script.requests).toHaveLength(1);
  });

  it("that are async and fail end no process", async () => {
    const hooks: Hooks = {
      onRequest: async () => Promise.reject(new Error("from an async hook")),
      onResponse: async () => Promise.reject(new Error("from an async hook")),
    };
    const { engine } = testClient([json(thing)], { hooks });
    const unhandled = await unhandledDuring(async () => {
      expect(await engine.call("sendThing", { path, body: {} })).toEqual(thing);
    });
    expect(unhandled).toEqual([]);
  });

  it("may be the methods of an object of a class", async () => {
    class Watcher implements Hooks {
      readonly #seen: string[] = [];
      onRequest(event: CallEvent) {
        this.#seen.push(`request ${event.attempt}`);
      }
      onResponse(event: CallEvent) {
        this.#seen.push(`response ${event.attempt}`);
      }
      get seen(): readonly string[] {
        return this.#seen;
      }
    }
    const hooks = new Watcher();
    const { engine } = testClient([json(thing)], { hooks });
    await engine.call("readThing", { path });
    expect(hooks.seen).toEqual(["request 1", "response 1"]);
  });

  it("keep their this", async () => {
    const hooks = {
      count: 0,
      onRequest() {
        this.count++;
      },
    };
    Object.defineProperty(hooks, "count", { enumerable: false });
    const { engine } = testClient([json(thing)], { hooks });
    await engine.call("readThing", { path });
    expect(hooks.count).toBe(1);
  });

  it("that change what they are told change nothing", async () => {
    const meddling: Hooks = {
      onResponse: (event) => {
        Object.assign(event, { status: 200, correlationId: "made-up", attempt: 99 });
      },
    };
    const { engine } = testClient([refused(400, "no", { "x-correlation-id": "c1" })], { hooks: meddling });
    const error = await engine.call("readThing", { path }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 400, correlationId: "c1", attempts: [{ attempt: 1, status: 400 }] });
  });
});

describe("the logger", () => {
  it("gets a line for each attempt and each retry", async () => {
    const { logger, lines } = recordedLog();
    const { engine } = testClient([refused(503), json(thing)], { logger });
    await engine.call("readThing", { path });
    expect(lines.map(({ level }) => level)).toEqual(["debug", "info", "debug"]);
    expect(lines[0]?.message).toBe("readThing: GET /things/{id}, attempt 1: 503");
    expect(lines[1]?.message).toMatch(/^readThing: 503, trying again in \d+ ms$/);
  });

  it("that throws changes nothing", async () => {
    const fail = () => {
      throw new Error("disk full");
    };
    const logger: Logger = { debug: fail, info: fail, warn: fail, error: fail };
    const hooks = { onRequest: fail };
    const { engine, script } = testClient([refused(503), json(drifting)], { logger, hooks });
    expect(await engine.call("setThing", { path, body: {} })).toEqual(drifting);
    expect(script.requests).toHaveLength(2);
  });

  it("keeps its this", async () => {
    class Lines implements Logger {
      readonly lines: string[] = [];
      debug(message: string) {
        this.lines.push(message);
      }
      info = this.debug;
      warn = this.debug;
      error = this.debug;
    }
    const logger = new Lines();
    const { engine } = testClient([json(thing)], { logger });
    await engine.call("readThing", { path });
    expect(logger.lines).toHaveLength(1);
  });

  it("hears of a failure that ends a call", async () => {
    const { logger, lines } = recordedLog();
    const { engine } = testClient([], { forever: refused(500), logger });
    await caughtAs(ServerError, engine.call("readThing", { path }));
    expect(lines.filter(({ level }) => level === "debug")).toHaveLength(2);
  });
});

describe("drift", () => {
  it("goes to the hook every time, and to the log once for each operation and path", async () => {
    const { hooks, calls } = recordedHooks();
    const { logger, lines } = recordedLog();
    const { engine } = testClient([], { forever: json(drifting), hooks, logger });
    for (let n = 0; n < 3; n++) await engine.call("readThing", { path });
    await engine.call("setThing", { path, body: {} });
    const drifts = calls.filter(({ hook }) => hook === "onDrift").map(({ event }) => event);
    expect(drifts).toHaveLength(8);
    expect(drifts[0]).toEqual({ operation: "readThing", path: "thing.name", expected: "of type string" });
    expect(drifts[1]).toEqual({ operation: "readThing", path: "thing.status", expected: "one of new, sent" });
    const warnings = lines.filter(({ level }) => level === "warn").map(({ message }) => message);
    expect(warnings).toHaveLength(4);
    expect(warnings[0]).toContain("thing.name");
    expect(new Set(warnings).size).toBe(4);
  });

  it("of one client is not another's", async () => {
    for (let n = 0; n < 2; n++) {
      const { logger, lines } = recordedLog();
      const { engine } = testClient([json(drifting)], { logger });
      await engine.call("readThing", { path });
      expect(lines.filter(({ level }) => level === "warn")).toHaveLength(2);
    }
  });
});
