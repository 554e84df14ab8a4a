import { hash } from "./hash.ts";

/** A slot: two halves of a hash, and the place counted from 1, so that 0 is an empty one. */
const WORDS = 3;

/**
 * Remembers at which place something stood first, in about 20 bytes for each: a million inputs are told apart in the memory
 * that a page of them takes as text. Two that differ share 64 bits of hash once in some ten million runs of a million.
 */
export class Seen {
  #slots = new Uint32Array(1024 * WORDS);
  #count = 0;

  /** @returns the place where it stood before; undefined for the first time, which is remembered */
  firstPlace(identity: string, place: number): number | undefined {
    const [one, two] = hash(identity);
    const at = this.#find(one, two);
    const found = this.#slots[at + 2] ?? 0;
    if (found > 0) return found - 1;
    this.#slots.set([one, two, place + 1], at);
    if (++this.#count * 3 > (this.#slots.length / WORDS) * 2) this.#grow();
    return undefined;
  }

  /** Where it is, or the empty slot where it belongs. */
  #find(one: number, two: number): number {
    const slots = this.#slots;
    const mask = slots.length / WORDS - 1;
    for (let slot = one & mask; ; slot = (slot + 1) & mask) {
      const at = slot * WORDS;
      if (slots[at + 2] === 0 || (slots[at] === one && slots[at + 1] === two)) return at;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += WORDS) {
      const slot = old.subarray(at, at + WORDS);
      const [one = 0, two = 0, place] = slot;
      if (place) this.#slots.set(slot, this.#find(one, two));
    }
  }
}
