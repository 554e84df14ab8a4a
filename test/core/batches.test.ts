import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BatchProgress,
  type BatchReport,
  type BatchSource,
  type ChunkRefusal,
  type Items,
  importProgress,
  importReport,
  type ChunkResult as Settled,
  sendBatches,
} from "../../src/core/batches.ts";
import {
  AbortError,
  BadRequestError,
  ConnectionError,
  IncompleteError,
  InputError,
  InsufficientCreditsError,
  OutcomeUnknownError,
  PuffleError,
  ServerError,
} from "../../src/core/errors.ts";
import { idle } from "../support/clock.ts";
import { caught, caughtAs } from "../support/errors.ts";

interface ChunkResult {
  readonly imported: number;
  readonly duplicates: number;
}

type Send = (chunk: readonly string[]) => Promise<ChunkResult | ChunkRefusal>;

interface Options {
  readonly max?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BatchProgress) => void;
}

const good: Send = async (chunk) => ({ imported: chunk.length, duplicates: 0 });

/** Texts as inputs: `bad…` can't be sent, and two that differ only in case are the same. */
function run(items: Items<string>, send: Send, { max = 3, signal, onProgress }: Options = {}) {
  const chunks: (readonly string[])[] = [];
  const source: BatchSource<string, string, BatchReport> = {
    operation: "addThings",
    target: "t1",
    report: importReport,
    items,
    noun: "thing",
    verb: "imported",
    max,
    signal,
    onProgress: importProgress(onProgress),
    prepare: (item) => (item.startsWith("bad") ? { reason: "is bad" } : { wire: item, identity: item.toLowerCase() }),
    send: async (chunk) => {
      chunks.push([...chunk]);
      expect(chunk.length).toBeGreaterThan(0);
      expect(chunk.length).toBeLessThanOrEqual(max);
      return settled(await send(chunk));
    },
  };
  return { chunks, report: sendBatches(source) };
}

function settled(result: ChunkResult | ChunkRefusal): Settled | ChunkRefusal {
  return "imported" in result ? { done: result.imported, duplicates: result.duplicates } : result;
}

function sum({ imported, duplicates, rejected, repeated, unknown, notSent }: BatchReport): number {
  return imported + duplicates + rejected.length + repeated.length + unknown + notSent;
}

/** The report of a run that stopped. */
async function stopped(
  running: Promise<BatchReport>,
): Promise<{ error: IncompleteError<BatchReport>; report: BatchReport }> {
  const error = await caught(running);
  if (!(error instanceof IncompleteError)) throw error;
  const report: BatchReport = error.report;
  expect(sum(report)).toBe(report.received);
  return { error, report };
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);

function refusal(places: readonly number[], reason = "refused"): ChunkRefusal {
  return { places, reason, error: new BadRequestError("no", { code: "invalid_request", status: 400 }) };
}

