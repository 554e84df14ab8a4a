import { operations } from "../../../generated/leadlex.operations.ts";
import type { Chance } from "../chance.ts";
import type { OperationId } from "./wire.ts";

/**
 * How answers with one object are put into their envelopes: each as its page has it, all flat (`{ data: … }`), all wrapped
 * (`{ data: { campaign: … } }`), or by chance for each answer.
 */
export type Envelopes = "documented" | "flat" | "wrapped" | "mixed";

/** The operations on the newer pages: what they answer has a name in `data`. */
const WRAPPED: ReadonlySet<OperationId> = new Set([
  "getCampaign",
  "updateCampaign",
  "pauseCampaign",
  "getCampaignStats",
  "createStep",
  "updateStep",
  "createWebhook",
  "updateWebhook",
]);

/**
 * @param answer as the contract's types have it
 * @param requestId what a mixed generation is drawn for
 */
export function enveloped(
  chance: Chance,
  generation: Envelopes,
  operation: OperationId,
  answer: object,
  requestId: string,
): object {
  const { meta, ...data } = { meta: undefined, ...answer };
  const info = operations[operation];
  if (!("envelope" in info)) return meta === undefined ? { data } : { data, meta };
  const isWrapped =
    generation === "documented"
      ? WRAPPED.has(operation)
      : generation === "wrapped" || (generation === "mixed" && chance.of("envelope", requestId) < 0.5);
  return { data: isWrapped ? { [info.envelope]: data } : data };
}
