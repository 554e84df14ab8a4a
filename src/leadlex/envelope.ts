import { operations } from "../../generated/leadlex.operations.ts";
import type { OperationInfo } from "../core/contract.ts";
import { isRecord, member } from "../core/record.ts";

/**
 * What an answer holds (L08). The pages come in two generations: the older ones put an object right under `data`, the newer
 * ones under a name of its own in there. Which one answers is no caller's business; this is the one place that knows.
 * @returns the object itself, with what stands beside it; of a list its members, with `meta` beside them; undefined where there is no `data`
 */
export function unwrap(operation: string, body: object): object | undefined {
  const data = member(body, "data");
  if (!isRecord(data) || Array.isArray(data)) return undefined;
  const table: Readonly<Record<string, OperationInfo>> = operations;
  const name = table[operation]?.envelope;
  if (name !== undefined) {
    // Something may stand beside the object, as what belongs to this answer only.
    const { [name]: wrapped, meta: _, ...siblings } = data;
    if (isRecord(wrapped)) return { ...siblings, ...wrapped };
  }
  const meta = member(body, "meta");
  return meta === undefined ? data : { ...data, meta };
}
