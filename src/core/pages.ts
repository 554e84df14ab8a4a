import type { PageInfo } from "./contract.ts";
import { InputError } from "./errors.ts";
import type { OnDemand } from "./on-demand.ts";

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Which page it is, counting from 1; undefined in a list that goes by cursor. */
  readonly page: number | undefined;
  /** Where the next page begins, in a list that goes by cursor: hand it in as the query's `cursor` to go on there. */
  readonly cursor: string | undefined;
  /** How many items the whole list has, as the service says. */
  readonly total: number | undefined;
  /** Whether another page follows. */
  readonly hasMore: boolean;
}

/**
 * A list that has not been asked for yet. Await it for the first page, iterate it for every item, `pages()` for page by
 * page, `all({ limit })` for an array. Every await and every iteration starts a new read, where the query's `cursor` or
 * `page` says, else at the beginning.
 *
 * A list that is changed while it is read can shift: an item that was seen is not given out twice, and where the total
 * shrinks, as when a loop removes or answers what it lists, pages are read again, so that none is passed over (P59). When a
 * page can't be read, the error's `cursor` or `page` says where to go on.
 */
export interface List<T> extends PromiseLike<Page<T>>, AsyncIterable<T> {
  /** Page by page, each one request. */
  pages(): AsyncIterable<Page<T>>;
  /**
   * Every item, at most `limit` of them.
   * @param options.limit how many items at the most; a list may be longer than memory
   */
  all(options: { readonly limit: number }): Promise<T[]>;
}

/** The names of an answer's arrays. */
export type ArrayKey<Answer> = string &
  keyof {
    // An answer that may have more members than are known names those that are.
    [Key in keyof Answer as string extends Key
      ? never
      : NonNullable<Answer[Key]> extends readonly unknown[]
        ? Key
        : never]: true;
  };

/** What such an array holds. */
export type ItemOf<Answer, Key extends keyof Answer> =
  NonNullable<Answer[Key]> extends readonly (infer Item)[] ? Item : never;

/** Where a page begins: its number, or its cursor, which the first one has none of. */
export type Spot = number | string | undefined;

/** How a list is read: one request for one page. */
export interface PageSource<T> {
  readonly operation: string;
  readonly info: PageInfo;
  /** The page to begin with. */
  readonly from: Spot;
  /** The whole answer for one page, its item array looked at. */
  fetch(at: Spot): Promise<{ readonly body: object; readonly items: readonly T[] }>;
  /** What tells one item from another. */
  identity(item: T): unknown;
  /** Something about the list that its reader should know, and that is no reason to fail. */
  odd(problem: string): void;
}

export function list<T>(source: PageSource<T>, onDemand: () => Promise<OnDemand>): List<T> {
  async function* pages(): AsyncGenerator<Page<T>, void, undefined> {
    const { readPages } = await onDemand();
    yield* readPages(source);
  }
  async function* items(): AsyncGenerator<T, void, undefined> {
    for await (const page of pages()) yield* page.items;
  }
  async function first(): Promise<Page<T>> {
    for await (const page of pages()) return page;
    return { items: [], page: undefined, cursor: undefined, total: 0, hasMore: false };
  }
  return {
    // biome-ignore lint/suspicious/noThenProperty: a list is awaitable on purpose: awaiting it reads its first page.
    then: (resolve, reject) => first().then(resolve, reject),
    pages,
    [Symbol.asyncIterator]: items,
    async all({ limit } = { limit: 0 }) {
      if (!Number.isInteger(limit) || limit < 1) {
        throw new InputError([{ field: "limit", problem: "must be a whole number from 1" }], source.operation);
      }
      const all: T[] = [];
      for await (const item of items()) if (all.push(item) >= limit) break;
      return all;
    },
  };
}
