import { PuffleError } from "./errors.ts";
import type { Page, PageSource, Spot } from "./pages.ts";
import { at } from "./record.ts";

/** So many pages in a row that bring nothing new end a list that goes by page number, whatever its total says. */
const MOST_IDLE_PAGES = 3;
/** So many pages in a row are read again for nothing before a list that goes on shrinking is taken as it comes. */
const MOST_STEPS_IN_VAIN = 100;
/** A cursor leads somewhere new each time, so a stretch without items is no loop; one of this length is no list. */
const MOST_IDLE_CURSORS = 1_000;

/** Reads a list page by page, with an eye on what services do to lists that change or end. */
export function readPages<T>(source: PageSource<T>): AsyncGenerator<Page<T>, void, undefined> {
  return source.info.style === "cursor" ? readByCursor(source) : readByNumber(source);
}

/**
 * Where items leave while the list is read, those behind them move forward, onto pages that have been read. A total that
 * shrank tells by how many, so the reading steps back by as many pages; what was seen is not given out again.
 */
async function* readByNumber<T>(source: PageSource<T>): AsyncGenerator<Page<T>, void, undefined> {
  const { info } = source;
  const reading = new Reading(source);
  let largest = 0;
  let furthest = 0;
  const start = whole(source.from) ?? 1;
  for (let page = start; ; page++) {
    const { body, items } = await fetched(source, page);
    const { total, left } = reading.total(body);
    const limit = said(body, info.limit);
    largest = Math.max(largest, items.length);
    // Never 0 where something left: who has read a page before had items on it.
    const size = limit || largest;
    const back = left > 0 && page > start && reading.mayStepBack ? Math.ceil(left / size) : 0;
    // Past the end some services answer the last page again.
    const clamped = (said(body, info.page ?? "") ?? page) !== page;
    const fresh = reading.fresh(clamped ? [] : items, page > furthest, back === 0);
    furthest = Math.max(furthest, page);
    const more =
      total === undefined ? items.length > 0 && items.length >= (limit ?? 0) : page * (limit ?? largest) < total;
    const hasMore = back > 0 || (more && largest > 0 && !clamped && reading.idle < MOST_IDLE_PAGES);
    if (more && reading.idle >= MOST_IDLE_PAGES)
      source.odd(`its total of ${total} is not reached: ${reading.idle} pages in a row brought nothing new`);
    yield { items: fresh, page, cursor: undefined, total, hasMore };
    if (!hasMore) return;
    // Not to before where the list was asked to begin.
    if (back > 0) page = Math.max(start, page - back) - 1;
  }
}

async function* readByCursor<T>(source: PageSource<T>): AsyncGenerator<Page<T>, void, undefined> {
  const { info } = source;
  const reading = new Reading(source);
  const cursors = new Set<Spot>([source.from]);
  for (let spot = source.from; ; ) {
    const { body, items } = await fetched(source, spot);
    const { total } = reading.total(body);
    const fresh = reading.fresh(items, true, true);
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
  /** How many pages in a row were read again and brought nothing. */
  #stepsInVain = 0;

  constructor(source: PageSource<T>) {
    this.#source = source;
  }

  /** How many items there are, as this page says, and how many have left since the page before; told where that moved. */
  total(body: object): { readonly total: number | undefined; readonly left: number } {
    const { info } = this.#source;
    const total = whole(at(body, info.total ?? ""));
    const before = this.#total;
    this.#total = total ?? before;
    if (before === undefined || total === undefined || total === before) return { total, left: 0 };
    this.#source.odd(`it went from ${before} to ${total} items while it was read`);
    return { total, left: before - total };
  }

  /** Whether a list that goes on shrinking may be followed any further. */
  get mayStepBack(): boolean {
    return this.#stepsInVain < MOST_STEPS_IN_VAIN;
  }

  /**
   * What no page before had.
   * @param isNew whether the page is read for the first time: what has no identity is given out then, and only then
   * @param isOn whether the reading goes on from here, so that a new page without anything new is one too many
   */
  fresh(items: readonly T[], isNew: boolean, isOn: boolean): readonly T[] {
    const fresh = items.filter((item) => {
      const id = this.#source.identity(item);
      if (id === undefined) return isNew;
      if (this.#seen.has(id)) return false;
      this.#seen.add(id);
      return true;
    });
    if (fresh.length > 0) this.idle = this.#stepsInVain = 0;
    else if (isNew && isOn) this.idle++;
    else this.#stepsInVain++;
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

/** What a page says of itself: beside its items, or in `meta`. */
function said(body: object, name: string): number | undefined {
  return whole(at(body, name) ?? at(body, `meta.${name}`));
}

function whole(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
}
