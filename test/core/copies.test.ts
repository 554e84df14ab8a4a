import { describe, expect, it } from "vitest";
import { asGiven } from "../../src/core/as-given.ts";
import { asWritten, kindOf } from "../../src/core/as-written.ts";

describe("an input as it was given", () => {
  it("does not change with what the caller goes on with", () => {
    const given = { name: "A", tags: ["a"], at: new Date(0) };
    const copy = asGiven(given);
    given.name = "B";
    given.tags.push("b");
    expect(copy).toEqual({ name: "A", tags: ["a"], at: new Date(0) });
  });

  it("keeps what JSON has no form for, where a copy can hold it", () => {
    const copy = asGiven({ missing: undefined, bytes: new Uint8Array([1, 2]) });
    expect(copy).toEqual({ missing: undefined, bytes: new Uint8Array([1, 2]) });
    expect("missing" in copy).toBe(true);
  });

  it("holds as text what writes itself, such as a URL or an object of the caller's own class", () => {
    class Money {
      toJSON = () => undefined;
    }
    class Id {
      readonly #id = "l1";
      toJSON(): string {
        return this.#id;
      }
    }
    expect(asGiven<unknown>({ link: new URL("https://a.example/x"), id: new Id() })).toEqual({
      link: "https://a.example/x",
      id: "l1",
    });
    // A function can't be cloned: what it is given as is refused later.
    const odd = { money: new Money() };
    expect(asGiven(odd)).toBe(odd);
  });

  it("is itself where it can't be copied", () => {
    const loop: Record<string, unknown> = {};
    loop["loop"] = loop;
    expect(asGiven(loop)).toBe(loop);
  });
});

describe("an item as it will be sent", () => {
  it("is a copy, without what JSON leaves out", () => {
    const item = { email: "a@example.com", tags: ["a"], none: undefined };
    const copy = asWritten(item);
    item.tags.push("b");
    expect(copy).toEqual({ email: "a@example.com", tags: ["a"] });
    expect(copy).not.toHaveProperty("none");
  });

  it.each([
    ["a number", Object(5)],
    ["a text", Object("a")],
    ["nothing", { toJSON: () => null }],
    ["no JSON at all", { toJSON: () => undefined }],
    ["a number that JSON can't hold", { n: 1n }],
  ])("is none where it is written as %s", (_, item) => {
    expect(asWritten(item)).toBeUndefined();
  });
});

it.each([
  [null, "null"],
  [undefined, "undefined"],
  [["secret"], "an array"],
  ["secret", "a string"],
  [{ secret: 1 }, "a object"],
  [7, "a number"],
])("P82 %j is told by its kind alone: %s", (value, kind) => {
  expect(kindOf(value)).toBe(kind);
});
