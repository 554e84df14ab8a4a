import type { Lost } from "../core/attempts.ts";
import type { ApiResponse } from "../core/call.ts";
import type { CallOptions } from "../core/options.ts";
import { ownWork } from "../core/own-work.ts";
import { settlingRead, untilSettled } from "../core/settling-read.ts";
import { checkStep } from "./step-input.ts";
import type { LeadLexEngine, NewStep, Step } from "./types.ts";

const OPERATION = "createStep";

/** Adds a step once; a lost answer is settled by the campaign's steps (P17). */
export async function createStep(
  engine: LeadLexEngine,
  id: string,
  body: NewStep,
  options: CallOptions | undefined,
): Promise<ApiResponse<Step>> {
  checkStep(OPERATION, body, ["subject", "body"]);
  const budget = engine.budget(options);
  const reconcile = (lost: Lost) =>
    untilSettled(engine, lost, async () => {
      const reading = { budget: lost.budget, settles: true };
      const answer = await engine.answer("listSteps", { path: { id } }, settlingRead(options), reading);
      await engine.items("listSteps", answer, "steps");
      return ownWork(engine, {
        operation: OPERATION,
        noun: "step",
        all: answer.data.steps,
        answer,
        lost,
        createdAt: (step) => step.created_at,
        isAsSent: (step) => isAsSent(step, body),
      });
    });
  const details = { budget, reconcile };
  const answer = await engine.answer(OPERATION, { path: { id }, body }, options, details);
  const { data, status, headers, correlationId, attempts } = answer;
  return { data, status, headers, correlationId, attempts };
}

/** Equal in everything that was sent, defaults included. */
function isAsSent(
  step: Step,
  { subject, body, delay_days = 0, delay_hours = 0, send_condition = "always" }: NewStep,
): boolean {
  return (
    step.subject === subject &&
    step.body === body &&
    step.delay_days === delay_days &&
    step.delay_hours === delay_hours &&
    step.send_condition === send_condition
  );
}
