import type { Items } from "./batches.ts";
import { InputError } from "./errors.ts";
import { unlessAborted } from "./waits.ts";

/** Takes the next input, unless the caller has given up: what comes at once would win a race against the signal. */
export function nextOf<T>(
  iterator: Iterator<T> | AsyncIterator<T>,
  { signal, operation }: { readonly signal: AbortSignal | undefined; readonly operation: string },
): Promise<IteratorResult<T>> {
  const next = signal?.aborted ? new Promise<never>(() => {}) : Promise.resolve(iterator.next());
  return unlessAborted(next, signal, operation);
}

interface Named {
  readonly operation: string;
  readonly noun: string;
}

export function iterate<T>(source: Named & { readonly items: Items<T> }): Iterator<T> | AsyncIterator<T> {
  const { items, noun } = source;
  if (typeof items === "object" && items !== null) {
    if (Symbol.asyncIterator in items) return items[Symbol.asyncIterator]();
    if (Symbol.iterator in items) return items[Symbol.iterator]();
  }
  const got = items === null ? "null" : typeof items;
  throw emptyOrNone(source, `must be an array or another iterable of ${noun}s, got ${got}`);
}

export function emptyOrNone({ operation, noun }: Named, problem: string): InputError {
  return new InputError([{ field: `${noun}s`, problem }], operation);
}
