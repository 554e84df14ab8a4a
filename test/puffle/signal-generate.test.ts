import {
  AbortError,
  IncompleteError,
  InputError,
  InsufficientCreditsError,
  OutcomeUnknownError,
  Puffle,
  type SignalDraftRequest,
  type SignalDraftsReport,
  throwIfAnyFailed,
} from "puffle-sdk";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { json, refused } from "../support/fetch.ts";
import { scriptedClient } from "./support/scripted.ts";
import { countOf, edited, type Outgoing, setUp, tapped } from "./support/world.ts";

const NOWHERE = "00000000-0000-4000-8000-000000000000";

function sumOf({ results, rejected, repeated, unknown, notSent }: SignalDraftsReport): number {
  return results.length + rejected.length + repeated.length + unknown + notSent;
}

/** A client of a sandbox with signals, and what it asks to be written. */
function withSignals(count: number, options: Parameters<typeof setUp>[0] = {}) {
  const { sandbox } = setUp(options);
  const ids = sandbox.addSignals(count).map(({ id }) => id);
  const asked: unknown[] = [];
  const fetch = tapped(sandbox.fetch, {
    before({ path, body }: Outgoing) {
      if (path.endsWith("/generate")) asked.push(Reflect.get(Object(body), "items"));
    },
  });
  return { sandbox, ids, asked, puffle: new Puffle({ ...sandbox.options, fetch }) };
}

describe("having drafts written", () => {
  it("gives back the drafts of each, 20 a request, and they stay on the signals", async () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      // Some seeds call the signal `id`, some `signalId`.
      const { sandbox, ids, asked, puffle } = withSignals(45, { seed });
      const before = sandbox.credits;
      const report = await puffle.signals.generate(ids.map((id, n) => ({ id, dm: true as const, comment: n === 0 })));
      expect(asked.map((items) => Object(items).length)).toEqual([20, 20, 5]);
      expect(report.results.map(({ id, index }) => [id, index])).toEqual(ids.map((id, index) => [id, index]));
      expect([report.received, sumOf(report), report.errors, report.chunks]).toEqual([45, 45, [], 3]);
      expect(throwIfAnyFailed(report)).toBeUndefined();
      const [first, second] = report.results;
      const kept = await puffle.signals.list({ ids: [first?.id ?? ""] });
      expect([kept.items[0]?.dmText, kept.items[0]?.commentText]).toEqual([first?.dm?.text, first?.comment?.text]);
      expect([typeof second?.dm?.text, second?.comment]).toEqual(["string", undefined]);
      expect(before - sandbox.credits).toBe(46 * 2);
    }
  });

  it("P72 asks once for a signal whose id comes a second time in capitals, so that no draft is paid for twice", async () => {
    const { ids, asked, puffle } = withSignals(1);
    const [id = ""] = ids;
    const report = await puffle.signals.generate([
      { id, dm: true },
      { id: id.toUpperCase(), dm: true },
    ]);
    expect(asked).toEqual([[{ id, dm: true }]]);
    expect(report.results.map((one) => one.id)).toEqual([id]);
    expect(report.repeated).toEqual([{ index: 1, firstIndex: 0 }]);
  });

  it("P71 rejects what asks for nothing with its index, and reports what the service refuses", async () => {
    const { ids, puffle } = withSignals(2);
    const [one = "", two = ""] = ids;
    const items: object[] = [
      { id: one, dm: true },
      { id: two },
      { id: two, dm: false, comment: false },
      { id: two, dm: "yes" },
      { id: NOWHERE, comment: true },
      { id: one, dm: true },
      { id: one, comment: true },
    ];
    const report = await puffle.signals.generate(items as SignalDraftRequest[]);
    expect(report.rejected.map(({ index }) => index)).toEqual([1, 2, 3, 6]);
    expect(report.repeated).toEqual([{ index: 5, firstIndex: 0 }]);
    expect(report.errors).toEqual([{ id: NOWHERE, index: 4, error: "not_found", sides: ["comment"] }]);
    expect(report.results.map(({ index }) => index)).toEqual([0, 4]);
    expect(sumOf(report)).toBe(7);
  });

  it("refuses a source that is none, and sends nothing", async () => {
    const { sandbox, puffle } = withSignals(1);
    const wrong: unknown = 7;
    await caughtAs(InputError, puffle.signals.generate([]));
    await caughtAs(InputError, puffle.signals.generate(wrong as SignalDraftRequest[]));
    expect(sandbox.requests).toEqual([]);
  });
});

