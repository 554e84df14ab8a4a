/** Something that is due at a time. */
export interface Entry<T> {
  readonly at: number;
  readonly item: T;
  /** How many were added before it. */
  readonly order: number;
  /** Whether it has been taken or removed. */
  gone: boolean;
}

/** Things in the order in which they fall due; those due at the same time in the order in which they were added. */
export class Queue<T> {
  #heap: Entry<T>[] = [];
  #added = 0;
  #gone = 0;

  get size(): number {
    return this.#heap.length - this.#gone;
  }

  /** @returns what `remove` takes */
  add(at: number, item: T): Entry<T> {
    const place: Entry<T> = { at, item, order: this.#added++, gone: false };
    this.#heap.push(place);
    this.#rise(this.#heap.length - 1);
    return place;
  }

  /** The first one, which stays. */
  peek(): Entry<T> | undefined {
    while (this.#heap[0]?.gone) {
      this.#pop();
      this.#gone--;
    }
    return this.#heap[0];
  }

  /** Takes the first one out, if it is due by then. */
  take(by = Number.POSITIVE_INFINITY): Entry<T> | undefined {
    const first = this.peek();
    if (!first || first.at > by) return undefined;
    first.gone = true;
    this.#pop();
    return first;
  }

  /** Takes one out, wherever it is; one that is out already stays out. */
  remove(entry: Entry<T>): void {
    if (entry.gone) return;
    entry.gone = true;
    this.#gone++;
    // Removed ones are left lying until they come first; too many of them would only take memory.
    if (this.#gone > 64 && this.#gone * 2 > this.#heap.length) this.#sweep();
  }

  #sweep(): void {
    // A sorted array is a heap.
    this.#heap = this.#heap.filter((place) => !place.gone).sort((a, b) => (before(a, b) ? -1 : 1));
    this.#gone = 0;
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(from: number): void {
    const heap = this.#heap;
    for (let child = from; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfBefore(heap, child, parent)) return;
      child = parent;
    }
  }

  #sink(from: number): void {
    const heap = this.#heap;
    for (let parent = from; ; ) {
      const left = 2 * parent + 1;
      const [leftPlace, rightPlace] = [heap[left], heap[left + 1]];
      if (!leftPlace) return;
      const child = rightPlace && before(rightPlace, leftPlace) ? left + 1 : left;
      if (!this.#swapIfBefore(heap, child, parent)) return;
      parent = child;
    }
  }

  #swapIfBefore(heap: Entry<T>[], child: number, parent: number): boolean {
    const [lower, upper] = [heap[child], heap[parent]];
    if (!lower || !upper || !before(lower, upper)) return false;
    heap[parent] = lower;
    heap[child] = upper;
    return true;
  }
}

function before(a: Entry<unknown>, b: Entry<unknown>): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