describe("P38 a batch", () => {
  it("goes chunk by chunk, one at a time, in order", async () => {
    let underWay = 0;
    const { chunks, report } = run(names(7), async (chunk) => {
      expect(++underWay).toBe(1);
      await idle(1);
      underWay--;
      return { imported: chunk.length, duplicates: 0 };
    });
    expect(await report).toEqual({
      checkpoint: expect.objectContaining({ chunks: 3, offset: 7, done: 7 }),
      received: 7,
      imported: 7,
      duplicates: 0,
      rejected: [],
      repeated: [],
      unknown: 0,
      notSent: 0,
      chunks: 3,
    });
    expect(chunks).toEqual([["n0", "n1", "n2"], ["n3", "n4", "n5"], ["n6"]]);
  });

  it.each([
    ["an array", (all: string[]): Items<string> => all],
    ["a set", (all: string[]): Items<string> => new Set(all)],
    [
      "a generator",
      function* (all: string[]): Generator<string> {
        yield* all;
      },
    ],
    [
      "an async generator",
      async function* (all: string[]): AsyncGenerator<string> {
        yield* all;
      },
    ],
    [
      "a stream",
      (all: string[]): Items<string> =>
        new ReadableStream<string>({
          start(controller) {
            for (const item of all) controller.enqueue(item);
            controller.close();
          },
        }),
    ],
  ])("takes %s", async (_, source) => {
    expect(await run(source(names(5)), good).report).toMatchObject({ received: 5, imported: 5, chunks: 2 });
  });

  it("counts what the service has already", async () => {
    const { report } = run(names(5), async (chunk) => ({ imported: chunk.length - 1, duplicates: 1 }));
    expect(await report).toMatchObject({ imported: 3, duplicates: 2 });
  });

  it("reports with their places what can't be sent and what stands there twice, and sends neither", async () => {
    const { chunks, report } = run(["a", "bad1", "A", "b", "bad2", "a", "c"], good);
    expect(await report).toMatchObject({
      received: 7,
      imported: 3,
      rejected: [
        { index: 1, reason: "is bad" },
        { index: 4, reason: "is bad" },
      ],
      repeated: [
        { index: 2, firstIndex: 0 },
        { index: 5, firstIndex: 0 },
      ],
    });
    expect(chunks).toEqual([["a", "b", "c"]]);
  });

  it("tells repeated inputs across chunks", async () => {
    const { chunks, report } = run(["a", "b", "c", "d", "a", "e", "b"], good);
    expect((await report).repeated).toEqual([
      { index: 4, firstIndex: 0 },
      { index: 6, firstIndex: 1 },
    ]);
    expect(chunks.flat()).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("tells its progress after each chunk", async () => {
    const seen: BatchProgress[] = [];
    await run(["a", "bad", "b", "c", "d"], good, { max: 2, onProgress: (progress) => seen.push(progress) }).report;
    expect(seen).toMatchObject([
      { received: 3, imported: 2, duplicates: 0, chunks: 1 },
      { received: 5, imported: 4, duplicates: 0, chunks: 2 },
    ]);
  });

  it("of nothing is refused", async () => {
    for (const nothing of [[], new Set<string>(), (function* () {})()]) {
      const { chunks, report } = run(nothing, good);
      const error = await caughtAs(InputError, report);
      expect(error.message).toContain("there is nothing to send");
      expect(chunks).toEqual([]);
    }
  });

  it("of nothing that can be sent is a report, and no request", async () => {
    const { chunks, report } = run(["bad1", "bad2"], good);
    expect(await report).toMatchObject({ received: 2, imported: 0, chunks: 0, rejected: [{ index: 0 }, { index: 1 }] });
    expect(chunks).toEqual([]);
  });

  it.each([null, undefined, 7, {}, () => []])("of what is no source is refused: %s", async (items) => {
    const source: Items<string> = Object.assign(Object(undefined), { items }).items;
    const error = await caughtAs(InputError, run(source, good).report);
    expect(error.problems).toMatchObject([{ field: "things" }]);
  });

  it("sums add up also when the service's counts don't", async () => {
    for (const counts of [
      { imported: 1, duplicates: 1 },
      { imported: 0, duplicates: 0 },
      { imported: 9, duplicates: 9 },
      { imported: -1, duplicates: 2 },
    ]) {
      const report = await run(names(3), async () => counts).report;
      expect(sum(report)).toBe(report.received);
      expect(Math.min(report.imported, report.duplicates, report.unknown)).toBeGreaterThanOrEqual(0);
    }
  });

  it("calls those unknown whom the service's counts leave out", async () => {
    const { report } = run(names(3), async () => ({ imported: 1, duplicates: 1 }));
    expect(await report).toMatchObject({ imported: 1, duplicates: 1, unknown: 1 });
  });

  it("asks for what it needs only when there is a first input, once, and before it looks at it", async () => {
    for (const count of [0, 1, 5]) {
      const seen: string[] = [];
      const source: BatchSource<string, string, BatchReport> = {
        operation: "addThings",
        target: "t1",
        report: importReport,
        items: names(count),
        noun: "thing",
        verb: "imported",
        max: 3,
        signal: undefined,
        onProgress: undefined,
        begin: async () => void seen.push("begin"),
        prepare: (item) => {
          seen.push(item);
          return { wire: item, identity: item };
        },
        send: async (chunk) => settled(await good(chunk)),
      };
      await sendBatches(source).catch((error: unknown) => expect(error).toBeInstanceOf(InputError));
      expect(seen).toEqual(count === 0 ? [] : ["begin", ...names(count)]);
    }
  });
});

describe("P38 a chunk that is refused for some of its items", () => {
  /** Refuses a chunk that holds one of these, and names their places, counting from `base`. */
  function picky(culprits: readonly string[], base: 0 | 1, most = 99): Send {
    return async (chunk) => {
      const places = chunk.flatMap((item, index) => (culprits.includes(item) ? [index + base] : []));
      return places.length > 0 ? refusal(places.slice(0, most)) : { imported: chunk.length, duplicates: 0 };
    };
  }

  it.each([0, 1] as const)("goes on without them, whether places count from 0 or from 1: from %i", async (base) => {
    const { chunks, report } = run(names(6), picky(["n1", "n4"], base));
    expect(await report).toMatchObject({
      received: 6,
      imported: 4,
      rejected: [
        { index: 1, reason: "refused" },
        { index: 4, reason: "refused" },
      ],
    });
    const settled = chunks.filter((chunk) => !chunk.some((item) => ["n1", "n4"].includes(item))).flat();
    expect(settled.sort()).toEqual(["n0", "n2", "n3", "n5"]);
  });

  it("that names none of them stops the run with its own error", async () => {
    const { chunks, report } = run(names(3), async () => refusal([]));
    await caughtAs(BadRequestError, report);
    expect(chunks).toHaveLength(1);
  });

  it("that names a place that is not there stops the run too", async () => {
    const { report } = run(names(3), async () => refusal([77]));
    await caughtAs(BadRequestError, report);
  });

  it("of one item is that item's", async () => {
    const { report } = run(["a"], async () => refusal([]));
    expect(await report).toMatchObject({ received: 1, rejected: [{ index: 0 }], imported: 0 });
  });

  it("does not take an item for refused that is refused only in company", async () => {
    const { report } = run(names(3), async (chunk) =>
      chunk.length > 1 ? refusal([1]) : { imported: 1, duplicates: 0 },
    );
    expect(await report).toMatchObject({ received: 3, imported: 3, rejected: [] });
  });

  it("P17 whose suspect is then lost leaves only that one in doubt", async () => {
    const { report } = run(names(3), async (chunk) => {
      if (chunk.length === 3) return refusal([2]);
      throw new ConnectionError("lost", { code: "connection_lost", outcome: "unknown" });
    });
    const { report: left } = await stopped(report);
    expect(left).toMatchObject({ unknown: 1, notSent: 2, imported: 0 });
  });

  it("P17 that was sent before and names nobody leaves the whole chunk in doubt", async () => {
    const error = new BadRequestError("no", { code: "invalid_request", status: 400, outcome: "unknown" });
    const { report } = run(names(3), async () => ({ places: [], reason: "refused", error }));
    const { report: left } = await stopped(report);
    expect(left).toMatchObject({ unknown: 3, notSent: 0, imported: 0 });
  });

  it("whatever is refused, the sums add up, every innocent is imported once, and only culprits are rejected", async () => {
    const inputs = fc.record({
      items: fc.array(fc.constantFrom(...names(12), "bad", "N3", "N7"), { minLength: 1, maxLength: 40 }),
      culprits: fc.uniqueArray(fc.constantFrom(...names(12))),
      base: fc.constantFrom(0 as const, 1 as const),
      most: fc.integer({ min: 1, max: 4 }),
      max: fc.integer({ min: 1, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(inputs, async ({ items, culprits, base, most, max }) => {
        const imported: string[] = [];
        const refuse = picky(culprits, base, most);
        const { chunks, report } = run(
          items,
          async (chunk) => {
            const result = await refuse(chunk);
            if ("imported" in result) imported.push(...chunk);
            return result;
          },
          { max },
        );
        const done = await report;
        expect(sum(done)).toBe(items.length);
        expect([done.received, done.unknown, done.notSent]).toEqual([items.length, 0, 0]);
        const firsts = items.filter(
          (item, index) => items.findIndex((one) => one.toLowerCase() === item.toLowerCase()) === index,
        );
        const innocent = firsts.filter((item) => item !== "bad" && !culprits.includes(item));
        expect(imported.sort()).toEqual([...innocent].sort());
        for (const { index } of done.rejected) {
          const item = items[index] ?? "";
          expect(item === "bad" || culprits.includes(item)).toBe(true);
        }
        expect(done.rejected.map(({ index }) => index)).toEqual(
          [...done.rejected.map(({ index }) => index)].sort((a, b) => a - b),
        );
        expect(chunks.length).toBeLessThanOrEqual(4 * items.length + 1);
      }),
      { numRuns: 300 },
    );
  });
});

describe("P38 a run that stops half-way", () => {
  const lost = () =>
    new ConnectionError("lost", { code: "connection_lost", outcome: "unknown", next: "check_outcome" });

  function failingAt(count: number, error: () => unknown): Send {
    let sent = 0;
    return async (chunk) => {
      if (++sent === count) throw error();
      return { imported: chunk.length, duplicates: 0 };
    };
  }

  it("P16 a 402 stops the rest, which is reported as not sent", async () => {
    const error402 = new InsufficientCreditsError("402", {
      code: "insufficient_credits",
      next: "ask_human",
      status: 402,
      required: 3,
      balance: 1,
      affordable: 1,
    });
    const { chunks, report } = run(
      names(9),
      failingAt(2, () => error402),
    );
    const { error, report: left } = await stopped(report);
    expect(left).toMatchObject({ received: 6, imported: 3, notSent: 3, unknown: 0, chunks: 1 });
    expect(chunks).toHaveLength(2);
    expect(error).toMatchObject({ next: "ask_human", status: 402, outcome: "sent", cause: error402 });
    expect(error.message).toContain("addThings");
    expect(error.message).toContain("At most 1 more");
  });

  it("P16 a 402 for the first chunk is the plain error: nothing was done", async () => {
    const { chunks, report } = run(
      names(9),
      failingAt(
        1,
        () => new InsufficientCreditsError("402", { code: "insufficient_credits", status: 402, affordable: 2 }),
      ),
    );
    expect(await caughtAs(InsufficientCreditsError, report)).toMatchObject({ affordable: 2, outcome: "not_sent" });
    expect(chunks).toHaveLength(1);
  });

  it("P17 a chunk that was lost is in doubt, and nothing is sent after it", async () => {
    const { chunks, report } = run(names(9), failingAt(2, lost));
    const { error, report: left } = await stopped(report);
    expect(left).toMatchObject({ received: 6, imported: 3, unknown: 3, notSent: 0 });
    expect(error).toMatchObject({ outcome: "unknown", next: "check_outcome" });
    expect(chunks).toHaveLength(2);
  });

  it("P17 the first chunk that was lost is in doubt as well", async () => {
    const { error, report } = await stopped(run(names(2), failingAt(1, lost)).report);
    expect(report).toMatchObject({ received: 2, imported: 0, unknown: 2 });
    expect(error.outcome).toBe("unknown");
  });

  it("a refusal of the whole, before anything was done, is that refusal", async () => {
    const error = await caught(
      run(
        names(2),
        failingAt(1, () => new ServerError("500", { code: "x", status: 500 })),
      ).report,
    );
    expect(error).toBeInstanceOf(ServerError);
  });

  it("takes over what the cause knows", async () => {
    const cause = new ServerError("500", {
      code: "internal_error",
      status: 500,
      correlationId: "c1",
      method: "POST",
      path: "/things",
      retryAfterMs: 5,
      attempts: [{ attempt: 1, status: 500, durationMs: 1 }],
    });
    const { error } = await stopped(
      run(
        names(5),
        failingAt(2, () => cause),
      ).report,
    );
    expect(error).toMatchObject({
      code: "internal_error",
      operation: "addThings",
      correlationId: "c1",
      status: 500,
      retryAfterMs: 5,
      attempts: [{ attempt: 1, status: 500, durationMs: 1 }],
      cause,
    });
  });

  it("P82 the report is not printed with the error", async () => {
    const { error } = await stopped(run(["Ada", "bad", "b", "c", "d", "e"], failingAt(2, lost)).report);
    expect(Object.keys(error)).not.toContain("report");
    expect(JSON.stringify(error)).not.toContain("Ada");
  });

  it("any failure at any chunk: the sums add up, and what was done is told", async () => {
    const runs = fc.record({
      items: fc.array(fc.constantFrom(...names(20), "bad"), { minLength: 1, maxLength: 60 }),
      failAt: fc.integer({ min: 1, max: 12 }),
      max: fc.integer({ min: 1, max: 7 }),
      outcome: fc.constantFrom("not_sent" as const, "sent" as const, "unknown" as const, undefined),
      culprits: fc.uniqueArray(fc.constantFrom(...names(20)), { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(runs, async ({ items, failAt, max, outcome, culprits }) => {
        let imported = 0;
        let requests = 0;
        const { report } = run(
          items,
          async (chunk) => {
            if (++requests === failAt) {
              if (outcome === undefined) throw new Error("not ours");
              throw new ServerError("no", { code: "x", outcome });
            }
            const places = chunk.flatMap((item, index) => (culprits.includes(item) ? [index] : []));
            if (places.length > 0) return refusal(places);
            imported += chunk.length;
            return { imported: chunk.length, duplicates: 0 };
          },
          { max },
        );
        const result = await report.catch((error: unknown) => error);
        if (!(result instanceof Error)) expect(sum(Object(result))).toBe(items.length);
        else if (result instanceof IncompleteError) {
          const left: BatchReport = result.report;
          expect(sum(left)).toBe(left.received);
          expect(left.imported).toBe(imported);
          expect(left.received).toBeLessThanOrEqual(items.length);
        } else expect(imported).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe("P38 a source", () => {
  it("that throws before anything was sent is the source's own error", async () => {
    const broken = new Error("row 2 is no JSON");
    const source = function* () {
      yield "a";
      throw broken;
    };
    const { chunks, report } = run(source(), good);
    expect(await caught(report)).toBe(broken);
    expect(chunks).toEqual([]);
  });

  it("that throws later stops the run, with the report", async () => {
    const broken = new Error("row 5 is no JSON");
    const source = async function* () {
      yield* names(4);
      throw broken;
    };
    const { error, report } = await stopped(run(source(), good).report);
    expect(report).toMatchObject({ received: 4, imported: 3, notSent: 1 });
    expect(error).toMatchObject({ code: "source_failed", next: "fix_request", cause: broken });
  });

  it("is taken from only as far as it is needed: one chunk is held, no more", async () => {
    let made = 0;
    let sent = 0;
    let most = 0;
    const source = function* () {
      for (; made < 10_000; ) {
        most = Math.max(most, made - sent);
        yield `n${made++}`;
      }
    };
    const { report } = run(
      source(),
      async (chunk) => {
        sent += chunk.length;
        return { imported: chunk.length, duplicates: 0 };
      },
      { max: 100 },
    );
    expect(await report).toMatchObject({ received: 10_000, imported: 10_000, chunks: 100 });
    expect(most).toBeLessThanOrEqual(100);
  });

  it.each([
    ["a send that fails", undefined],
    ["an abort", new AbortController()],
  ])("is closed after %s", async (_, stop) => {
    let closed = 0;
    const source = async function* () {
      try {
        for (let n = 0; ; n++) {
          if (n === 5) stop?.abort();
          yield `n${n}`;
        }
      } finally {
        closed++;
      }
    };
    const send: Send = async (chunk) => {
      if (!stop && chunk.includes("n3")) throw new ServerError("no", { code: "x" });
      return { imported: chunk.length, duplicates: 0 };
    };
    await stopped(run(source(), send, stop ? { signal: stop.signal } : {}).report);
    await idle();
    expect(closed).toBe(1);
  });

  it("that hangs is left at once when the caller aborts, though its own end hangs too", async () => {
    const stop = new AbortController();
    const source = async function* () {
      yield* names(3);
      await new Promise(() => {});
    };
    const { report } = run(source(), good, { signal: stop.signal });
    const ending = stopped(report);
    await idle();
    stop.abort();
    const { error, report: left } = await ending;
    expect(left).toMatchObject({ received: 3, imported: 3 });
    expect(error.cause).toBeInstanceOf(AbortError);
  });

  it("is not asked at all when the call was aborted before", async () => {
    const { chunks, report } = run(names(3), good, { signal: AbortSignal.abort(new Error("enough")) });
    const error = await caughtAs(AbortError, report);
    expect(error).toMatchObject({ outcome: "not_sent", cause: new Error("enough") });
    expect(chunks).toEqual([]);
  });

  it.each([
    [
      "a generator whose cleaning-up throws",
      function* () {
        try {
          yield* names(9);
        } finally {
          // biome-ignore lint/correctness/noUnsafeFinally: that is what is tried here
          throw new Error("could not close the file");
        }
      },
    ],
    [
      "an async generator whose cleaning-up throws",
      async function* () {
        try {
          yield* names(9);
        } finally {
          // biome-ignore lint/correctness/noUnsafeFinally: that is what is tried here
          throw new Error("could not close the file");
        }
      },
    ],
  ])("P17 that can't be closed does not hide what stopped the run: %s", async (_, source) => {
    let sent = 0;
    const { report } = run(source(), async (chunk) => {
      if (++sent === 2) throw new OutcomeUnknownError("lost", { code: "outcome_unknown" });
      return { imported: chunk.length, duplicates: 0 };
    });
    const { error, report: left } = await stopped(report);
    expect(error.outcome).toBe("unknown");
    expect(left).toMatchObject({ imported: 3, unknown: 3 });
  });

  it("whose listener of progress throws stops, with the report", async () => {
    const { report } = run(names(6), good, {
      onProgress: () => {
        throw new Error("no disk");
      },
    });
    const { error, report: left } = await stopped(report);
    expect(left).toMatchObject({ received: 3, imported: 3, notSent: 0, unknown: 0 });
    expect(error.message).not.toContain("the source threw");
    expect([error.code, error.next]).toEqual(["listener_failed", "fix_request"]);
  });

  it("of which nothing can be sent is left as soon as the caller aborts", async () => {
    const stop = new AbortController();
    let made = 0;
    const source = function* () {
      while (made < 10_000) {
        if (++made === 100) stop.abort();
        yield "bad";
      }
    };
    const { report } = run(source(), good, { signal: stop.signal });
    await caughtAs(AbortError, report);
    expect(made).toBeLessThanOrEqual(101);
  });
});

it("every error of a run that stopped is a PuffleError or the source's own", async () => {
  const error = await caught(run(names(2), () => Promise.reject(new PuffleError("x", { code: "y" }))).report);
  expect(error).toBeInstanceOf(PuffleError);
});
