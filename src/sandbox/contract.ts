import type { Shape, Shapes } from "../core/shapes.ts";

/** Requests' shapes, by operation. */
export interface RequestShapes extends Shapes {
  readonly requests: Readonly<
    Record<string, { readonly query?: Shape; readonly body?: Shape; readonly bodyRequired?: boolean }>
  >;
  /** The schemas whose objects may have members besides those that are named. */
  readonly open: readonly string[];
}