describe("drafts that another call is writing", () => {
  it("P72 are asked for again after a wait, and nothing but them", async () => {
    const places = new Set<boolean>();
    for (let seed = 1; seed <= 10; seed++) {
      const { sandbox, ids, asked, puffle } = withSignals(3, { seed });
      const [busy = "", ...free] = ids;
      sandbox.fail("generateSignalMessages", { inFlight: "dm" });
      // Another program, whose own answer is of no interest here.
      const other = new Puffle(sandbox.options);
      await other.signals.generate([{ id: busy, dm: true }], { timeout: 1_000 });
      const before = sandbox.credits;
      const started = sandbox.clock.now();
      const report = await puffle.signals.generate(ids.map((id) => ({ id, dm: true as const, comment: true })));
      expect(report.errors).toEqual([]);
      for (const { dm, comment } of report.results)
        expect([typeof dm?.text, typeof comment?.text]).toEqual(["string", "string"]);
      expect(asked).toEqual([
        [busy, ...free].map((id) => ({ id, dm: true, comment: true })),
        ...asked.slice(1).map(() => [{ id: busy, dm: true }]),
      ]);
      expect(asked.length).toBeGreaterThan(1);
      // Six drafts, each paid for once.
      expect(before - sandbox.credits).toBe(6 * 2);
      expect(sandbox.clock.now() - started).toBeGreaterThanOrEqual(2_000);
      places.add(report.results.length === 3);
    }
    expect(places).toEqual(new Set([true]));
  });

  it("P72 are reported when they are still being written at the deadline, with the side that was", async () => {
    const { sandbox, ids, puffle } = withSignals(2);
    const [one = "", two = ""] = ids;
    sandbox.fail("generateSignalMessages", { inFlight: "comment" });
    const items = [{ id: one, dm: true, comment: true } as const, { id: two, dm: true } as const];
    const report = await puffle.signals.generate(items, { timeout: 3_000 });
    expect(report.errors).toEqual([{ id: one, index: 0, error: "already_in_flight", sides: ["comment"] }]);
    expect(report.results.map(({ dm }) => typeof dm?.text)).toEqual(["string", "string"]);
    expect(sumOf(report)).toBe(2);
    expect(countOf(sandbox, "generateSignalMessages")).toBe(2);
  });

  it("P72 keep what was written when the caller gives up the wait", async () => {
    const { sandbox, ids, puffle } = withSignals(25);
    sandbox.fail("generateSignalMessages", { inFlight: "comment" });
    const controller = new AbortController();
    sandbox.clock.timer(1_000, () => controller.abort());
    const items = ids.map((id) => ({ id, dm: true, comment: true }) as const);
    const error = await caughtAs(
      IncompleteError<SignalDraftsReport>,
      puffle.signals.generate(items, { signal: controller.signal }),
    );
    const { report } = error;
    expect(error.cause).toBeInstanceOf(AbortError);
    expect(report.results.filter(({ dm }) => dm?.text)).toHaveLength(20);
    expect(report.errors.map(({ error: why }) => why)).toEqual(Array(20).fill("already_in_flight"));
    // What was not taken from the source is not counted.
    expect([report.received, sumOf(report)]).toEqual([20, 20]);
    expect(countOf(sandbox, "generateSignalMessages")).toBe(1);
  });

  it("P16 P72 are the end of it when the credits don't cover asking again: what was written is reported", async () => {
    const { sandbox, ids, puffle } = withSignals(25);
    sandbox.fail("generateSignalMessages", { inFlight: "comment" });
    sandbox.fail("generateSignalMessages", { status: 402, body: { required: 40, balance: 6 }, skip: 1 });
    const items = ids.map((id) => ({ id, dm: true, comment: true }) as const);
    const error = await caughtAs(IncompleteError<SignalDraftsReport>, puffle.signals.generate(items));
    const { report } = error;
    expect(error.cause).toMatchObject({ required: 40, balance: 6, affordable: 3 });
    expect([report.results.length, report.errors.length, report.unknown]).toEqual([20, 20, 0]);
    expect([report.received, sumOf(report), error.outcome]).toEqual([20, 20, "sent"]);
    expect(countOf(sandbox, "generateSignalMessages")).toBe(2);
  });

  it("P17 are not asked for a third time when the second answer is lost", async () => {
    const { sandbox, ids, puffle } = withSignals(1);
    sandbox.fail("generateSignalMessages", { inFlight: "dm" });
    sandbox.fail("generateSignalMessages", { drop: "after", skip: 1 });
    const [id = ""] = ids;
    const error = await caughtAs(
      IncompleteError<SignalDraftsReport>,
      puffle.signals.generate([{ id, dm: true, comment: true }]),
    );
    expect([error.outcome, error.cause]).toEqual(["unknown", expect.any(OutcomeUnknownError)]);
    expect(error.report.errors).toEqual([{ id, index: 0, error: "outcome_unknown", sides: ["dm"] }]);
    expect(error.report.results[0]?.comment?.text).toEqual(expect.any(String));
    expect(countOf(sandbox, "generateSignalMessages")).toBe(2);
  });
});

