import { PuffleError } from "./errors.ts";
import type { Page, PageSource, Spot } from "./pages.ts";
import { at } from "./record.ts";

/** So many pages in a row that bring nothing new end a list that goes by page number, whatever its total says. */
const MOST_IDLE_PAGES = 3;
/** A cursor leads somewhere new each time, so a stretch without items is no loop; one of this length is no list. */
const MOST_IDLE_CURSORS = 1_000;

/** Reads a list page by page, with an eye on what services do to lists that change or end. */
export function readPages<T>(source: PageSource<T>): AsyncGenerator<Page<T>, void, undefined> {
  return source.info.style === "cursor" ? readByCursor(source) : readByNumber(source);
}

async function* readByNumber<T>(source: PageSource<T>): AsyncGenerator<Page<T>, void, undefined> {
  const { info } = source;
  const reading = new Reading(source);
  let largest = 0;
  for (let page = whole(source.from) ?? 1; ; page++) {
    const { body, items } = await fetched(source, page);
    const total = reading.total(body);
    const limit = whole(at(body, info.limit));
    largest = Math.max(largest, items.length);
    // Past the end some services answer the last page again.
    const clamped = (whole(at(body, info.page ?? "")) ?? page) !== page;
    const fresh = reading.fresh(clamped ? [] : items);
    const more =
      total === undefined ? items.length > 0 && items.length >= (limit ?? 0) : page * (limit ?? largest) < total;
    const hasMore = more && largest > 0 && !clamped && reading.idle < MOST_IDLE_PAGES;
    if (more && reading.idle >= MOST_IDLE_PAGES)
      source.odd(`its total of ${total} is not reached: ${reading.idle} pages in a row brought nothing new`);
    yield { items: fresh, page, cursor: undefined, total, hasMore };
    if (!hasMore) return;
  }
}

async function* readByCursor<T>(source: PageSource<T>): AsyncGenerator<Page<T>, void, undefined> {
  const { info } = source;
  const reading = new Reading(source);
  const cursors = new Set<Spot>([source.from]);
  for (let spot = source.from; ; ) {
    const { body, items } = await fetched(source, spot);
    const total = reading.total(body);
    const fresh = reading.fresh(items);
    const next = at(body, info.next ?? "");
    const cursor = (typeof next === "string" && next !== "") || typeof next === "number" ? String(next) : undefined;
    const says = at(body, info.more ?? "");
    let hasMore = cursor !== undefined && says !== false;
    const end = (problem: string) => {
      source.odd(`${problem}; it can't be read any further`);
      hasMore = false;
    };
    if (cursor === undefined && says === true) end("it says that there is more, and gives no cursor");
    else if (hasMore && cursors.has(cursor)) end("it gave a cursor for the second time");
    else if (hasMore && reading.idle >= MOST_IDLE_CURSORS) end(`${reading.idle} pages in a row brought nothing new`);
    yield { items: fresh, page: undefined, cursor: hasMore ? cursor : undefined, total, hasMore };
    if (!hasMore) return;
    cursors.add(cursor);
    spot = cursor;
  }
}

/** What is remembered from page to page. */
class Reading<T> {
  /** How many pages in a row brought nothing new. */
  idle = 0;
  readonly #source: PageSource<T>;
  readonly #seen = new Set<unknown>();
  #total: number | undefined;

  constructor(source: PageSource<T>) {
    this.#source = source;
  }

  /** How many items there are, as this page says; told where that moved. */
  total(body: object): number | undefined {
    const { info } = this.#source;
    const total = whole(at(body, info.total ?? ""));
    if (this.#total !== undefined && total !== undefined && total !== this.#total)
      this.#source.odd(`it went from ${this.#total} to ${total} items while it was read`);
    this.#total = total ?? this.#total;
    return total;
  }

  /** What no page before had. */
  fresh(items: readonly T[]): readonly T[] {
    const fresh = items.filter((item) => {
      const id = this.#source.identity(item);
      if (id === undefined) return true;
      if (this.#seen.has(id)) return false;
      this.#seen.add(id);
      return true;
    });
    this.idle = fresh.length === 0 ? this.idle + 1 : 0;
    return fresh;
  }
}

/** A page; where it can't be read, the error says where to go on. */
async function fetched<T>(source: PageSource<T>, spot: Spot) {
  try {
    return await source.fetch(spot);
  } catch (error) {
    if (error instanceof PuffleError)
      Object.assign(error, typeof spot === "string" ? { cursor: spot } : { page: spot });
    throw error;
  }
}

function whole(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
}
