import { operations } from "../../../generated/puffle.operations.ts";
import { type FaultParts, Faults, isTrue, oneOf, type WireFault } from "../faults.ts";
import type { Shaping } from "./handlers.ts";
import type { OperationId } from "./wire.ts";

/**
 * Something that goes wrong with the next requests to an operation.
 *
 * At most one of `status`, `drop`, `stall`, `truncate`, `cut` and `answer` says how a request ends; the others combine
 * with that and with each other.
 */
export interface Fault extends WireFault, Shaping {}

const SHAPING: FaultParts<OperationId, Shaping>["shaping"] = {
  background: { check: oneOf("stuck", "rolls_back", "slow"), only: ["launchCampaign"] },
  task: {
    check: oneOf("fails", "stuck"),
    only: ["createLeadSearch", "createEnrichment", "verifyDomain", "createSignalSearch"],
  },
  warmup: { check: oneOf("not_started"), only: ["createInbox"] },
  readBack: { check: oneOf("fails"), only: ["addSequenceNode", "moveSequenceNode", "deleteSequenceNode"] },
  partial: { check: isTrue, only: ["importLeadsFromListToCampaign"] },
  saving: { check: oneOf("fails"), only: ["sendThreadMessage"] },
  inFlight: { check: oneOf("dm", "comment", "both"), only: ["generateSignalMessages"] },
};

export function createFaults(): Faults<OperationId, Shaping> {
  return new Faults<OperationId, Shaping>({ operations, shaping: SHAPING });
}
