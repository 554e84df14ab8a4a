import { describe, expect, it } from "vitest";
import {
  type BatchCounts,
  type BatchSource,
  type ChunkRefusal,
  type ChunkResult,
  type Items,
  sendBatches,
} from "../../src/core/batches.ts";
import {
  BadRequestError,
  ConnectionError,
  IncompleteError,
  InsufficientCreditsError,
  ServerError,
} from "../../src/core/errors.ts";
import { caught, caughtAs } from "../support/errors.ts";

type Said = ChunkResult | ChunkRefusal | Error;
type Options = Partial<Pick<BatchSource<string, string, BatchCounts>, "checkpoint" | "concurrency" | "onProgress">>;

/** A run over texts, three to a request; the requests come to this, in turn. `bad…` can't be sent. */
function run(items: Items<string>, said: readonly Said[], options: Options = {}): Promise<BatchCounts> {
  const left = [...said];
  return sendBatches({
    operation: "addThings",
    target: "t1",
    items,
    noun: "thing",
    verb: "imported",
    max: 3,
    signal: undefined,
    onProgress: undefined,
    report: (counts) => counts,
    prepare: (item) => (item.startsWith("bad") ? { reason: "is bad" } : { wire: item, identity: item.toLowerCase() }),
    send: async () => {
      const next = left.shift() ?? new Error("the script has no more answers");
      if (next instanceof Error) throw next;
      return next;
    },
    ...options,
  });
}

const stopped = (running: Promise<BatchCounts>): Promise<IncompleteError<BatchCounts>> =>
  caughtAs(IncompleteError<BatchCounts>, running);

const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);
const lost = new ConnectionError("lost.", { code: "connection_lost", outcome: "unknown" });
const no = new ServerError("no.", { code: "internal_error", status: 500, method: "POST", path: "/things" });
const dear = (affordable?: number) =>
  new InsufficientCreditsError("too dear.", { code: "insufficient_credits", status: 402, affordable });
const refusal = (...places: number[]): ChunkRefusal => ({
  places,
  reason: "refused",
  error: new BadRequestError("refused.", { code: "invalid_request", status: 400 }),
});

describe("P16 P17 the outcome of a run that stopped", () => {
  it.each<[string, ChunkResult, "sent" | "not_sent" | "unknown"]>([
    ["sent, where anything was done", { done: 1, duplicates: 2 }, "sent"],
    ["not sent, where the service had all of it already", { done: 0, duplicates: 3 }, "not_sent"],
    ["not sent, where all of it failed", { done: 0, failed: 3 }, "not_sent"],
    ["not sent, where all of it failed and none in part", { done: 0, failed: 3, partly: false }, "not_sent"],
    ["sent, where all of it failed and some in part", { done: 0, failed: 3, partly: true }, "sent"],
    ["unknown, where the service left one out", { done: 2 }, "unknown"],
    ["unknown, where the service left one out and had the others", { done: 0, duplicates: 2 }, "unknown"],
  ])("is %s", async (_, first, outcome) => {
    const error = await stopped(run(names(6), [first, no]));
    expect(error.outcome).toBe(outcome);
    expect(error.cause).toBe(no);
  });

  it("is sent, where a chunk before the last failed in part", async () => {
    const failed = { done: 0, failed: 3 };
    const error = await stopped(run(names(9), [{ ...failed, partly: true }, failed, no]));
    expect(error).toMatchObject({ outcome: "sent", report: { done: 0, failed: 6, notSent: 3 } });
  });

  it("is of the whole, where a run before it had done something", async () => {
    const first = await stopped(run(names(9), [{ done: 3 }, no]));
    const { checkpoint } = first.report;
    const second = await stopped(run(names(9), [{ done: 0, duplicates: 3 }, no], { checkpoint }));
    expect(second).toMatchObject({ outcome: "sent", report: { received: 9, done: 3, duplicates: 3, notSent: 3 } });
  });
});

describe("P38 the report of a run that stopped", () => {
  /** One of everything, and two done and two that were not sent. */
  const mixed = async () => {
    const items = ["a", "b", "bad", "c", "A", "d", "e", "f", "g", "h", "i"];
    const some = { done: 1, duplicates: 1, failed: 1 };
    // "e" is named, so that it and its neighbour are tried alone.
    return stopped(
      run(items, [some, refusal(1), refusal(0), { done: 1 }, { duplicates: 1, done: 0 }, refusal(1), lost]),
    );
  };

  it("counts every input that was taken once, whatever became of it", async () => {
    const { report } = await mixed();
    expect(report).toMatchObject({
      received: 11,
      done: 2,
      duplicates: 2,
      failed: 1,
      rejected: [
        { index: 2, reason: "is bad" },
        { index: 6, reason: "refused" },
      ],
      repeated: [{ index: 4, firstIndex: 0 }],
      unknown: 1,
      notSent: 2,
      chunks: 2,
    });
  });

  it("is summed up in its message, in the order in which one asks", async () => {
    expect((await mixed()).message).toBe(
      "addThings: stopped after 11 things (2 imported, 2 duplicates, 2 rejected, 1 repeated, 1 failed, 1 unknown, 2 not sent): lost.",
    );
  });

  it("says nothing of failures where there were none, and what is covered where that is known", async () => {
    const sums = "3 imported, 0 duplicates, 0 rejected, 0 repeated, 0 unknown, 3 not sent";
    const said = `addThings: stopped after 6 things (${sums}): too dear.`;
    for (const [affordable, more] of [
      [2, " At most 2 more are covered."],
      [0, ""],
      [undefined, ""],
    ] as const) {
      const error = await stopped(run(names(6), [{ done: 3 }, dear(affordable)]));
      expect(error.message).toBe(`${said}${more}`);
    }
  });

  it("counts what was taken and was not yet a whole request", async () => {
    const source = function* () {
      yield* names(5);
      throw new Error("row 6 is no JSON");
    };
    const error = await stopped(run(source(), [{ done: 3 }]));
    expect(error.report).toMatchObject({ received: 5, done: 3, notSent: 2, unknown: 0 });
  });
});

describe("P16 what stopped a run", () => {
  it("is named with everything that it knew", async () => {
    const error = await stopped(run(names(6), [{ done: 3 }, no]));
    expect(error).toMatchObject({ code: "internal_error", status: 500, method: "POST", path: "/things" });
  });

  it("is its own error where the service refused all that was sent, also if that is the listener", async () => {
    const full = new Error("disk full");
    const onProgress = () => {
      throw full;
    };
    expect(await caught(run(["a"], [refusal(0)], { onProgress }))).toBe(full);
  });

  it("is told apart where it is no error of the SDK: the source, the sending or the listener", async () => {
    const broken = () => {
      throw new Error("broken");
    };
    const source = function* () {
      yield* names(3);
      broken();
    };
    const errors = await Promise.all([
      stopped(run(source(), [{ done: 3 }])),
      stopped(run(names(6), [{ done: 3 }, new Error("broken")])),
      stopped(run(names(3), [{ done: 3 }], { onProgress: broken })),
    ]);
    expect(errors.map(({ code, message }) => [code, message.replace(/.*\): /, "")])).toEqual([
      ["source_failed", "the source threw an error."],
      ["request_failed", "sending threw an error."],
      ["listener_failed", "onProgress threw an error."],
    ]);
    for (const { next, cause } of errors) expect([next, cause]).toEqual(["fix_request", new Error("broken")]);
  });
});
