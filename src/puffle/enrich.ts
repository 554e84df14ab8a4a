import type { ApiResponse } from "../core/call.ts";
import { checkCallOptions } from "../core/call-options.ts";
import { must } from "../core/checks.ts";
import { InputError, InsufficientCreditsError, OperationEndedError, type Problem } from "../core/errors.ts";
import type { JobReader, StartedOperation } from "../core/operation.ts";
import type { CallOptions } from "../core/options.ts";
import { member } from "../core/record.ts";
import type { Budget } from "../core/waits.ts";
import { NotCancellableError } from "./errors.ts";
import { startedOperation } from "./jobs.ts";
import { withAffordable } from "./messages.ts";
import { settlingRead } from "./settling-read.ts";
import type {
  CancelledEnrichmentRun,
  EnrichmentRun,
  EnrichmentStarted,
  NewEnrichment,
  NewEnrichmentRun,
  PuffleEngine,
} from "./types.ts";

export interface EnrichmentOptions extends CallOptions {
  /** What tells this start from another one; the body's own `idempotencyKey` will do as well. Default: a random one. */
  readonly idempotencyKey?: string | undefined;
}

const isKey = must("a string that is not empty", (value) => typeof value === "string" && value.trim() !== "");

/** Starts a run, once for each key, however often it has to be sent (P54). */
export async function startEnrichment(
  engine: PuffleEngine,
  given: NewEnrichmentRun,
  options: EnrichmentOptions = {},
): Promise<StartedOperation<EnrichmentRun, EnrichmentStarted>> {
  checkCallOptions(options, "createEnrichment", { idempotencyKey: isKey });
  checkStart(given, options.idempotencyKey);
  const { idempotencyKey = given.idempotencyKey ?? crypto.randomUUID(), ...call } = options;
  const body = { ...given, idempotencyKey };
  try {
    const answer = await engine.answer("createEnrichment", { body }, call);
    const { enrichmentRunId, runId } = answer.data;
    const id = enrichmentRunId || runId;
    if (typeof id !== "string" || id === "")
      throw await engine.unreadable("createEnrichment", answer, "has neither `enrichmentRunId` nor `runId`");
    return startedOperation(engine, "createEnrichment", id, answer.data, answer.correlationId);
  } catch (error) {
    throw error instanceof InsufficientCreditsError ? withAffordable(error, member(given.scope, "leadIds")) : error;
  }
}

function checkStart(given: NewEnrichmentRun, key: string | undefined): void {
  const problems: Problem[] = [
    ...(given.idempotencyKey === undefined ? [] : isKey(given.idempotencyKey, "body.idempotencyKey")),
  ];
  if (key !== undefined && given.idempotencyKey !== undefined && key !== given.idempotencyKey)
    problems.push({ field: "idempotencyKey", problem: "is another one than the body's: give one of them" });
  const mode = member(given, "mode");
  if (mode !== undefined && mode !== "persisted")
    problems.push({ field: "body.mode", problem: "must not be set: enrichment.preview() makes a preview" });
  if (problems.length > 0) throw new InputError(problems, "createEnrichment");
}

/** Plans a run, free of charge (P55). */
export function previewEnrichment(
  engine: PuffleEngine,
  given: Omit<NewEnrichment, "mode" | "idempotencyKey">,
  options: CallOptions | undefined,
): Promise<ApiResponse<EnrichmentStarted>> {
  return engine.call("createEnrichment", { body: { ...given, mode: "preview" } }, options).withResponse();
}

/** How a run is looked at, what its failure means, and how it is stopped. */
export function enrichmentReader(engine: PuffleEngine): JobReader<EnrichmentRun> {
  return {
    async read(id, options, budget) {
      const { run, correlationId } = await readRun(engine, id, options, budget, true);
      // The one that the run was started with is what traces it (P53).
      return { state: run.status ?? "unknown", value: run, correlationId: run.trigger?.correlationId ?? correlationId };
    },
    failure(state, operation, correlationId) {
      const trace = correlationId === undefined ? "" : ` (correlation id ${correlationId})`;
      const message = `${operation}: the run ${state}; what it had found by then is in its items. Report it before it is started again: credits are not given back.${trace}`;
      const details = {
        operation,
        correlationId,
        code: "enrichment_failed",
        outcome: "sent",
        next: "ask_human",
      } as const;
      return new OperationEndedError(message, { ...details, state });
    },
    async cancel(id, options) {
      await cancelEnrichment(engine, id, options);
    },
  };
}

/**
 * Cancels a run. One that is cancelled already is success; one whose status has just changed is read, and cancelled once
 * more where that is still possible (P56).
 */
export async function cancelEnrichment(
  engine: PuffleEngine,
  id: string,
  options: CallOptions | undefined,
): Promise<ApiResponse<CancelledEnrichmentRun>> {
  const budget = engine.budget(options);
  for (let attempt = 1; ; attempt++) {
    try {
      return await engine.call("cancelEnrichment", { path: { id } }, options, { pick: "run", budget }).withResponse();
    } catch (error) {
      if (!(error instanceof NotCancellableError)) throw error;
      const { run, response } = await readRun(engine, id, settlingRead(options), budget, false);
      if (run.status === "cancelled") {
        const cancelledAt = run.timing?.cancelledAt;
        return { ...response, data: { id, status: "cancelled", ...(cancelledAt != null && { cancelledAt }) } };
      }
      const mayChange = error.reason === "run_status_changed" && (run.status === "pending" || run.status === "running");
      if (!mayChange || attempt > 1) throw error;
    }
  }
}

async function readRun(
  engine: PuffleEngine,
  id: string,
  options: CallOptions | undefined,
  budget: Budget | undefined,
  once: boolean,
) {
  const answer = await engine.answer("getEnrichmentRun", { path: { id } }, options, { budget, once });
  await engine.member("getEnrichmentRun", answer, "run");
  const { data, status, headers, correlationId, attempts } = answer;
  return { run: data.run, correlationId, response: { status, headers, correlationId, attempts } };
}
