import { invalidRequest } from "./refusal.ts";
import type { Schemas } from "./wire.ts";

/** What decides an item's place in a list: compared member by member. */
export type SortKey = readonly (number | string)[];

const DEFAULT_LIMIT = 50;
const LONGEST_PAGE = 100;

/**
 * One page by cursor. The cursor says after which key to go on, not how many items to leave out: what comes in meanwhile
 * neither repeats an item nor hides one.
 * @param keyOf the list is in ascending order of it; no two items have the same
 * @throws Refusal 400 where the cursor is none
 */
export function pageOf<T>(
  items: Iterable<T>,
  keyOf: (item: T) => SortKey,
  { cursor, limit = DEFAULT_LIMIT }: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): { readonly items: T[]; readonly pagination: Schemas["CursorPagination"] } {
  const after = cursor === undefined ? undefined : read(cursor);
  const rows = [...items].map((item) => ({ item, key: keyOf(item) })).sort((a, b) => compare(a.key, b.key));
  const rest = after ? rows.filter(({ key }) => compare(key, after) > 0) : rows;
  const page = rest.slice(0, Math.min(Math.max(1, limit), LONGEST_PAGE));
  const hasMore = rest.length > page.length;
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    pagination: { cursor: hasMore && last ? write(last.key) : null, hasMore, count: page.length },
  };
}

function compare(a: SortKey, b: SortKey): number {
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? one;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

function write(key: SortKey): string {
  return btoa(encodeURIComponent(JSON.stringify(key)));
}

function read(cursor: string): SortKey {
  try {
    const key: unknown = JSON.parse(decodeURIComponent(atob(cursor)));
    if (Array.isArray(key) && key.every((one) => typeof one === "string" || typeof one === "number")) return key;
  } catch {
    // Said below.
  }
  throw invalidRequest("cursor: is not a cursor of this list");
}
