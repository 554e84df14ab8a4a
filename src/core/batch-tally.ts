import type { ChunkResult, Rejection } from "./batches.ts";

/** What requests came to. */
export class Tally {
  done = 0;
  duplicates = 0;
  failed = 0;
  unknown = 0;
  /** Whom the service refused. */
  readonly refused: Rejection[] = [];

  /** The sums add up whatever the counts: nobody is counted who was not sent, and who is left out is in doubt. */
  settle(sent: number, counts: ChunkResult): void {
    let left = sent;
    const share = (count = 0) => {
      const some = Math.max(0, Math.min(left, count));
      left -= some;
      return some;
    };
    this.done += share(counts.done);
    this.duplicates += share(counts.duplicates);
    this.failed += share(counts.failed);
    this.unknown += left;
  }

  add(other: Omit<Tally, "settle" | "add" | "refused"> & { readonly refused: readonly Rejection[] }): void {
    this.done += other.done;
    this.duplicates += other.duplicates;
    this.failed += other.failed;
    this.unknown += other.unknown;
    for (const one of other.refused) this.refused.push(one);
  }
}
