import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PageInfo } from "../../src/core/contract.ts";
import { ServerError } from "../../src/core/errors.ts";
import { type List, list, type PageSource, type Spot } from "../../src/core/pages.ts";
import { caught, caughtAs } from "../support/errors.ts";
import { testService } from "../support/service.ts";

interface Item {
  readonly id: string;
}

const info: PageInfo = {
  style: "cursor",
  limit: "limit",
  cursor: "cursor",
  next: "next",
  more: "more",
  total: "total",
};
const onDemand = () => testService().onDemand();
const items = (from: number, count: number): Item[] =>
  Array.from({ length: count }, (_, index) => ({ id: `i${from + index}` }));
const ids = (count: number, from = 0) => items(from, count).map(({ id }) => id);

/** What a service answers for one page. */
interface Body {
  readonly items: readonly Item[];
  readonly next?: unknown;
  readonly more?: unknown;
  readonly total?: unknown;
}

/** Far more than any test has pages: a list that asks for so many never ends. */
const TOO_MANY = 5_000;

function reading(answer: (cursor: Spot) => Body, from?: string, more: Partial<PageInfo> = {}) {
  const asked: Spot[] = [];
  const odd: string[] = [];
  const source: PageSource<Item> = {
    operation: "listThings",
    info: { ...info, ...more },
    from,
    async fetch(cursor) {
      asked.push(cursor);
      if (asked.length > TOO_MANY) throw new Error("this list never ends");
      const body = answer(cursor);
      return { body, items: body.items };
    },
    identity: (item) => item.id,
    odd: (problem) => odd.push(problem),
  };
  return { list: list(source, onDemand), asked, odd };
}

async function all(from: List<Item>): Promise<string[]> {
  const found: string[] = [];
  for await (const { id } of from) found.push(id);
  return found;
}

/** A service whose cursor is the last item that was given: it survives what is added or removed meanwhile. */
function honest(every: readonly Item[], limit: number) {
  return (cursor: Spot): Body => {
    const start = cursor === undefined ? 0 : every.findIndex(({ id }) => id === cursor) + 1;
    const page = every.slice(start, start + limit);
    const more = start + limit < every.length;
    return { items: page, more, next: more ? page.at(-1)?.id : null };
  };
}

describe("P59 a list that goes by cursor", () => {
  it("gives its first page with the cursor of the next one", async () => {
    const { list, asked } = reading(honest(items(0, 5), 2));
    expect(await list).toEqual({ items: items(0, 2), page: undefined, cursor: "i1", total: undefined, hasMore: true });
    expect(asked).toEqual([undefined]);
  });

  it("takes a number for a cursor, and an empty text for none", async () => {
    const { list, asked } = reading((cursor) => ({ items: items(Number(cursor ?? 0), 1), next: cursor ? "" : 1 }));
    expect(await list).toMatchObject({ cursor: "1", hasMore: true });
    expect(await all(list)).toEqual(ids(2));
    expect(asked).toEqual([undefined, undefined, "1"]);
  });

  it("goes on from a cursor that was kept", async () => {
    const { list, asked } = reading(honest(items(0, 5), 2), "i1");
    expect(await all(list)).toEqual(ids(3, 2));
    expect(asked).toEqual(["i1", "i3"]);
  });

  it("any list of an honest service comes whole, in order and once, in no more requests than it has pages", async () => {
    const sizes = fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 30 }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(sizes, async ([count, limit, says]) => {
        const service = honest(items(0, count), limit);
        const { list, asked, odd } = reading(says ? service : (cursor) => ({ ...service(cursor), more: undefined }));
        expect(await all(list)).toEqual(ids(count));
        expect(asked).toHaveLength(Math.max(1, Math.ceil(count / limit)));
        expect(odd).toEqual([]);
      }),
    );
  });

  it("wherever it is left, its cursor brings the rest, every item once", async () => {
    const runs = fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 20 }), fc.nat(10));
    await fc.assert(
      fc.asyncProperty(runs, async ([count, limit, pages]) => {
        const service = honest(items(0, count), limit);
        const found: string[] = [];
        let cursor: string | undefined;
        let left = pages;
        for await (const page of reading(service).list.pages()) {
          found.push(...page.items.map(({ id }) => id));
          cursor = page.cursor;
          if (left-- <= 0) break;
        }
        if (cursor !== undefined) found.push(...(await all(reading(service, cursor).list)));
        expect(found).toEqual(ids(count));
      }),
    );
  });

  it("what is added while it is read neither repeats an item nor loses one that was there", async () => {
    const changes = fc.array(fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 5 })), { maxLength: 30 });
    const run = fc.record({ count: fc.nat(60), limit: fc.integer({ min: 1, max: 10 }), changes });
    await fc.assert(
      fc.asyncProperty(run, async ({ count, limit, changes }) => {
        const every = items(0, count);
        let serial = 0;
        const { list, asked } = reading((cursor) => {
          const change = changes[asked.length - 1];
          if (change && cursor !== undefined)
            every.splice(change[0] % (every.length + 1), 0, ...items(1_000 + 10 * serial++, change[1]));
          return honest(every, limit)(cursor);
        });
        const found = await all(list);
        expect(new Set(found).size).toBe(found.length);
        expect(found).toEqual(expect.arrayContaining(ids(count)));
      }),
    );
  });

  it("where a page fails, the error has the cursor to go on from", async () => {
    const failure = new ServerError("listThings: 500.", { code: "internal_error", status: 500 });
    const service = honest(items(0, 6), 2);
    let broken = true;
    const { list } = reading((cursor) => {
      if (broken && cursor === "i3") throw failure;
      return service(cursor);
    });
    const found: string[] = [];
    const error = await caughtAs(
      ServerError,
      (async () => {
        for await (const { id } of list) found.push(id);
      })(),
    );
    expect([error.cursor, error.page]).toEqual(["i3", undefined]);
    broken = false;
    expect([...found, ...(await all(reading(service, error.cursor).list))]).toEqual(ids(6));
  });
});

