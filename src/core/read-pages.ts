import type { Page, PageSource } from "./pages.ts";
import { at } from "./record.ts";

/** So many empty pages in a row end a list, whatever its total says. */
const MOST_EMPTY_PAGES = 3;

/** Reads a list page by page, with an eye on what services do to lists that change or end. */
export async function* readPages<T>(source: PageSource<T>): AsyncGenerator<Page<T>, void, undefined> {
  const { info } = source;
  const seen = new Set<unknown>();
  let known: number | undefined;
  let empty = 0;
  for (let page = source.from; ; page++) {
    const { body, items } = await source.fetch(page);
    const total = whole(at(body, info.total ?? ""));
    const size = whole(at(body, info.limit)) ?? items.length;
    if (known !== undefined && total !== undefined && total !== known) source.moved(known, total);
    known = total ?? known;
    empty = items.length === 0 ? empty + 1 : 0;
    // Past the end some services answer the last page again.
    const clamped = (whole(at(body, info.page ?? "")) ?? page) !== page;
    const fresh = clamped ? [] : items.filter((item) => isNew(seen, source.identity(item)));
    const more = total === undefined ? items.length > 0 && items.length >= size : page * size < total;
    const hasMore = more && size > 0 && !clamped && empty < MOST_EMPTY_PAGES;
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
