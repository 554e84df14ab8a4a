import type { Schemas } from "./wire.ts";

interface Paging {
  readonly page?: number;
  readonly per_page?: number;
}

/** One page of a list that goes by number, and what the answer says about it. Past the end there is an empty page. */
export function pageOf<T>(
  items: readonly T[],
  { page = 1, per_page = 50 }: Paging = {},
): { page: T[]; meta: Schemas["Meta"] } {
  const number = Math.max(1, page);
  const size = Math.max(1, per_page);
  const from = (number - 1) * size;
  return {
    page: items.slice(from, from + size),
    meta: { page: number, per_page: size, total: items.length },
  };
}
