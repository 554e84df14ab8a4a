import { describe, expect, it } from "vitest";
import { urlOf } from "../../src/core/url.ts";

const BASE = "https://example.com/v1";
const queryOf = (query: Readonly<Record<string, unknown>>) => urlOf(BASE, "/things", query).slice(`${BASE}/things`.length);

describe("an address", () => {
  it("has no question mark without a query", () => {
    expect([urlOf(BASE, "/things", undefined), queryOf({}), queryOf({ none: undefined, list: [] })]).toEqual([
      `${BASE}/things`,
      "",
      "",
    ]);
  });

  it("holds numbers, truth values and empty texts as they are, and arrays again and again", () => {
    expect(queryOf({ page: 2, all: false, q: "", ids: ["a", "b"], none: undefined })).toBe(
      "?page=2&all=false&q=&ids=a&ids=b",
    );
  });

  it("gives back on the other side what was put in, whatever it is", () => {
    const given = { "a&b": "c=d&e", q: "ü ✓ + %41 #", where: { a: [1] }, since: new Date(0), nothing: null };
    const url = new URL(urlOf(BASE, "/things", given));
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...given,
      where: '{"a":[1]}',
      since: '"1970-01-01T00:00:00.000Z"',
      nothing: "",
    });
    expect(url.hash).toBe("");
  });

  it("leaves the commas between ids legible", () => {
    expect(queryOf({ ids: "a,b,c" })).toBe("?ids=a,b,c");
  });

  it("is made of half a character, too, as the platform makes one", () => {
    expect(queryOf({ q: "a\uD800b" })).toBe("?q=a%EF%BF%BDb");
  });
});
