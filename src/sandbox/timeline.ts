import type { Chance } from "./chance.ts";
import { Queue } from "./queue.ts";

/** What every played service has: its chance, its time, what is going to happen, and ids. */
export class Timeline {
  readonly chance: Chance;
  readonly #now: () => number;
  readonly #events = new Queue<() => void>();
  readonly #made = new Map<string, number>();
  /** The time up to which everything has been played. */
  #played: number;
  #playing = false;

  /** @param now the virtual time, ms since 1970 */
  constructor(chance: Chance, now: () => number) {
    this.chance = chance;
    this.#now = now;
    this.#played = now();
  }

  /** The time that is being played: the present, or a past event's own. In virtual ms. */
  get now(): number {
    return this.#played;
  }

  /** That time as services write it. */
  get timestamp(): string {
    return new Date(this.#played).toISOString();
  }

  /** Plays everything that has fallen due, in its order. */
  catchUp(): void {
    // What happens in the past must not run ahead to the present.
    if (this.#playing) return;
    this.#playing = true;
    try {
      const now = this.#now();
      for (let next = this.#events.take(now); next; next = this.#events.take(now)) {
        this.#played = Math.max(this.#played, next.at);
        next.item();
      }
      this.#played = Math.max(this.#played, now);
    } finally {
      this.#playing = false;
    }
  }

  /** Has something happen at a virtual time, when anybody next looks. */
  schedule(at: number, happen: () => void): void {
    this.#events.add(at, happen);
  }

  /** A new id; the same for the n-th thing of its kind under the same seed. */
  newId(kind: string): string {
    const count = (this.#made.get(kind) ?? 0) + 1;
    this.#made.set(kind, count);
    return this.chance.uuid(kind, count);
  }
}
