import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BatchProgress,
  type BatchReport,
  type ChunkRefusal,
  type ChunkResult,
  type Items,
  importProgress,
  importReport,
  sendBatches,
} from "../../src/core/batches.ts";
import type { BatchCheckpoint } from "../../src/core/checkpoint.ts";
import { BadRequestError, ConnectionError, IncompleteError, InputError } from "../../src/core/errors.ts";
import { Seen } from "../../src/core/seen.ts";
import { idle } from "../support/clock.ts";
import { caught, caughtAs } from "../support/errors.ts";

interface Options {
  readonly max?: number;
  readonly concurrency?: number;
  readonly checkpoint?: BatchCheckpoint | string;
  readonly target?: string;
  readonly onProgress?: (progress: BatchProgress) => void;
}

/** A service that keeps what it is sent; a text that begins with `no` it refuses. */
class Store {
  readonly has = new Set<string>();
  /** What was sent, in order, whatever became of it. */
  readonly sent: string[][] = [];
  underWay = 0;
  most = 0;
  /** The n-th request, from 0, is lost: `before` it was carried out, or `after`. */
  lose: { at: number; when: "before" | "after" } | undefined;

  async take(chunk: readonly string[]): Promise<ChunkResult | ChunkRefusal> {
    const number = this.sent.push([...chunk]) - 1;
    this.most = Math.max(this.most, ++this.underWay);
    await idle((number * 7) % 3);
    this.underWay--;
    const lost = this.lose?.at === number ? this.lose.when : undefined;
    if (lost === "before") throw new ConnectionError("lost", { code: "connection_lost", outcome: "unknown" });
    const places = chunk.flatMap((item, index) => (item.startsWith("no") ? [index] : []));
    if (places.length > 0) {
      const error = new BadRequestError("no", { code: "invalid_request", status: 400 });
      return { places, reason: "refused", error };
    }
    const fresh = chunk.filter((item) => !this.has.has(item));
    for (const item of fresh) this.has.add(item);
    if (lost) throw new ConnectionError("lost", { code: "connection_lost", outcome: "unknown" });
    return { done: fresh.length, duplicates: chunk.length - fresh.length };
  }
}

function add(store: Store, items: Items<string>, options: Options = {}): Promise<BatchReport> {
  const { max = 3, concurrency = 1, checkpoint, target = "list 1", onProgress } = options;
  return sendBatches({
    operation: "addThings",
    target,
    items,
    noun: "thing",
    verb: "imported",
    max,
    concurrency,
    checkpoint,
    signal: undefined,
    onProgress: importProgress(onProgress),
    report: importReport,
    prepare: (item) => (item.startsWith("bad") ? { reason: "is bad" } : { wire: item, identity: item.toLowerCase() }),
    send: (chunk) => store.take(chunk),
  });
}

/** What stopped a run that had sent something. */
function causeOf(error: unknown): never {
  throw error instanceof IncompleteError ? error.cause : error;
}

async function stopped(running: Promise<BatchReport>): Promise<BatchReport> {
  const error = await caughtAs(IncompleteError, running);
  return Object(error.report);
}

function sum({ imported, duplicates, rejected, repeated, unknown, notSent }: BatchReport): number {
  return imported + duplicates + rejected.length + repeated.length + unknown + notSent;
}

const ANEW = "Leave it out to begin anew: what the service has by now counts as duplicates, or is set again";

const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);

describe("P38 chunks side by side", () => {
  it("are never more than the concurrency says, and as many where there is work", async () => {
    const store = new Store();
    const report = await add(store, names(60), { concurrency: 4 });
    expect([store.most, report.imported, report.chunks]).toEqual([4, 60, 20]);
  });

  it("one that is lost lets the others end, sends nothing more, and leaves only its own inputs in doubt", async () => {
    const store = new Store();
    store.lose = { at: 4, when: "before" };
    const report = await stopped(add(store, names(90), { concurrency: 3 }));
    expect(store.underWay).toBe(0);
    expect(store.sent.length).toBeLessThan(10);
    expect(report).toMatchObject({ unknown: 3, imported: store.has.size });
    expect(sum(report)).toBe(report.received);
  });

  it("a source that hangs does not keep a run alive that has failed", async () => {
    const store = new Store();
    store.lose = { at: 0, when: "before" };
    const hanging = (async function* () {
      yield* names(3);
      await new Promise(() => {});
    })();
    expect(await stopped(add(store, hanging, { concurrency: 5 }))).toMatchObject({ received: 3, unknown: 3 });
  });
});

