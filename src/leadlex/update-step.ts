import type { ApiResponse } from "../core/call.ts";
import type { CallOptions } from "../core/options.ts";
import { checkStep } from "./step-input.ts";
import type { LeadLexEngine, Step, StepUpdate } from "./types.ts";

/** Changes a step. */
export async function updateStep(
  engine: LeadLexEngine,
  { id, step_id }: { readonly id: string; readonly step_id: string },
  body: StepUpdate,
  options: CallOptions | undefined,
): Promise<ApiResponse<Step>> {
  checkStep("updateStep", body);
  return engine.call("updateStep", { path: { id, step_id }, body }, options).withResponse();
}
