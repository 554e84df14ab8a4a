import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_ERROR_BYTES, MAX_RESPONSE_BYTES, parseJson, parseObject, readText } from "../../src/core/body.ts";
import { caught } from "../support/errors.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function reader(pieces: readonly Uint8Array[]): ReadableStreamDefaultReader<Uint8Array> {
  const left = [...pieces];
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = left.shift();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  }).getReader();
}

/** The pieces of a text, cut at these places. */
function cutAt(all: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (all.length + 1)))].sort((a, b) => a - b);
  return [...ends, all.length].map((end, index, list) => all.slice(index === 0 ? 0 : list[index - 1], end));
}

describe("a body", () => {
  it.each([
    ["nothing", [], ""],
    ["one piece", ["{}"], "{}"],
    ["two pieces", ["{", "}"], "{}"],
    ["many pieces", [..."hello world"], "hello world"],
    ["empty pieces", ["", "a", "", "", "b", ""], "ab"],
    ["only empty pieces", ["", ""], ""],
  ])("of %s is read whole", async (_, pieces, text) => {
    expect(await readText(reader(pieces.map(bytes)), 100)).toEqual({ text, cut: false });
  });

  it("keeps characters whole that lie in two pieces, wherever it is cut", async () => {
    const text = fc.string({ unit: "binary" }).map((any) => any.replace(/^\uFEFF/, ""));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(400)), async (any, places) => {
        const all = bytes(any);
        const whole = new TextDecoder().decode(all);
        expect(await readText(reader(cutAt(all, places)), 1_000_000)).toEqual({ text: whole, cut: false });
      }),
    );
  });

  it("is the same text in one piece and in single bytes", async () => {
    const text = JSON.stringify({ name: "Zoë 李雷 👩‍👩‍👧 é" });
    const all = bytes(text);
    expect((await readText(reader([all]), 1_000)).text).toBe(text);
    expect((await readText(reader(Array.from(all, (byte) => Uint8Array.of(byte))), 1_000)).text).toBe(text);
  });

  it("never gives more than the limit, and says that it was cut", async () => {
    const input = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 100 }), fc.array(fc.nat(200)));
    await fc.assert(
      fc.asyncProperty(input, async ([size, limit, places]) => {
        const all = bytes("x".repeat(size));
        const { text, cut } = await readText(reader(cutAt(all, places)), limit);
        expect(cut).toBe(size > limit);
        expect(text.length).toBe(Math.min(size, limit));
      }),
    );
  });

  it("that is cut in the middle of a character is still text", async () => {
    const { text, cut } = await readText(reader([bytes("aé")]), 2);
    expect(cut).toBe(true);
    expect(text.startsWith("a")).toBe(true);
  });

  it("of 20 MB is not read to its end, nor held whole, and is let go", async () => {
    const piece = bytes("x".repeat(256 * 1024));
    let pulled = 0;
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += piece.length;
          if (pulled > 20 * 1024 * 1024) controller.close();
          else controller.enqueue(piece);
        },
        cancel() {
          cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    const { text, cut } = await readText(stream.getReader(), MAX_RESPONSE_BYTES);
    expect(cut).toBe(true);
    expect(text.length).toBe(MAX_RESPONSE_BYTES);
    expect(cancelled).toBe(true);
    expect(pulled).toBeLessThanOrEqual(MAX_RESPONSE_BYTES + 2 * piece.length);
  });

  it("of an error that never ends is read for 64 kB", async () => {
    let pulled = 0;
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled++;
          controller.enqueue(bytes("x".repeat(1024)));
        },
      },
      { highWaterMark: 0 },
    );
    const { text, cut } = await readText(stream.getReader(), MAX_ERROR_BYTES);
    expect([text.length, cut]).toEqual([64 * 1024, true]);
    expect(pulled).toBeLessThanOrEqual(66);
  });

  it("that breaks rejects, with what it broke with", async () => {
    const broken = new Error("reset");
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes("{")),
      pull: (controller) => controller.error(broken),
    });
    expect(await caught(readText(stream.getReader(), 100))).toBe(broken);
  });

  it("whose cancelling fails bothers nobody", async () => {
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(bytes("xxxx")),
      cancel: () => Promise.reject(new Error("no")),
    });
    expect(await readText(stream.getReader(), 2)).toEqual({ text: "xx", cut: true });
  });
});

describe("P07 a success is a JSON object, and nothing else", () => {
  it.each([
    "application/json",
    "application/json; charset=utf-8",
    "application/problem+json",
    "text/json",
    "APPLICATION/JSON",
    null,
  ])("under %s", (type) => {
    expect(parseObject('{"a":1}', type, false)).toEqual({ a: 1 });
  });

  it.each([
    ["empty", "", "application/json", false, /is empty/],
    ["null", "null", "application/json", false, /not an object/],
    ["an array", "[{}]", "application/json", false, /not an object/],
    ["a text", '"{}"', "application/json", false, /not an object/],
    ["a number", "7", "application/json", false, /not an object/],
    ["true", "true", "application/json", false, /not an object/],
    ["cut off", '{"a":', "application/json", false, /not valid JSON/],
    ["two objects", "{}{}", "application/json", false, /not valid JSON/],
    ["white space", "  \n", "application/json", false, /not valid JSON/],
    ["JavaScript", "{a:1}", "application/json", false, /not valid JSON/],
    ["HTML", "<html></html>", "text/html", false, /is text\/html, not JSON/],
    ["HTML that says it is JSON", "<html></html>", "application/json", false, /not valid JSON/],
    ["JSON that says it is HTML", "{}", "text/html; charset=utf-8", false, /is text\/html/],
    ["JSON lines", "{}\n{}", "application/jsonlines", false, /not JSON/],
    ["too large", "{}", "application/json", true, /larger than 16 MB/],
  ])("%s is none", (_, text, type, cut, problem) => {
    expect(parseObject(text, type, cut)).toMatch(problem);
  });

  it("no text makes it throw", () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string()), fc.boolean(), (text, type, cut) => {
        const result = parseObject(text, type, cut);
        expect(["string", "object"]).toContain(typeof result);
        expect(Array.isArray(result) || result === null).toBe(false);
      }),
    );
  });

  it("any object comes through as it is", () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(object, (value) => {
        const written = JSON.stringify(value);
        expect(parseObject(written, "application/json", false)).toEqual(JSON.parse(written));
      }),
    );
  });

  it("JSON or nothing", () => {
    expect(parseJson("null")).toBeNull();
    expect(parseJson("")).toBeUndefined();
    expect(parseJson("{")).toBeUndefined();
    expect(parseJson("[1]")).toEqual([1]);
  });
});
