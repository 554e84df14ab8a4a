import { describe, expect, it } from "vitest";
import { askKey } from "../../src/core/ask-key.ts";
import { AbortError, InputError, TimeoutError } from "../../src/core/errors.ts";
import { Waits } from "../../src/core/waits.ts";
import { START, VirtualClock } from "../support/clock.ts";
import { caughtAs } from "../support/errors.ts";

const never = () => new Promise<string>(() => {});

/** Asks with a minute's time. */
function ask(source: () => string | Promise<string>, signal?: AbortSignal, clock = new VirtualClock()) {
  const budget = { signal, endsAt: START + 60_000 };
  return askKey(source, { id: "sendThing", budget, waits: new Waits(clock), variable: "THINGS_KEY" });
}

describe("P02 a key that a function gives", () => {
  it("is taken as it is, at once or later", async () => {
    expect(await ask(() => "key-1")).toBe("key-1");
    expect(await ask(async () => "key-2")).toBe("key-2");
  });

  it.each([
    ["fails", () => Promise.reject(new RangeError("vault: key-1")), "is a function that threw RangeError"],
    ["throws no error", () => Promise.reject("key-1"), "is a function that threw string"],
    ["gives none", () => "", "is missing: set THINGS_KEY or pass { apiKey }"],
    ["gives what is no key", () => "key 1", /^holds white space/],
  ])("is refused where the function %s, without repeating it", async (_, source, problem) => {
    const error = await caughtAs(InputError, ask(source));
    expect(error.problems).toEqual([
      { field: "apiKey", problem: typeof problem === "string" ? problem : expect.stringMatching(problem) },
    ]);
    expect(error).toMatchObject({ operation: "sendThing", next: "ask_human", outcome: "not_sent" });
    expect(`${String(error)}${JSON.stringify(error)}`).not.toContain("key-1");
  });

  it("is waited for no longer than the call may take", async () => {
    const clock = new VirtualClock();
    const error = await caughtAs(TimeoutError, ask(never, undefined, clock));
    expect(error).toMatchObject({ code: "deadline_exceeded", operation: "sendThing", next: "try_again" });
    expect(error.message).toBe(
      "sendThing: the call's deadline passed while apiKey, a function, was asked. Nothing was sent.",
    );
    expect(clock.elapsed()).toBe(60_000);
  });

  it("is not waited for when the caller has left", async () => {
    const stop = new AbortController();
    const clock = new VirtualClock({ auto: false });
    const call = caughtAs(AbortError, ask(never, stop.signal, clock));
    stop.abort("enough");
    const error = await call;
    expect(error).toMatchObject({ code: "aborted", operation: "sendThing", next: "try_again", cause: "enough" });
    expect(error.message).toBe("sendThing: aborted. Nothing was sent.");
  });
});