describe("a checkpoint", () => {
  it("goes on after the chunks that were finished, and its report is of the whole", async () => {
    const store = new Store();
    store.lose = { at: 3, when: "before" };
    const source = ["a", "bad", "A", ...names(20)];
    const first = await stopped(add(store, source));
    const before = store.sent.length;
    const second = await add(store, source, { checkpoint: JSON.stringify(first.checkpoint) });
    expect(store.sent.slice(before)[0]).toEqual(store.sent[3]);
    expect(second).toMatchObject({ received: 23, imported: 21, duplicates: 0, unknown: 0, notSent: 0 });
    expect(second.rejected).toEqual([{ index: 1, reason: "is bad" }]);
    expect(second.repeated).toEqual([{ index: 2, firstIndex: 0 }]);
  });

  it("of a run that was finished sends nothing", async () => {
    const store = new Store();
    const { checkpoint, ...report } = await add(store, names(7));
    const before = store.sent.length;
    expect(await add(store, names(7), { checkpoint })).toEqual({ ...report, checkpoint });
    expect(store.sent.length).toBe(before);
  });

  it("is handed to the listener, whose promise the next chunk waits for", async () => {
    const store = new Store();
    const kept: number[] = [];
    await add(store, names(9), {
      onProgress: async ({ checkpoint }) => {
        const sent = store.sent.length;
        await idle(5);
        expect(store.sent.length).toBe(sent);
        kept.push(checkpoint.chunks);
      },
    });
    expect(kept).toEqual([1, 2, 3]);
  });

  it("is stored also where storing begins only when it is waited for", async () => {
    const store = new Store();
    let stored = 0;
    // As some database libraries make their promises.
    const lazy = {
      // biome-ignore lint/suspicious/noThenProperty: that is what is tested.
      then(resolve: () => void) {
        stored++;
        resolve();
      },
    };
    await add(store, names(9), { onProgress: () => lazy });
    expect(stored).toBe(3);
  });

  it("refuses a source that ends before what was finished ahead of a gap", async () => {
    const store = new Store();
    store.lose = { at: 2, when: "before" };
    const { checkpoint } = await stopped(add(store, names(12), { concurrency: 4 }));
    expect(checkpoint.ahead.length).toBeGreaterThan(0);
    const error = await caughtAs(InputError, add(new Store(), names(7), { checkpoint, concurrency: 4 }).catch(causeOf));
    expect(error.problems).toMatchObject([{ field: "checkpoint" }]);
  });

  it.each([
    ["another input", [...names(10), "x"]],
    ["an input more that is rejected, so that all behind it stand elsewhere", [...names(10), "bad", "n10"]],
    ["one input more", [...names(11), "x"]],
  ])("refuses %s within what was finished ahead of a gap, and sends nothing of that", async (_, changed) => {
    const store = new Store();
    store.lose = { at: 2, when: "before" };
    const { checkpoint, chunks } = await stopped(add(store, names(11), { concurrency: 4 }));
    expect(chunks).toBe(3);
    expect(checkpoint).toMatchObject({ chunks: 2, ahead: [{ chunk: 3, offset: 11 }] });
    const before = store.sent.length;
    const error = await caughtAs(InputError, add(store, changed, { checkpoint }).catch(causeOf));
    expect(error.problems).toMatchObject([{ field: "checkpoint" }]);
    expect(error.message).toContain("this one differs before the place that the run had come to");
    expect(store.sent.slice(before)).toEqual([["n6", "n7", "n8"]]);
  });

  it("P82 holds nobody's data", async () => {
    const store = new Store();
    const { checkpoint } = await add(store, ["ada@example.com", "no@example.com", "bad@example.com"]);
    expect(JSON.stringify(checkpoint)).not.toContain("example");
  });

  it.each([
    ["an input before it that changed", ["x", ...names(20).slice(1)]],
    ["an input of its last chunk that changed", names(20).map((name, index) => (index === 8 ? "x" : name))],
    ["one input more at the front", ["x", ...names(20)]],
    ["one input less", names(20).slice(1)],
    ["two that changed places", ["n1", "n0", ...names(20).slice(2)]],
    ["a source that ends before", names(5)],
    ["a source without anything", []],
    ["an input that was rejected then", ["bad", ...names(20)]],
  ])("refuses %s, and nothing is sent", async (_, changed) => {
    const store = new Store();
    store.lose = { at: 3, when: "before" };
    const { checkpoint } = await stopped(add(store, names(20)));
    const before = store.sent.length;
    const error = await caughtAs(InputError, add(store, changed, { checkpoint }));
    expect(error.problems).toHaveLength(1);
    expect(store.sent.length).toBe(before);
  });

  it.each([
    ["another target", { target: "list 2" }, "is of another run: its target differs"],
    ["pieces of another size", { max: 4 }, "is of another run: its max differs"],
  ])("refuses %s, and says so", async (_, other, problem) => {
    const { checkpoint } = await add(new Store(), names(7));
    const error = await caughtAs(InputError, add(new Store(), names(7), { checkpoint, ...other }));
    expect(error.problems).toEqual([{ field: "checkpoint", problem: `${problem}. ${ANEW}` }]);
  });

  it.each([
    ["no JSON", () => "{", "is not JSON, perhaps cut off"],
    ["null", () => "null", "is not an object or its JSON"],
    ["another version", (good: BatchCheckpoint) => ({ ...good, v: 2 }), "is of another version than 1"],
    ["a count that was changed", (good: BatchCheckpoint) => ({ ...good, done: 99 }), "was changed or cut off"],
    [
      "a member that was taken out",
      (good: BatchCheckpoint) => ({ ...good, ahead: undefined }),
      "was changed or cut off",
    ],
  ])("refuses %s, and says what to do", async (_, spoil, problem) => {
    const { checkpoint } = await add(new Store(), names(7));
    const spoilt = spoil(checkpoint);
    const given = typeof spoilt === "string" ? spoilt : JSON.stringify(spoilt);
    const error = await caughtAs(InputError, add(new Store(), names(7), { checkpoint: given }));
    expect(error.problems).toEqual([{ field: "checkpoint", problem: `${problem}. ${ANEW}` }]);
  });

  it("is the same whatever the order of its members, as a store may give it back", async () => {
    const store = new Store();
    store.lose = { at: 2, when: "before" };
    const { checkpoint } = await stopped(add(store, names(12), { concurrency: 4 }));
    expect(checkpoint.ahead).toHaveLength(1);
    const shuffled = JSON.stringify(checkpoint, (_, value) =>
      value?.constructor === Object ? Object.fromEntries(Object.entries(value).reverse()) : value,
    );
    expect(await add(store, names(12), { checkpoint: shuffled })).toMatchObject({ imported: 12 });
  });

  it("that version 0.3.0 stored is taken up by later ones", async () => {
    const stored =
      '{"v":1,"operation":"addThings","target":"list 1","max":3,"chunks":3,"offset":7,"hash":"3637052a9c120fa4","ahead":[],"done":7,"duplicates":0,"failed":0,"unknown":0,"rejected":[],"check":"4bc995ce34236796"}';
    const store = new Store();
    expect(await add(store, names(7), { checkpoint: stored })).toMatchObject({ imported: 7, chunks: 3 });
    expect(store.sent).toEqual([]);
  });
});