describe("P59 a cursor of odd habits", () => {
  it("that comes for the second time ends the list, and its reader is told", async () => {
    const { list, asked, odd } = reading((cursor) => ({ items: items(cursor === undefined ? 0 : 2, 2), next: "same" }));
    expect(await all(list)).toEqual(ids(4));
    expect(asked).toEqual([undefined, "same"]);
    expect(odd).toEqual(["it gave a cursor for the second time; it can't be read any further"]);
  });

  it("that leads back to the beginning ends it as well", async () => {
    const { list, asked } = reading(() => ({ items: items(0, 2), next: "start" }), "start");
    expect(await all(list)).toEqual(ids(2));
    expect(asked).toEqual(["start"]);
  });

  it("that is missing where more is promised ends it, and its reader is told", async () => {
    const { list, odd } = reading(() => ({ items: items(0, 2), more: true, next: null }));
    expect(await list).toMatchObject({ hasMore: false });
    expect(odd).toEqual(["it says that there is more, and gives no cursor; it can't be read any further"]);
  });

  it.each([null, "", undefined, {}, true])("that is none ends it: %j", async (next) => {
    const { list, asked } = reading(() => ({ items: items(0, 2), next }));
    expect(await all(list)).toEqual(ids(2));
    expect(asked).toHaveLength(1);
  });

  it("is not followed where the service says that there is no more", async () => {
    const { list, asked } = reading(() => ({ items: items(0, 2), more: false, next: "on" }));
    expect(await all(list)).toEqual(ids(2));
    expect(asked).toHaveLength(1);
  });

  it("empty pages in the middle are not the end", async () => {
    const { list, odd } = reading((cursor) => {
      const page = Number(cursor ?? 0);
      return { items: page === 50 ? items(0, 3) : [], next: page < 60 ? String(page + 1) : null };
    });
    expect(await all(list)).toEqual(ids(3));
    expect(odd).toEqual([]);
  });

  it("empty pages without end are", async () => {
    let serial = 0;
    const { list, asked, odd } = reading(() => ({ items: [], next: `c${serial++}` }));
    expect(await all(list)).toEqual([]);
    expect(asked.length).toBeLessThan(TOO_MANY);
    expect(odd).toEqual(["1000 pages in a row brought nothing new; it can't be read any further"]);
  });

  it("what is not of this SDK is thrown as it is", async () => {
    const { list } = reading(() => {
      throw new RangeError("odd");
    });
    expect(await caught(all(list))).toBeInstanceOf(RangeError);
  });
});
