import { describe, expect, it } from "vitest";
import type { Answer, Lost } from "../../src/core/attempts.ts";
import { OutcomeUnknownError } from "../../src/core/errors.ts";
import { firstAttemptAt, isEqual, ownWork, unproved } from "../../src/core/own-work.ts";
import { Secret } from "../../src/core/secret.ts";
import { START, VirtualClock } from "../support/clock.ts";
import { thrownAs } from "../support/errors.ts";
import { KEY, testClient } from "../support/service.ts";

interface Thing {
  readonly id: string;
  readonly at?: string | null;
  readonly touched?: boolean;
}

const at = (ms: number) => new Date(ms).toISOString();

/** A read's answer, made `ms` after the start by the service's clock, which took so long. */
function answered(ms: number | undefined, durationMs = 0): Answer {
  const headers = new Headers(ms === undefined ? {} : { date: new Date(START + ms).toUTCString() });
  const attempts = [{ attempt: 1, durationMs, status: 200 }];
  const key = new Secret(KEY);
  return {
    data: {},
    status: 200,
    headers,
    correlationId: undefined,
    attempts,
    key,
    repeated: false,
    reconciled: false,
  };
}

/** The first attempt was sent at the start; the read's answer came 10 s later. */
function looking(all: readonly Thing[], { answer = answered(10_000), since = 1 } = {}) {
  const clock = new VirtualClock({ start: START + 10_000, auto: false });
  const { engine } = testClient([], { clock });
  const budget = { signal: undefined, endsAt: START + 60_000 };
  const lost: Lost = { firstAttemptAt: START, since, late: false, budget };
  const look = () =>
    ownWork(engine, {
      operation: "makeThing",
      noun: "thing of this name",
      all,
      answer,
      lost,
      createdAt: (one) => one.at,
      isAsSent: (one) => !one.touched,
    });
  return { engine, look };
}

describe("P17 what a lost attempt has made", () => {
  const own: Thing = { id: "t1", at: at(START) };

  it("is what was created since, is as it was sent, and is the only one", () => {
    expect(looking([own]).look()).toBe(own);
    expect(looking([{ id: "t0", at: at(START - 1) }, own]).look()).toBe(own);
  });

  it("is nothing where all that there is was there before", () => {
    expect(looking([]).look()).toBeUndefined();
    expect(looking([{ id: "t0", at: at(START - 1) }]).look()).toBeUndefined();
  });

  it("is nothing that this client had met before the call began, and is met from then on", () => {
    const before = looking([own]);
    before.engine.meet("other");
    before.engine.meet(own.id);
    expect(looking([own], { since: 2 }).look()).toBe(own);
    const { engine, look } = looking([own], { since: 2 });
    engine.meet("other");
    engine.meet(own.id);
    expect(look()).toBeUndefined();
    const later = looking([own], { since: 0 });
    expect(later.look()).toBe(own);
    // Of two calls that look at the same time, one takes it.
    expect(later.look()).toBeUndefined();
    expect(later.engine.knows(own.id, 0)).toBe(true);
  });

  it.each([
    ["somebody has touched it", [{ ...own, touched: true }]],
    ["there are two", [own, { id: "t2", at: at(START + 5) }]],
    ["nobody says when it was created", [{ id: "t1" }]],
    ["its time is null", [{ id: "t1", at: null }]],
    ["its time is no time", [{ id: "t1", at: "yesterday" }]],
  ])("can't be told where %s", (_, all: Thing[]) => {
    const { engine, look } = looking(all);
    const error = thrownAs(OutcomeUnknownError, look);
    expect(error).toMatchObject({ operation: "makeThing", candidates: all.map(({ id }) => id) });
    expect(error.message).toBe(
      `makeThing: there is a thing of this name (id ${all.map(({ id }) => id).join(", ")}), and it can't be told whether it is whole and this call's own.`,
    );
    expect(engine.knows("t1")).toBe(false);
  });

  it("can't be told where the service does not say what time it is", () => {
    thrownAs(OutcomeUnknownError, looking([own], { answer: answered(undefined) }).look);
    thrownAs(OutcomeUnknownError, looking([{ id: "t0", at: at(START - 9e9) }], { answer: answered(undefined) }).look);
  });

  it("can't be told where it was created while the read's answer was under way", () => {
    const answer = answered(10_000, 400);
    expect(looking([{ id: "t1", at: at(START + 399) }], { answer }).look()).toMatchObject({ id: "t1" });
    thrownAs(OutcomeUnknownError, looking([{ id: "t1", at: at(START + 398) }], { answer }).look);
    thrownAs(OutcomeUnknownError, looking([{ id: "t1", at: at(START) }], { answer }).look);
    expect(looking([{ id: "t1", at: at(START - 1) }], { answer }).look()).toBeUndefined();
  });

  it("is told by the service's clock, however wrong the client's is", () => {
    const day = 86_400_000;
    const answer = answered(10_000 + day);
    expect(looking([{ id: "t1", at: at(START + day) }], { answer }).look()).toMatchObject({ id: "t1" });
    expect(looking([{ id: "t1", at: at(START + day - 1) }], { answer }).look()).toBeUndefined();
  });

  it("may be nothing at all that is known: then nobody is named", () => {
    const error = unproved("makeThing", "thing of this name", []);
    expect(error).toMatchObject({ code: "outcome_unknown", outcome: "unknown", candidates: [] });
    expect(error.message).toBe(
      "makeThing: it can't be told whether this call has left, or may yet leave, a thing of this name.",
    );
  });
});

describe("when the first attempt was sent, by the service's clock", () => {
  it("is some time while the answer was under way", () => {
    const now = START + 10_000;
    expect(firstAttemptAt(answered(10_000, 400), { firstAttemptAt: START }, now)).toEqual({
      earliest: START,
      latest: START + 399,
    });
    expect(firstAttemptAt({ ...answered(10_000), attempts: [] }, { firstAttemptAt: START }, now)).toEqual({
      earliest: START,
      latest: START - 1,
    });
    expect(firstAttemptAt(answered(undefined), { firstAttemptAt: START }, now)).toBeUndefined();
  });
});

describe("whether two JSON values are the same", () => {
  it.each([
    [
      { a: 1, b: [1, { c: null }] },
      { b: [1, { c: null }], a: 1 },
    ],
    [[], []],
    ["a", "a"],
    [null, null],
  ])("%j and %j are", (a, b) => {
    expect(isEqual(a, b)).toBe(true);
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: null }, { a: {} }],
    [{ a: {} }, { a: null }],
    [{}, "a"],
    ["a", {}],
    [null, {}],
    [{}, null],
    [1, "1"],
  ])("%j and %j are not", (a, b) => {
    expect(isEqual(a, b)).toBe(false);
  });
});
