import { describe, expect, it } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { queryOf as copied, urlOf } from "../../src/core/url.ts";
import { thrownAs } from "../support/errors.ts";

const BASE = "https://example.com/v1";
const queryOf = (query: Readonly<Record<string, unknown>>) =>
  urlOf(BASE, "/things", query).slice(`${BASE}/things`.length);

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
    const given = { "a&b": "c=d&e", q: "ü ✓ + %41 #", where: { a: [1] }, nothing: null };
    const url = new URL(urlOf(BASE, "/things", given));
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...given,
      where: '{"a":[1]}',
      nothing: "",
    });
    expect(url.hash).toBe("");
  });

  it("leaves the commas between ids legible", () => {
    expect(queryOf({ ids: "a,b,c" })).toBe("?ids=a,b,c");
  });

  it("holds a date as a text, and what a query was when it was given", () => {
    const where = { a: 1 };
    const given = {
      where,
      ids: ["a", undefined, null, new Date(0)],
      since: new Date(0),
      link: new URL("https://a.example"),
    };
    const copy = copied(given, "readThing") ?? {};
    where.a = 2;
    given.ids.push("b");
    expect(decodeURIComponent(queryOf(copy))).toBe(
      '?where={"a":1}&ids=a&ids=&ids=1970-01-01T00:00:00.000Z&since=1970-01-01T00:00:00.000Z&link=https://a.example/',
    );
    expect(copied(undefined, "readThing")).toBeUndefined();
  });

  it("is refused with a query that is no object, or has what can't be written, all named at once", () => {
    for (const query of ["notes", 5, null, ["a"], new URLSearchParams("a=b")]) {
      const { problems } = thrownAs(InputError, () => copied(query, "readThing"));
      expect(problems).toEqual([{ field: "query", problem: expect.stringContaining("must be an object") }]);
    }
    const loop: Record<string, unknown> = {};
    loop["loop"] = loop;
    const list: unknown[] = [];
    list.push(list);
    const error = thrownAs(InputError, () => copied({ q: "a", loop, list, big: [{ n: 5n }] }, "readThing"));
    const problem = expect.stringContaining("can't be written");
    expect(error.problems).toEqual(["loop", "list", "big"].map((field) => ({ field, problem })));
  });

  it("is made of half a character, too, as the platform makes one", () => {
    expect(queryOf({ q: "a\uD800b" })).toBe("?q=a%EF%BF%BDb");
  });
});
