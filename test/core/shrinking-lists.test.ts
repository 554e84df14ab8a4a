import { describe, expect, it } from "vitest";
import { ServerError } from "../../src/core/errors.ts";
import { list, type PageSource } from "../../src/core/pages.ts";
import { caughtAs } from "../support/errors.ts";
import { testService } from "../support/service.ts";

interface Page {
  readonly items: readonly string[];
  /** What some services say of a page there, and not beside the items. */
  readonly meta?: { readonly limit?: number; readonly page?: number };
  readonly total?: number;
  readonly limit?: number;
}

/** A list whose pages are answered in this order, whichever they are; without `ids` no item can be told from another. */
function reading(answers: readonly Page[], { from = 1, ids = true } = {}) {
  const asked: unknown[] = [];
  const source: PageSource<string> = {
    operation: "listThings",
    info: { style: "page", limit: "limit", page: "page", total: "total" },
    from,
    async fetch(page) {
      const body = answers[asked.length];
      asked.push(page);
      if (!body) throw new ServerError("listThings: 500", { code: "server_error", operation: "listThings" });
      return { body, items: body.items };
    },
    identity: (item) => (ids ? item : undefined),
    odd: () => {},
  };
  return { list: list(source, () => testService().onDemand()), asked };
}

async function read(from: AsyncIterable<string>): Promise<string> {
  let found = "";
  for await (const item of from) found += item;
  return found;
}

const page = (items: string, total?: number, limit: number | undefined = 2): Page => ({
  items: [...items],
  ...(total !== undefined && { total }),
  ...(limit && { limit }),
});

describe("P59 a list that shrinks while it is read", () => {
  it("is read again from as many pages back as have left, and from no further", async () => {
    // Four have left before page 4 was read: two pages.
    const { list, asked } = reading([
      page("ab", 12),
      page("cd", 12),
      page("ef", 12),
      page("kl", 8),
      page("gh", 8),
      page("ij", 8),
      page("kl", 8),
    ]);
    expect(await read(list)).toBe("abcdefklghij");
    expect(asked).toEqual([1, 2, 3, 4, 2, 3, 4]);
  });

  it("half a page that has left is a page to step back", async () => {
    const { list, asked } = reading([page("ab", 6), page("de", 5), page("bc", 5), page("de", 5), page("f", 5)]);
    expect(await read(list)).toBe("abdecf");
    expect(asked).toEqual([1, 2, 1, 2, 3]);
  });

  it("steps back by the size of its pages also where the service does not say their limit", async () => {
    const { list, asked } = reading([
      page("ab", 8, 0),
      page("cd", 8, 0),
      page("gh", 6, 0),
      page("ef", 6, 0),
      page("gh", 6, 0),
    ]);
    expect(await read(list)).toBe("abcdghef");
    expect(asked).toEqual([1, 2, 3, 2, 3]);
  });

  it("goes on, not back, where it shrinks again while the first page is read again", async () => {
    const { list, asked } = reading([page("ab", 6), page("ef", 4), page("cd", 3), page("f", 3)]);
    expect(await read(list)).toBe("abefcd");
    expect(asked).toEqual([1, 2, 1, 2]);
  });

  it("gives items that can't be told apart once, though their page is read again", async () => {
    const { list } = reading([page("ab", 6), page("ef", 4), page("cd", 4), page("ef", 4)], { ids: false });
    expect(await read(list)).toBe("abef");
  });

  it("is not taken for ended by pages that came up empty because it shrank", async () => {
    const { list } = reading([
      page("ab", 60),
      ...[58, 56, 54].flatMap((total, index) => [
        // A new page, empty: one step back, which brings nothing either.
        page("", total),
        ...(index === 0 ? [page("ab", total)] : [page("", total)]),
        page("", total),
      ]),
      page("cd", 54),
      page("", 54),
      page("", 54),
      page("", 54),
    ]);
    expect(await read(list)).toBe("abcd");
  });

  it("an empty first page is the end, whatever the total says", async () => {
    const { list, asked } = reading([page("", 12), page("ab", 12)]);
    expect(await read(list)).toBe("");
    expect(asked).toEqual([1]);
  });
});

it("P59 a page that can't be read says which one it was, for who goes on there", async () => {
  const error = await caughtAs(ServerError, read(reading([page("ab", 6), page("cd", 6)]).list));
  expect(error).toMatchObject({ page: 3 });
  expect(error).not.toHaveProperty("cursor");
});

it("an error that is none of the SDK's is left as it is", async () => {
  const problem = new RangeError("not here");
  const source: PageSource<string> = {
    operation: "listThings",
    info: { style: "page", limit: "limit" },
    from: 2,
    fetch: () => Promise.reject(problem),
    identity: (item) => item,
    odd: () => {},
  };
  const error = await caughtAs(RangeError, read(list(source, () => testService().onDemand())));
  expect(error).toBe(problem);
  expect(error).not.toHaveProperty("page");
});

describe("P59 a page that says of itself in `meta` what others say beside the items", () => {
  it("is of that length, though one of its items is not shown", async () => {
    const { list, asked } = reading([{ items: ["a", "b"], total: 3, meta: { limit: 3 } }]);
    expect(await read(list)).toBe("ab");
    expect(asked).toEqual([1]);
  });

  it("is the last one again where it says another number than was asked for", async () => {
    const { list, asked } = reading([
      { items: ["a", "b"], total: 9, meta: { limit: 2, page: 1 } },
      { items: ["a", "c"], total: 9, meta: { limit: 2, page: 1 } },
    ]);
    expect(await read(list)).toBe("ab");
    expect(asked).toEqual([1, 2]);
  });
});
