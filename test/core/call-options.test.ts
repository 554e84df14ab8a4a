import { describe, expect, it } from "vitest";
import { checkCallOptions, optionChecks, waitChecks } from "../../src/core/call-options.ts";
import { InputError } from "../../src/core/errors.ts";
import { caughtAs, thrownAs } from "../support/errors.ts";
import { json } from "../support/fetch.ts";
import { KEY, testClient, thing } from "../support/service.ts";

const fieldsOf = (options: unknown, more?: Parameters<typeof checkCallOptions>[2]) =>
  thrownAs(InputError, () => checkCallOptions(options, "launchThing", more)).problems.map(({ field }) => field);

describe("a call's options", () => {
  it("may be absent, empty, or all there", () => {
    checkCallOptions(undefined, "x");
    checkCallOptions({}, "x");
    checkCallOptions(
      {
        signal: new AbortController().signal,
        timeout: 1,
        attemptTimeout: 1,
        headers: { "X-Trace": "a b", "x-latin": "é" },
        retry: { 429: { retries: 0, wait: 0, maxWait: 0 }, lost: false },
      },
      "x",
    );
    checkCallOptions({ signal: undefined, timeout: undefined, headers: undefined, retry: undefined }, "x");
  });

  it("name everything that is wrong at once", () => {
    const wrong = {
      signal: {},
      timeout: -1,
      attemptTimeout: "1",
      headers: { "a b": "x", ok: 7 },
      retry: { 500: { tries: 3 } },
      idempotencyKey: "k",
    };
    expect(fieldsOf(wrong).sort()).toEqual(
      ["signal", "timeout", "attemptTimeout", "headers.a b", "headers.ok", "retry.500.tries", "idempotencyKey"].sort(),
    );
  });

  it.each([null, "x", 7, [], true])("that are none are refused: %s", (options) => {
    expect(fieldsOf(options)).toEqual(["options"]);
  });

  it.each(["Authorization", "authorization", "AUTHORIZATION"])("P02 no header takes the key's place: %s", (name) => {
    const error = thrownAs(InputError, () => checkCallOptions({ headers: { [name]: `Bearer ${KEY}` } }, "x"));
    expect(error.problems).toHaveLength(1);
    expect(error.message).not.toContain(KEY);
  });

  it.each(["a\r\nX-Evil: 1", "a\nb", "a\0b", "李", "\u007f"])("no header ends its line: %j", (value) => {
    expect(fieldsOf({ headers: { "x-a": value } })).toEqual(["headers.x-a"]);
  });

  it.each(["", "a:b", "a b", "a\r\n", "é", "(a)"])("no header has an odd name: %j", (name) => {
    expect(fieldsOf({ headers: { [name]: "x" } })).toHaveLength(1);
  });

  it("P18 an interval below a second is refused", () => {
    for (const interval of [0, 1, 999, -1_000, Number.NaN, "1000"]) {
      expect(fieldsOf({ interval }, waitChecks)).toEqual(["interval"]);
    }
    checkCallOptions({ interval: 1_000 }, "x", waitChecks);
    expect(fieldsOf({ interval: 1_000 })).toEqual(["interval"]);
  });

  it("an option of one method is none of another's", () => {
    checkCallOptions({ ifExists: "return" }, "x", { ifExists: optionChecks.ifExists });
    expect(fieldsOf({ ifExists: "return" })).toEqual(["ifExists"]);
    expect(fieldsOf({ ifExists: "maybe" }, { ifExists: optionChecks.ifExists })).toEqual(["ifExists"]);
    expect(fieldsOf({ onProgress: 7 }, waitChecks)).toEqual(["onProgress"]);
  });

  it("takes no option from a prototype's name", () => {
    expect(fieldsOf({ toString: 1, constructor: 2 }).sort()).toEqual(["constructor", "toString"]);
  });

  it("that are wrong keep a call from being sent", async () => {
    const { engine, script } = testClient([json(thing)]);
    const error = await caughtAs(
      InputError,
      engine.call("sendThing", { path: { id: "t1" }, body: {} }, Object({ timeOut: 5 })),
    );
    expect(error.problems).toMatchObject([{ field: "timeOut" }]);
    expect(error.operation).toBe("sendThing");
    expect(script.requests).toHaveLength(0);
  });
});
