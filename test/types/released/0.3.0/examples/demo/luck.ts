/** Faults that either service may meet. */

/** Nobody knows whether it was done. */
export const LOST = [
  { drop: "after" },
  { drop: "before" },
  { truncate: true },
  { stall: "headers" },
  { stall: "body" },
  { status: 504, work: true },
] as const;

/** It was not done. */
export const BUSY = [{ status: 503 }, { status: 429, retryAfter: 7 }, { status: 502 }] as const;

/** Luck by a seed: the same seed, the same luck. */
export function luck<Fault>(seed: number): {
  /** From 0 up to 1. */
  chance(): number;
  among(faults: readonly [Fault, ...Fault[]]): Fault;
} {
  const chance = random(seed);
  return { chance, among: (faults) => faults[Math.floor(chance() * faults.length)] ?? faults[0] };
}

/** mulberry32: small, and the same everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