describe("P17 P38 however often a run is cut off and taken up again", () => {
  it("no input is lost or counted twice, and no finished chunk is sent again", async () => {
    const inputs = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "no1", "no2", "bad"), {
      minLength: 1,
      maxLength: 12,
    });
    const run = fc.record({
      inputs: inputs.map((some) => some.flatMap((name, index) => [name, `${name}${index}`])),
      max: fc.integer({ min: 1, max: 4 }),
      concurrency: fc.integer({ min: 1, max: 4 }),
      losses: fc.array(fc.tuple(fc.nat(6), fc.constantFrom("before" as const, "after" as const)), { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(run, async ({ inputs, max, concurrency, losses }) => {
        const store = new Store();
        const finished = new Set<string>();
        let checkpoint: BatchCheckpoint | undefined;
        let report: BatchReport | undefined;
        for (const loss of [...losses, undefined]) {
          store.lose = loss && { at: store.sent.length + loss[0], when: loss[1] };
          const sentBefore = store.sent.length;
          const options = { max, concurrency, ...(checkpoint && { checkpoint }) };
          const ended = await add(store, inputs, options).catch((error: unknown) => error);
          for (const chunk of store.sent.slice(sentBefore)) expect(finished).not.toContain(JSON.stringify(chunk));
          if (ended instanceof IncompleteError) checkpoint = Object(ended.report).checkpoint;
          else if (!(ended instanceof Error)) report = Object(ended);
          if (ended instanceof IncompleteError) expect(sum(Object(ended.report))).toBe(Object(ended.report).received);
        }
        const valid = new Set(inputs.filter((name) => !/^(bad|no)/.test(name)));
        expect(store.has).toEqual(valid);
        expect(report && sum(report)).toBe(inputs.length);
        expect((report?.imported ?? 0) + (report?.duplicates ?? 0)).toBe(valid.size);
        expect(report?.unknown).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe("what was seen before", () => {
  it("is told with its first place, in 300 000 inputs as in three, and nothing is taken for another", () => {
    const seen = new Seen();
    const count = 300_000;
    const mistaken = Array.from({ length: count }, (_, place) => seen.firstPlace(`lead${place}@example.com`, place));
    expect(mistaken.filter((first) => first !== undefined)).toEqual([]);
    for (let place = 0; place < count; place += 97)
      expect(seen.firstPlace(`lead${place}@example.com`, count + place)).toBe(place);
  });
});

it("an error that is no error of the SDK says so", async () => {
  const store = new Store();
  const error = await caught(
    add(store, names(9), {
      onProgress: async () => {
        await idle(1);
        throw new RangeError("disk full");
      },
    }),
  );
  expect(error).toMatchObject({ name: "IncompleteError", code: "listener_failed", outcome: "sent" });
});
