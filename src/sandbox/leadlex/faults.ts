import { operations } from "../../../generated/leadlex.operations.ts";
import { type FaultParts, Faults, isTrue, oneOf, type WireFault } from "../faults.ts";
import type { Shaping } from "./handlers.ts";
import type { OperationId } from "./wire.ts";

/**
 * Something that goes wrong with the next requests to an operation of LeadLex.
 *
 * At most one of `status`, `drop`, `stall`, `truncate`, `cut` and `answer` says how a request ends; the others combine
 * with that and with each other. An answer in place of the work doesn't count towards the plan's limits.
 */
export interface LeadLexFault extends WireFault, Shaping {}

const SHAPING: FaultParts<OperationId, Shaping>["shaping"] = {
  task: { check: oneOf("fails", "stuck"), only: ["approveLexiTask"] },
  hidden: { check: isTrue, only: ["listLexiTasks"] },
};

export function createFaults(): Faults<OperationId, Shaping> {
  return new Faults<OperationId, Shaping>({ operations, shaping: SHAPING });
}
