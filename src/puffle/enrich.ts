import type { ApiResponse } from "../core/call.ts";
import { checkCallOptions } from "../core/call-options.ts";
import { must } from "../core/checks.ts";
import {
  InputError,
  InsufficientCreditsError,
  OperationEndedError,
  type Problem,
  PuffleError,
} from "../core/errors.ts";
import type { JobReader, StartedOperation } from "../core/operation.ts";
import type { CallOptions } from "../core/options.ts";
import { idProblem } from "../core/path.ts";
import { isRecord, member } from "../core/record.ts";
import { settlingRead } from "../core/settling-read.ts";
import type { Budget } from "../core/waits.ts";
import { NotCancellableError } from "./errors.ts";
import { startedOperation } from "./jobs.ts";
import { withAffordable } from "./messages.ts";
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
  const { idempotencyKey: own = given.idempotencyKey, ...call } = options;
  const idempotencyKey = own ?? crypto.randomUUID();
  const body = { ...given, idempotencyKey };
  try {
    const answer = await engine.answer("createEnrichment", { body }, call);
    const { enrichmentRunId, runId } = answer.data;
    const id = enrichmentRunId || runId;
    if (typeof id !== "string" || id === "")
      throw await engine.unreadable("createEnrichment", answer, "has neither `enrichmentRunId` nor `runId`");
    // Nobody else has a random key: the run that is there already is what a lost attempt of this very call has started.
    const isOwn = own === undefined && answer.repeated && answer.data.reusedExistingRun === true;
    const started = isOwn ? { ...answer.data, reusedExistingRun: false } : answer.data;
    return startedOperation(engine, "createEnrichment", id, started, answer.correlationId);
  } catch (error) {
    if (error instanceof InsufficientCreditsError) throw withAffordable(error, member(given.scope, "leadIds"));
    throw error instanceof PuffleError && error.outcome !== "not_sent"
      ? withKey(error, idempotencyKey, own === undefined)
      : error;
  }
}

/** The error with the key by which the start is tried again. A caller's own may name people: it is not printed (P82). */
function withKey(error: PuffleError, idempotencyKey: string, isRandom: boolean): PuffleError {
  const same = isRandom ? `{ idempotencyKey: "${idempotencyKey}" }` : "the same idempotencyKey";
  const message = `${error.message} To try again, start it with ${same}: what has been started is returned then, and not charged again.`;
  const { stack } = error;
  return Object.defineProperties(error, {
    message: { value: message },
    idempotencyKey: { value: idempotencyKey, enumerable: isRandom },
    ...(stack !== undefined && { stack: { value: stack.replace(error.message, () => message) } }),
  });
}

function checkStart(given: NewEnrichmentRun, key: string | undefined): void {
  const problems = scopeProblems(given);
  const inBody = member(given, "idempotencyKey");
  if (inBody !== undefined) problems.push(...isKey(inBody, "body.idempotencyKey"));
  if (key !== undefined && inBody !== undefined && key !== inBody)
    problems.push({ field: "idempotencyKey", problem: "is another one than the body's: give one of them" });
  const mode = member(given, "mode");
  if (mode !== undefined && mode !== "persisted")
    problems.push({ field: "body.mode", problem: "must not be set: enrichment.preview() makes a preview" });
  if (problems.length > 0) throw new InputError(problems, "createEnrichment");
}

/** What is wrong with what to enrich and for whom: ids go into the body, where no path looks at them. */
function scopeProblems(given: unknown): Problem[] {
  if (!isRecord(given)) return [{ field: "body", problem: "must be an object" }];
  const problems: Problem[] = [];
  const check = (field: string, id: unknown) => {
    const problem = idProblem(id);
    if (problem) problems.push({ field: `body.${field}`, problem });
  };
  check("enrichmentId", given["enrichmentId"]);
  const scope = given["scope"];
  if (!isRecord(scope)) return [...problems, { field: "body.scope", problem: "must be an object" }];
  const { type, leadIds, listId }: Record<string, unknown> = scope;
  if (type === "list" || listId !== undefined) check("scope.listId", listId);
  if (type !== "explicit_leads" && leadIds === undefined) return problems;
  if (!Array.isArray(leadIds) || leadIds.length === 0)
    problems.push({ field: "body.scope.leadIds", problem: "must be an array with at least one id" });
  else for (const [index, id] of leadIds.entries()) check(`scope.leadIds[${index}]`, id);
  return problems;
}

/** Plans a run, free of charge (P55). */
export async function previewEnrichment(
  engine: PuffleEngine,
  given: Omit<NewEnrichment, "mode" | "idempotencyKey">,
  options: CallOptions | undefined,
): Promise<ApiResponse<EnrichmentStarted>> {
  const problems = scopeProblems(given);
  if (problems.length > 0) throw new InputError(problems, "createEnrichment");
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
