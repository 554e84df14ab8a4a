import { invalidRequest } from "./refusal.ts";

/** Something with a place that grows and is never given again. */
interface Placed {
  readonly order: number;
}

/**
 * One page of a list that goes by cursor. A cursor names the last place that was read, so that what is added or deleted
 * in between neither repeats nor hides anything.
 * @param items in their order
 * @throws Refusal 400 for a cursor that no page has handed out
 */
export function pageOf<T extends Placed>(
  items: readonly T[],
  cursor: string | undefined,
  limit: number,
): { page: T[]; nextCursor: string | null; hasMore: boolean } {
  const after = cursor === undefined ? Number.NEGATIVE_INFINITY : placeOf(cursor);
  const rest = items.filter(({ order }) => order > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rest.length > page.length;
  return { page, nextCursor: hasMore && last ? cursorOf(last.order) : null, hasMore };
}

function cursorOf(place: number): string {
  return btoa(`after:${place}`);
}

function placeOf(cursor: string): number {
  const text = /^[A-Za-z0-9+/=]+$/.test(cursor) && cursor.length % 4 === 0 ? atob(cursor) : "";
  const place = /^after:(\d+)$/.exec(text)?.[1];
  if (place === undefined) throw invalidRequest("cursor: is none that this list has handed out");
  return Number(place);
}
