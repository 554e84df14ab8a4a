/** A place where an answer differs from the contract. */
export interface Mismatch {
  /** Dotted, with `*` for indexes and the keys of maps. */
  readonly path: string;
  /** What the contract expects there. */
  readonly expected: string;
}

/** Looks at an answer: what has another type than the contract says, and what open enums don't know yet. */
export type Validator = (
  operation: string,
  data: unknown,
) => { readonly mismatches: readonly Mismatch[]; readonly unknownValues: readonly Mismatch[] };
