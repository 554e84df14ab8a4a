import { hash, written } from "../core/hash.ts";
import type { PreparedItem } from "./signal-items.ts";

/**
 * Lets each id through once. The same item again is for the run to count as repeated; other changes to the same id would
 * make an answer by id ambiguous, and dropping them would lose them, so they are reported.
 */
export function onceEach<T, Wire>(prepare: (item: T) => PreparedItem<Wire>): (item: T) => PreparedItem<Wire> {
  const known = new Map<string, string>();
  return (item) => {
    const prepared = prepare(item);
    if ("reason" in prepared) return prepared;
    const { changes, identity } = prepared;
    const what = written(hash(JSON.stringify(sorted(changes))));
    const before = known.get(identity);
    if (before !== undefined && before !== what)
      return { reason: "has the id of an item before it: put all that is wanted for one id into one item" };
    known.set(identity, what);
    return prepared;
  };
}

function sorted(changes: object): unknown {
  return Object.entries(changes).sort(([a], [b]) => (a < b ? -1 : 1));
}
