import { describe, expect, it } from "vitest";
import {
  batchChecks,
  checkCallOptions,
  handedOn,
  optionChecks,
  sideBySideChecks,
  waitChecks,
} from "../../src/core/call-options.ts";
import { members, must, number, show, withMethods, yesOrNo } from "../../src/core/checks.ts";
import { InputError } from "../../src/core/errors.ts";
import { checkBaseURL, clientProblems } from "../../src/core/options.ts";
import { thrownAs } from "../support/errors.ts";

/** What is wrong with a call's options, by field. */
function wrong(options: unknown, more?: Parameters<typeof checkCallOptions>[2]): Record<string, string> {
  const { problems } = thrownAs(InputError, () => checkCallOptions(options, "sendThing", more));
  return Object.fromEntries(problems.map(({ field, problem }) => [field, problem]));
}

const DAY = 24 * 3_600_000;

describe("P06 what is wrong with a call's options", () => {
  it("is said whole, all at once, in words that say what they must be", () => {
    const checks = { ...waitChecks, ...sideBySideChecks, ifExists: optionChecks.ifExists };
    const options = {
      signal: {},
      timeout: "soon",
      onProgress: 7,
      interval: 999,
      checkpoint: 7,
      concurrency: 1.5,
      ifExists: "maybe",
    };
    expect(wrong(options, checks)).toEqual({
      signal: "must be an AbortSignal, got object",
      timeout: expect.stringMatching(/^must be a number of ms from \d+ to \d+, got string$/),
      onProgress: "must be a function, got 7",
      interval: `must be a number of ms from 1000 to ${30 * DAY}, got 999`,
      checkpoint: "must be a checkpoint or its JSON, got 7",
      concurrency: "must be a whole number from 1 to 16, got 1.5",
      ifExists: 'must be "error" or "return", got string',
    });
  });

  it("is nothing at the very edges of what they may be", () => {
    const checks = { ...waitChecks, ...sideBySideChecks, ifExists: optionChecks.ifExists };
    const { signal } = new AbortController();
    for (const options of [
      { interval: 1_000, concurrency: 1, checkpoint: "{}", ifExists: "error", signal },
      { interval: 30 * DAY, concurrency: 16, checkpoint: {}, ifExists: "return", onProgress: () => {} },
      {},
      undefined,
    ])
      expect(checkCallOptions(options, "sendThing", checks)).toBeUndefined();
    expect(wrong({ interval: 30 * DAY + 1, concurrency: 17, checkpoint: null }, checks)).toMatchObject({
      interval: expect.any(String),
      concurrency: expect.any(String),
      checkpoint: expect.any(String),
    });
    expect(Object.keys(batchChecks)).toEqual(["onProgress", "checkpoint"]);
  });

  it("names every unknown option, and the choice once", () => {
    expect(wrong({ retires: 3, timeuot: 5 })).toEqual({
      retires: expect.stringMatching(/^is not an option; there are .*timeout, .*signal, headers$/),
      timeuot: "is not an option",
    });
    expect(wrong([])).toEqual({ options: "must be an object, got an array" });
    expect(wrong("fast")).toEqual({ options: "must be an object, got string" });
  });

  it("is said of headers one by one, and never shows them", () => {
    const headers = { Authorization: "Bearer k", "x y": "a", "x-a": "a\nb", "x-b": 7, "x-c": "fine" };
    expect(wrong({ headers })).toEqual({
      "headers.Authorization": "is made from apiKey and can't be set",
      "headers.x y": "is not a header's name",
      "headers.x-a": "must be a header's value: a string without line ends",
      "headers.x-b": "must be a header's value: a string without line ends",
    });
    expect(wrong({ headers: "x: y" })).toEqual({ headers: "must be an object, got string" });
    expect(wrong({ headers: null })).toEqual({ headers: "must be an object, got null" });
  });

  it("leaves to each request of a method what is about requests, and not the timeout of the whole", () => {
    const { signal } = new AbortController();
    const options = { signal, attemptTimeout: 5, headers: { a: "b" }, retry: false, timeout: 9 } as const;
    expect(handedOn(options)).toEqual({ signal, attemptTimeout: 5, headers: { a: "b" }, retry: false });
    expect(handedOn()).toEqual({});
  });
});

