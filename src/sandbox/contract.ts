import type { Shape, Shapes } from "../core/shapes.ts";

/** Requests' shapes, by operation. */
export interface RequestShapes extends Shapes {
  readonly requests: Readonly<
    Record<string, { readonly query?: Shape; readonly body?: Shape; readonly bodyRequired?: boolean }>
  >;
}
