import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PageInfo } from "../../src/core/contract.ts";
import { InputError } from "../../src/core/errors.ts";
import { type List, list, type Page, type PageSource } from "../../src/core/pages.ts";
import { caught, caughtAs } from "../support/errors.ts";
import { testService } from "../support/service.ts";

interface Item {
  readonly id: string;
}

const info: PageInfo = { style: "page", limit: "limit", page: "page", total: "total" };
const onDemand = () => testService().onDemand();
const items = (from: number, count: number): Item[] =>
  Array.from({ length: count }, (_, index) => ({ id: `i${from + index}` }));

/** What a service answers for one page. */
type Body = {
  readonly items: readonly Item[];
  readonly page?: number;
  readonly limit?: number;
  readonly total?: number;
};

interface Reading {
  readonly list: List<Item>;
  /** The pages that were asked for. */
  readonly asked: number[];
  /** What its reader was told. */
  readonly odd: string[];
}

/** Far more than any test has pages: a list that asks for so many never ends. */
const TOO_MANY = 500;

function reading(answer: (page: number) => Body, from = 1): Reading {
  const asked: number[] = [];
  const odd: string[] = [];
  const source: PageSource<Item> = {
    operation: "listThings",
    info,
    from,
    async fetch(at) {
      const page = Number(at);
      asked.push(page);
      if (asked.length > TOO_MANY) throw new Error("this list never ends");
      const body = answer(page);
      return { body, items: body.items };
    },
    identity: (item) => item.id,
    odd: (problem) => odd.push(problem),
  };
  return { list: list(source, onDemand), asked, odd };
}

async function all(from: AsyncIterable<Item>): Promise<string[]> {
  const found: string[] = [];
  for await (const { id } of from) found.push(id);
  return found;
}

async function pagesOf(from: List<Item>): Promise<Page<Item>[]> {
  const found: Page<Item>[] = [];
  for await (const page of from.pages()) found.push(page);
  return found;
}

const ids = (count: number, from = 0) => items(from, count).map(({ id }) => id);

/** An honest service with so many items. */
function honest(count: number, limit: number) {
  const every = items(0, count);
  return (page: number): Body => ({ items: every.slice((page - 1) * limit, page * limit), page, limit, total: count });
}

describe("P59 a list", () => {
  it("sends nothing until it is awaited or iterated, and then each time anew", async () => {
    const { list, asked } = reading(honest(5, 2));
    await Promise.resolve();
    expect(asked).toEqual([]);
    expect(await list).toEqual({ items: items(0, 2), page: 1, total: 5, hasMore: true });
    expect(await list).toMatchObject({ page: 1 });
    expect(asked).toEqual([1, 1]);
  });

  it("gives every item once, and asks for each page once", async () => {
    const { list, asked } = reading(honest(7, 3));
    expect(await all(list)).toEqual(ids(7));
    expect(asked).toEqual([1, 2, 3]);
  });

  it("gives page by page, the last of which says so", async () => {
    const { list } = reading(honest(4, 2));
    expect((await pagesOf(list)).map(({ page, hasMore, total }) => [page, hasMore, total])).toEqual([
      [1, true, 4],
      [2, false, 4],
    ]);
  });

  it("begins where it is told to", async () => {
    const { list, asked } = reading(honest(10, 3), 3);
    expect(await all(list)).toEqual(ids(4, 6));
    expect(asked).toEqual([3, 4]);
  });

  it("stops asking when the loop is left", async () => {
    const { list, asked } = reading(honest(100, 10));
    for await (const { id } of list) if (id === "i12") break;
    expect(asked).toEqual([1, 2]);
  });

  it("that is empty is one request", async () => {
    const { list, asked } = reading(honest(0, 10));
    expect(await all(list)).toEqual([]);
    expect(await list).toMatchObject({ items: [], hasMore: false });
    expect(asked).toEqual([1, 1]);
  });

  it("any list of an honest service comes whole, in order and once, in no more requests than it has pages", async () => {
    const sizes = fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 30 }));
    await fc.assert(
      fc.asyncProperty(sizes, async ([count, limit]) => {
        const { list, asked, odd } = reading(honest(count, limit));
        expect(await all(list)).toEqual(ids(count));
        expect(asked).toHaveLength(Math.max(1, Math.ceil(count / limit)));
        expect(odd).toEqual([]);
      }),
    );
  });

  it("fails where a page fails, with what was read until then given out", async () => {
    const { list } = reading((page) => {
      if (page === 2) throw new Error("page 2");
      return honest(6, 2)(page);
    });
    const found: string[] = [];
    const error = await caught(
      (async () => {
        for await (const { id } of list) found.push(id);
      })(),
    );
    expect(error).toMatchObject({ message: "page 2" });
    expect(found).toEqual(ids(2));
  });
});