describe("credits and lost answers", () => {
  it("P16 stops at the first request that the credits don't cover: what was written is reported, the rest is not sent", async () => {
    // Each request's 20 drafts cost 40.
    const { sandbox, ids, puffle } = withSignals(50, { workspace: { credits: 60 } });
    const items = ids.map((id) => ({ id, dm: true }) as const);
    const error = await caughtAs(IncompleteError<SignalDraftsReport>, puffle.signals.generate(items));
    expect(error.cause).toBeInstanceOf(InsufficientCreditsError);
    expect(error.cause).toMatchObject({ required: 40, balance: 20, affordable: 10 });
    const { report } = error;
    expect([report.results.length, report.notSent, report.unknown]).toEqual([20, 20, 0]);
    expect([report.received, sumOf(report)]).toEqual([40, 40]);
    expect([error.outcome, sandbox.credits]).toEqual(["sent", 20]);
    expect(error.message).toContain("At most 10 more");
  });

  it("P16 is the plain refusal where nothing was written before", async () => {
    const { ids, puffle } = withSignals(3, { workspace: { credits: 4 } });
    const items = ids.map((id) => ({ id, dm: true }) as const);
    const error = await caughtAs(InsufficientCreditsError, puffle.signals.generate(items));
    expect([error.required, error.balance, error.affordable, error.outcome]).toEqual([6, 4, 2, "not_sent"]);
  });

  it.each([{ drop: "after" }, { drop: "before" }, { status: 500 }, { stall: "headers" }, { cut: true }] as const)(
    "P17 never sends a request again when nobody knows what became of it: %j",
    async (fault) => {
      const { sandbox, ids, puffle } = withSignals(45);
      sandbox.fail("generateSignalMessages", { ...fault, skip: 1 });
      const items = ids.map((id) => ({ id, comment: true }) as const);
      const error = await caughtAs(IncompleteError<SignalDraftsReport>, puffle.signals.generate(items));
      const { report } = error;
      expect([report.results.length, report.unknown, report.notSent]).toEqual([20, 20, 0]);
      expect([report.received, sumOf(report), error.outcome]).toEqual([40, 40, "unknown"]);
      expect(countOf(sandbox, "generateSignalMessages")).toBe(2);
    },
  );

  it("P70 leaves in doubt what the answer does not mention", async () => {
    const { sandbox, ids } = withSignals(3);
    const fetch = tapped(sandbox.fetch, {
      after: ({ path }, response) =>
        path.endsWith("/generate")
          ? edited(response, ({ results }) => ({ results: Array.isArray(results) ? results.slice(1) : [] }))
          : response,
    });
    const puffle = new Puffle({ ...sandbox.options, fetch });
    const report = await puffle.signals.generate(ids.map((id) => ({ id, dm: true }) as const));
    expect([report.results.map(({ index }) => index), report.unknown, sumOf(report)]).toEqual([[1, 2], 1, 3]);
    // It may have been written and paid for.
    expect(countOf(sandbox, "generateSignalMessages")).toBe(1);
  });
});

describe("a batch of drafts that stops after some were written in part", () => {
  it("P16 says that something was done, although no item is whole", async () => {
    const half = (id: string) => ({ id, dm: { text: "hi" }, comment: { error: "no_post" } });
    const items = Array.from({ length: 25 }, (_, n) => ({ id: `s${n}`, dm: true as const, comment: true }));
    const first = json({ results: items.slice(0, 20).map(({ id }) => half(id)) });
    const { puffle } = scriptedClient([first, refused(402, "Not enough credits")], { validation: "off" });
    const error = await caughtAs(IncompleteError<SignalDraftsReport>, puffle.signals.generate(items));
    expect([error.outcome, error.report.results.length, error.report.notSent]).toEqual(["sent", 20, 5]);
  });
});
