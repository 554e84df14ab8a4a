/**
 * What the sandbox draws instead of rolling dice: every draw is a pure function of the seed and of what it is drawn
 * for, so that neither the time nor the order in which things happen can change it.
 */
export class Chance {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** A number from 0 up to, but not including, 1. */
  of(...what: readonly (string | number)[]): number {
    return hash(this.#text(what), 0) / 2 ** 32;
  }

  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number, ...what: readonly (string | number)[]): number {
    return min + Math.floor(this.of(...what) * (max - min + 1));
  }

  /** One of the items. */
  pick<T>(items: readonly [T, ...T[]], ...what: readonly (string | number)[]): T {
    return items[this.between(0, items.length - 1, ...what)] ?? items[0];
  }

  /** An id in the form of a UUID of version 4. */
  uuid(...what: readonly (string | number)[]): string {
    const text = this.#text(what);
    const hex = [1, 2, 3, 4].map((salt) => hash(text, salt).toString(16).padStart(8, "0")).join("");
    const variant = "89ab"[Number.parseInt(hex.slice(16, 17), 16) % 4];
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  #text(what: readonly (string | number)[]): string {
    return `${this.#seed}\u0000${what.join("\u0000")}`;
  }
}

/** 32 bits: FNV-1a over the UTF-16 units, then mixed so that texts that differ in one place share nothing. */
function hash(text: string, salt: number): number {
  let bits = (0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1)) >>> 0;
  for (let index = 0; index < text.length; index++) bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  bits ^= bits >>> 16;
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