describe("all({ limit })", () => {
  it("is an array of at most so many, in as few requests", async () => {
    const { list, asked } = reading(honest(100, 10));
    expect((await list.all({ limit: 15 })).map(({ id }) => id)).toEqual(ids(15));
    expect(asked).toEqual([1, 2]);
    expect(await reading(honest(3, 2)).list.all({ limit: 10 })).toEqual(items(0, 3));
    expect(await reading(honest(3, 2)).list.all({ limit: 1 })).toEqual(items(0, 1));
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "5", undefined])(
    "needs a limit: not %s",
    async (limit) => {
      const { list, asked } = reading(honest(3, 2));
      const error = await caughtAs(InputError, list.all(Object({ limit })));
      expect(error.problems).toEqual([{ field: "limit", problem: "must be a whole number from 1" }]);
      expect(asked).toEqual([]);
    },
  );
});

describe("P59 a list that changes while it is read", () => {
  it("an item that slid to the next page is given once", async () => {
    const every = items(0, 6);
    const { list } = reading((page) => {
      // One is added at the front after the first page.
      const now = page === 1 ? every : [{ id: "new" }, ...every];
      return { items: now.slice((page - 1) * 3, page * 3), page, limit: 3, total: now.length };
    });
    const found = await all(list);
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(ids(6));
  });

  it("a total that grew is followed and told, one that shrank as well", async () => {
    const growing = reading((page) => ({ ...honest(page === 1 ? 4 : 7, 2)(page) }));
    expect(await all(growing.list)).toEqual(ids(7));
    expect(growing.odd).toEqual(["it went from 4 to 7 items while it was read"]);
    let size = 9;
    const shrinking = reading((page) => {
      const body = honest(size, 2)(page);
      size = 4;
      return body;
    });
    expect(await all(shrinking.list)).toEqual(ids(4));
    expect(shrinking.odd).toEqual(["it went from 9 to 4 items while it was read"]);
  });

  it("a total that grows with every page does not keep it reading for ever", async () => {
    const { list, asked } = reading((page) => ({
      items: page <= 5 ? items((page - 1) * 2, 2) : [],
      page,
      limit: 2,
      total: page * 2 + 100,
    }));
    expect(await all(list)).toEqual(ids(10));
    expect(asked.length).toBeLessThanOrEqual(10);
  });

  it("whatever is added or removed between two pages, nothing is given twice and it ends", async () => {
    const changes = fc.array(fc.tuple(fc.boolean(), fc.nat(60), fc.integer({ min: 1, max: 5 })), { maxLength: 30 });
    const run = fc.record({ count: fc.nat(60), limit: fc.integer({ min: 1, max: 10 }), changes });
    await fc.assert(
      fc.asyncProperty(run, async ({ count, limit, changes }) => {
        const every = items(0, count);
        let serial = 0;
        const { list, asked } = reading((page) => {
          const change = changes[asked.length - 1];
          if (change && page > 1) {
            const [add, place, many] = change;
            const fresh = Array.from({ length: many }, () => ({ id: `new${serial++}` }));
            every.splice(place % (every.length + 1), add ? 0 : many, ...(add ? fresh : []));
          }
          return { items: every.slice((page - 1) * limit, page * limit), page, limit, total: every.length };
        });
        const found = await all(list);
        expect(new Set(found).size).toBe(found.length);
        expect(asked.length).toBeLessThan(TOO_MANY);
      }),
    );
  });
});

