import { describe, expect, it } from "vitest";
import { Events } from "../../src/core/events.ts";
import { idle } from "../support/clock.ts";
import { unhandledDuring } from "../support/errors.ts";
import { recordedLog } from "../support/events.ts";

const call = { operation: "readThing", method: "GET", path: "/things/{id}", attempt: 1 } as const;

const THEN = "then";
/** What looks like a promise, or has a member of that name. */
const withThen = (value: unknown) => ({ [THEN]: value });

describe("who listens to a client", () => {
  it("is nobody, unless there are hooks or a logger: then no event need be made", () => {
    expect(new Events(undefined).heard).toBe(false);
    expect(new Events({}).heard).toBe(true);
    expect(new Events(undefined, recordedLog().logger).heard).toBe(true);
  });

  it("may be hooks alone, or some of them", () => {
    const told: unknown[] = [];
    const events = new Events({ onResponse: (event) => void told.push(event) });
    const response = { ...call, durationMs: 5, status: 200 };
    events.request(call);
    events.response(response);
    events.retry({ ...response, waitMs: 100 });
    events.drift({ operation: "readThing", path: "thing.id", expected: "a string" });
    events.warn("odd");
    expect(told).toEqual([response]);
  });

  it("is told in the log which function of theirs failed, by the kind of its error and no more", async () => {
    const { logger, lines } = recordedLog();
    const fail = (error: unknown) => () => {
      throw error;
    };
    const events = new Events(
      {
        onRequest: fail(new RangeError("Ada")),
        onResponse: fail("Ada"),
        onRetry: async () => Promise.reject(new TypeError("Ada")),
      },
      logger,
    );
    events.request(call);
    events.response({ ...call, durationMs: 5, failure: "lost" });
    events.retry({ ...call, durationMs: 5, failure: "lost", waitMs: 100.4 });
    await idle();
    expect(lines.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      "error: puffle-sdk: the hook onRequest threw RangeError; it is ignored",
      "error: puffle-sdk: the hook onResponse threw string; it is ignored",
      "debug: readThing: GET /things/{id}, attempt 1: lost",
      "info: readThing: lost, trying again in 100 ms",
      "error: puffle-sdk: the hook onRetry threw TypeError; it is ignored",
    ]);
  });

  it("ends no process with what they return, be it a promise that fails or an object that only looks like one", async () => {
    const { logger, lines } = recordedLog();
    const events = new Events(undefined, logger);
    const unhandled = await unhandledDuring(async () => {
      events.heed("onProgress", Promise.reject(new Error("no")));
      events.heed(
        "onProgress",
        withThen((_: unknown, no: (reason: unknown) => void) => no(7)),
      );
      for (const nothing of [undefined, null, 7, "then", withThen("later")]) events.heed("onProgress", nothing);
    });
    expect(unhandled).toEqual([]);
    expect(lines.map(({ message }) => message).sort()).toEqual([
      "puffle-sdk: onProgress threw Error; it is ignored",
      "puffle-sdk: onProgress threw number; it is ignored",
    ]);
  });

  it("hears in the log of what has no event of its own, and once of each drift", () => {
    const { logger, lines } = recordedLog();
    const events = new Events(undefined, logger);
    const drift = { operation: "readThing", path: "thing.id", expected: "a string" };
    events.warn("listThings: it is odd", { total: 3 });
    for (const one of [drift, drift, { ...drift, path: "thing.name" }, { ...drift, operation: "setThing" }])
      events.drift(one);
    expect(lines).toEqual([
      { level: "warn", message: "listThings: it is odd", details: { total: 3 } },
      ...[drift, { ...drift, path: "thing.name" }, { ...drift, operation: "setThing" }].map((details) => ({
        level: "warn",
        message: `${details.operation}: the answer's ${details.path} is not a string, as the contract has it`,
        details,
      })),
    ]);
  });
});