describe("a check", () => {
  it.each([
    [7, "7"],
    [true, "true"],
    [null, "null"],
    ["pk_live", "string"],
    [["pk_live"], "an array"],
    [{ key: "pk_live" }, "object"],
    [undefined, "undefined"],
  ])("P02 shows of %j no more than %s", (value, shown) => {
    expect(show(value)).toBe(shown);
    expect(must("a thing", () => false)(value, "it")).toEqual([
      { field: "it", problem: `must be a thing, got ${shown}` },
    ]);
  });

  it("says of numbers in which unit, whether whole, and from where to where", () => {
    expect(number(1, 5)("x", "n")).toEqual([{ field: "n", problem: "must be a number from 1 to 5, got string" }]);
    expect(number(1, 5)(1.5, "n")).toEqual([]);
    expect(number(1, 5, "ms", true)(1.5, "n")).toEqual([
      { field: "n", problem: "must be a whole number of ms from 1 to 5, got 1.5" },
    ]);
    expect([0, 1, 5, 6].map((value) => number(1, 5)(value, "n").length)).toEqual([1, 0, 0, 1]);
  });

  it("of an object with methods, or of true and false, takes nothing that only looks like it", () => {
    const check = withMethods("a clock", ["now", "sleep"]);
    expect(check({ now() {}, sleep() {} }, "clock")).toEqual([]);
    expect(check({ now() {} }, "clock")).toEqual([{ field: "clock", problem: "must be a clock, got object" }]);
    expect(yesOrNo(false, "a")).toEqual([]);
    expect(yesOrNo("false", "a")).toEqual([{ field: "a", problem: "must be true or false, got string" }]);
    expect(members({ a: yesOrNo })({ a: 1 }, "outer")).toEqual([
      { field: "outer.a", problem: "must be true or false, got 1" },
    ]);
  });
});

describe("P01 an address of the service", () => {
  it.each([
    [7, "must be a string, got 7"],
    ["api.example", "is not a URL; it looks like https://app.example.com"],
    ["https://me:pw@a.example", "holds a user name or password: the key goes into apiKey"],
    ["https://a.example/?a=1", "holds a query or a fragment: leave them out"],
    ["https://a.example/#a", "holds a query or a fragment: leave them out"],
    ["http://a.example", "must be https (http only on this machine: localhost, 127.0.0.1, [::1])"],
    ["http://127.0.0.1.a.example", "must be https (http only on this machine: localhost, 127.0.0.1, [::1])"],
  ])("is none: %s", (value, problem) => {
    expect(checkBaseURL(value)).toEqual({ field: "baseURL", problem });
  });

  it.each([
    "http://127.0.0.1:4010",
    "http://127.10.20.30",
    "http://localhost",
    "http://[::1]:1",
    "https://a.example/v1",
  ])("may be %s", (value) => {
    expect(checkBaseURL(value)).toBe(value);
  });
});

describe("what is wrong with a client's options", () => {
  const said = (options: unknown) =>
    Object.fromEntries(clientProblems(options, "Things").map(({ field, problem }) => [field, problem]));

  it("is said whole, all at once", () => {
    const problems = said({ fetch: 7, logger: {}, clock: {}, validation: "on", maxConcurrency: 0, timeout: -1 });
    expect(problems).toMatchObject({
      fetch: "must be a function, got 7",
      logger: "must be an object with debug, info, warn and error, got object",
      clock: "must be an object with now and sleep, got object",
      validation: 'must be "off", "report" or "strict", got string',
      maxConcurrency: expect.stringMatching(/^must be a whole number from 1 to \d+, got 0$/),
      timeout: expect.stringMatching(/^must be a number of ms from \d+ to \d+, got -1$/),
    });
  });

  it("is said of the sandbox's options, handed over under a name", () => {
    expect(said({ options: { apiKey: "k" } })).toEqual({
      options: "is not an option: hand it over alone, as in new Things(sandbox.options)",
    });
  });
});
