import { describe, expect, it } from "vitest";
import type { PageInfo } from "../../src/core/contract.ts";
import { InputError } from "../../src/core/errors.ts";
import { startOf } from "../../src/core/list-start.ts";

const byPage: PageInfo = { style: "page", limit: "limit", page: "page", total: "total" };
const byCursor: PageInfo = { style: "cursor", limit: "limit", cursor: "after" };
const start = (info: PageInfo, input: Parameters<typeof startOf>[2]) => startOf("listThings", info, input);

describe("where a list begins", () => {
  it("is the page that the query names, or the first", () => {
    expect(start(byPage, { path: { id: "c1" }, query: { q: "a", page: 3 } })).toEqual({
      path: { id: "c1" },
      query: { q: "a", page: 3 },
      spot: "page",
      from: 3,
    });
    expect(start(byPage, { query: { page: 1 } })).toMatchObject({ from: 1 });
    expect(start(byPage, {})).toEqual({ path: undefined, query: {}, spot: "page", from: undefined });
  });

  it("is the cursor that the query names, under whichever name the service has for it", () => {
    expect(start(byCursor, { query: { q: "a", after: "x9" } })).toEqual({
      path: undefined,
      query: { q: "a", after: "x9" },
      spot: "after",
      from: "x9",
    });
    expect(start({ style: "cursor", limit: "limit" }, { query: { cursor: "x9" } })).toMatchObject({
      spot: "cursor",
      from: "x9",
    });
    expect(start({ style: "page", limit: "limit" }, { query: { page: 2 } })).toMatchObject({ spot: "page", from: 2 });
    expect(start(byCursor, {})).toMatchObject({ spot: "after", from: undefined });
  });

  it.each([0, -1, 1.5, Number.NaN, "2", null, true])(
    "is no page %s: the reader is told before anything is sent",
    (page) => {
      const { refusal, from, spot } = start(byPage, { query: { page } });
      expect(refusal).toBeInstanceOf(InputError);
      expect(refusal).toMatchObject({
        operation: "listThings",
        problems: [{ field: "page", problem: "must be a whole number from 1" }],
      });
      expect([spot, from]).toEqual(["page", undefined]);
    },
  );

  it.each(["", 7, null, true])("is no cursor %j: the reader is told before anything is sent", (after) => {
    const { refusal, from } = start(byCursor, { query: { after } });
    expect(refusal).toMatchObject({
      problems: [{ field: "after", problem: "must be what a page of this list gave as its cursor" }],
    });
    expect(from).toBeUndefined();
  });

  it("is what the query said when the list was made, not what the caller makes of it later", () => {
    const query = { page: 2, where: { a: 1 } };
    const from = start(byPage, { query });
    query.page = 9;
    query.where.a = 9;
    expect(from).toMatchObject({ from: 2, query: { page: 2, where: { a: 1 } } });
  });

  it("may be given by a function; what it throws is why the list can't be read", () => {
    expect(start(byPage, () => ({ query: { page: 4 } }))).toMatchObject({ from: 4 });
    const problem = new RangeError("no such lead");
    const failing = () => {
      throw problem;
    };
    expect(start(byPage, failing)).toEqual({ spot: "page", from: undefined, refusal: problem });
  });
});