describe("P59 a list whose items leave while it is read", () => {
  it("whatever share of each page its reader takes away, nothing that was there is passed over", async () => {
    const run = fc.record({
      count: fc.nat(200),
      limit: fc.integer({ min: 1, max: 12 }),
      takes: fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(run, async ({ count, limit, takes }) => {
        const every = items(0, count);
        const { list } = reading((page) => ({
          items: every.slice((page - 1) * limit, page * limit),
          page,
          limit,
          total: every.length,
        }));
        const found: string[] = [];
        for await (const { id } of list) {
          const place = every.findIndex((one) => one.id === id);
          if (takes[found.push(id) % takes.length]) every.splice(place, 1);
        }
        expect(new Set(found)).toEqual(new Set(ids(count)));
        expect(found).toHaveLength(count);
      }),
    );
  });

  it("it steps back no further than to where it was asked to begin", async () => {
    const every = items(0, 12);
    const { list, asked } = reading((page) => {
      const body = { items: every.slice((page - 1) * 2, page * 2), page, limit: 2, total: every.length };
      every.splice(0, 2);
      return body;
    }, 3);
    await all(list);
    expect(Math.min(...asked)).toBe(3);
  });

  it("a total that swings up and down for ever does not keep it reading for ever", async () => {
    let up = false;
    const { list, asked } = reading((page) => {
      up = !up;
      return { items: page <= 3 ? items((page - 1) * 2, 2) : [], page, limit: 2, total: up ? 100 : 50 };
    });
    expect(await all(list)).toEqual(ids(6));
    expect(asked.length).toBeLessThan(300);
  });
});

describe("P59 a service of odd habits", () => {
  it("an empty page in the middle is not the end", async () => {
    const every = items(0, 8);
    const { list } = reading((page) => ({
      items: page === 2 ? [] : every.slice(page === 1 ? 0 : (page - 2) * 4, page === 1 ? 4 : (page - 1) * 4),
      page,
      limit: 4,
      total: 12,
    }));
    expect(await all(list)).toEqual(ids(8));
  });

  it("an empty page in the middle is not the end either where the service does not repeat the limit", async () => {
    const pages: readonly (readonly Item[])[] = [items(0, 4), [], items(4, 4)];
    const { list } = reading((page) => ({ items: pages[page - 1] ?? [], page, total: 12 }));
    expect(await all(list)).toEqual(ids(8));
  });

  it("empty pages for ever are the end after a few, whatever the total says", async () => {
    const { list, asked, odd } = reading((page) => ({
      items: page === 1 ? items(0, 2) : [],
      page,
      limit: 2,
      total: 1_000_000,
    }));
    expect(await all(list)).toEqual(ids(2));
    expect(asked).toEqual([1, 2, 3, 4]);
    expect(odd).toEqual(["its total of 1000000 is not reached: 3 pages in a row brought nothing new"]);
  });

  it("the last page again, in place of one past the end, is the end", async () => {
    const { list, asked } = reading((page) => ({ ...honest(4, 2)(Math.min(page, 2)), total: 100 }));
    expect(await all(list)).toEqual(ids(4));
    expect(asked).toEqual([1, 2, 3]);
  });

  it("the last page again is the end also where the service says neither page nor total", async () => {
    const { list, asked } = reading((page) => ({ items: honest(4, 2)(Math.min(page, 2)).items }));
    expect(await all(list)).toEqual(ids(4));
    expect(asked.length).toBeLessThan(10);
  });

  it("the first page for ever is the end", async () => {
    const { list, asked } = reading(() => ({ items: items(0, 2), limit: 2 }));
    expect(await all(list)).toEqual(ids(2));
    expect(asked.length).toBeLessThan(10);
  });

  it("no total: it ends with the first page that is not full", async () => {
    const { list, asked } = reading((page) => {
      const { total: _, ...body } = honest(7, 3)(page);
      return body;
    });
    expect(await all(list)).toEqual(ids(7));
    expect(asked).toEqual([1, 2, 3]);
  });

  it("no total and no limit: it ends with the first empty page", async () => {
    const { list, asked } = reading((page) => ({ items: honest(7, 3)(page).items }));
    expect(await all(list)).toEqual(ids(7));
    expect(asked).toEqual([1, 2, 3, 4]);
  });

  it.each([-1, 1.5, "7", null, Number.NaN])("a total that is none is not believed: %s", async (total) => {
    const { list } = reading((page) => Object({ ...honest(7, 3)(page), total }));
    expect(await all(list)).toEqual(ids(7));
  });

  it("a limit of the service's own, below the one that was asked for, loses nothing", async () => {
    const { list } = reading(honest(25, 10));
    expect(await all(list)).toHaveLength(25);
  });

  it("items without an identity are all given", async () => {
    const source: PageSource<{ n: number }> = {
      operation: "listThings",
      info,
      from: 1,
      fetch: async (page) => ({ body: { total: 4, limit: 2, page }, items: [{ n: 1 }, { n: 1 }] }),
      identity: () => undefined,
      odd: () => {},
    };
    expect(await list(source, onDemand).all({ limit: 10 })).toHaveLength(4);
  });
});
