import type { CallOptions } from "../core/options.ts";

/**
 * What the reads that settle a lost answer take over of the call's options: all but `retry`. That is about the write; a
 * read that is given up early would leave its outcome unknown.
 */
export function settlingRead(options: CallOptions | undefined): CallOptions {
  const { retry: _, ...reading } = options ?? {};
  return reading;
}
