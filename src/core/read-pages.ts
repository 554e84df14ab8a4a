import type { Page, PageSource } from "./pages.ts";
import { at } from "./record.ts";

/** So many pages in a row that bring nothing new end a list, whatever its total says. */
const MOST_IDLE_PAGES = 3;

/** Reads a list page by page, with an eye on what services do to lists that change or end. */
export async function* readPages<T>(source: PageSource<T>): AsyncGenerator<Page<T>, void, undefined> {
  const { info } = source;
  const seen = new Set<unknown>();
  let known: number | undefined;
  let idle = 0;
  let largest = 0;
  for (let page = source.from; ; page++) {
    const { body, items } = await source.fetch(page);
    const total = whole(at(body, info.total ?? ""));
    const limit = whole(at(body, info.limit));
    largest = Math.max(largest, items.length);
    if (known !== undefined && total !== undefined && total !== known) source.moved(known, total);
    known = total ?? known;
    // Past the end some services answer the last page again.
    const clamped = (whole(at(body, info.page ?? "")) ?? page) !== page;
    const fresh = clamped ? [] : items.filter((item) => isNew(seen, source.identity(item)));
    idle = fresh.length === 0 ? idle + 1 : 0;
    const more =
      total === undefined ? items.length > 0 && items.length >= (limit ?? 0) : page * (limit ?? largest) < total;
    const hasMore = more && largest > 0 && !clamped && idle < MOST_IDLE_PAGES;
    yield { items: fresh, page, total, hasMore };
    if (!hasMore) return;
  }
}

function isNew(seen: Set<unknown>, id: unknown): boolean {
  if (id === undefined) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return true;
}

function whole(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
}
