import { ok } from "../handlers.ts";
import { Refusal } from "../refusal.ts";
import { creditsShort, PRICES } from "./credits.ts";
import { CATALOG, catalogView, type Enrichment } from "./enrichment-catalog.ts";
import { cancelRun, type EnrichmentItem, type EnrichmentRun, startRun } from "./enrichment-runs.ts";
import type { Handlers } from "./handlers.ts";
import type { LeadRecord } from "./lead-store.ts";
import { invalidRequest, notFound, refusal } from "./refusal.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

const DEFAULT_PAGE = 50;

/** What can be found out about leads, and the runs that do. */
export const enrichments: Handlers = {
  listEnrichments({ query: { id, q = "" } = {} }, world) {
    const wanted = q.toLowerCase();
    const found = CATALOG.filter(({ slug, name, description }) =>
      id === undefined ? `${slug} ${name} ${description}`.toLowerCase().includes(wanted) : slug === id,
    );
    // Which of the two it is, is not documented.
    if (id !== undefined && found.length === 0 && world.chance.of("unknown enrichment") < 0.5)
      throw notFound("Enrichment");
    return ok({ enrichments: found.map(catalogView) });
  },

  createEnrichment({ body }, world, { task }) {
    const { enrichmentId, scope, mode, output, idempotencyKey } = body;
    const enrichment = CATALOG.find(({ slug }) => slug === enrichmentId);
    if (!enrichment) throw notFound("Enrichment");
    const known = idempotencyKey === undefined ? undefined : world.enrichmentKeys.get(idempotencyKey);
    if (known && mode !== "preview") return { status: 202, body: startedView(known, true) };
    const leads = leadsIn(world, enrichment, scope);
    if (mode === "preview")
      return ok({
        enrichmentRunId: null,
        runId: null,
        status: "completed",
        leadCount: leads.length,
        triggerRunId: null,
        reusedExistingRun: false,
      });
    const cost = leads.length * PRICES[enrichment.action];
    if (cost > world.credits) throw creditsShort(world, cost);
    const attributeKey = output?.attributeKey ?? enrichment.slug;
    const run = startRun(world, { enrichment, scope, leads, attributeKey, cost, ending: task });
    world.credits -= cost;
    if (idempotencyKey !== undefined) world.enrichmentKeys.set(idempotencyKey, run);
    return { status: 202, body: startedView(run, false) };
  },

  getEnrichmentRun({ path }, world) {
    return ok({ run: runView(known(world, path.id)) });
  },

  listEnrichmentItems({ path, query = {} }, world) {
    const run = known(world, path.id);
    const { status, leadId, cursor, limit = DEFAULT_PAGE } = query;
    if (limit < 1) throw invalidRequest("limit: must be at least 1");
    if (cursor !== undefined && !run.items.some(({ id }) => id === cursor))
      throw invalidRequest("cursor: is none that this list has handed out");
    const rest = run.items.filter(
      (item) =>
        (cursor === undefined || item.id > cursor) &&
        (status === undefined || item.status === status) &&
        (leadId === undefined || item.lead.id === leadId),
    );
    const page = rest.slice(0, limit);
    const hasMore = rest.length > page.length;
    const nextCursor = hasMore ? (page.at(-1)?.id ?? null) : null;
    return ok({ items: page.map((item) => itemView(run, item)), page: { limit, nextCursor, hasMore } });
  },

  cancelEnrichment({ path }, world) {
    const run = known(world, path.id);
    const { status } = run;
    if (status !== "pending" && status !== "running") {
      const refused = refusal(world.chance, 409, "run_not_cancellable", { status });
      throw new Refusal(409, { ...refused.body, reason: "run_not_cancellable" });
    }
    cancelRun(world, run);
    return ok({ run: { id: run.id, status: "cancelled", cancelledAt: run.cancelledAt } });
  },
};

/** The leads of a scope, each once; those of a list as far as they are of the right type. */
function leadsIn(world: World, { subject }: Enrichment, scope: Schemas["EnrichmentScope"]): LeadRecord[] {
  if (scope.type === "filtered_list")
    throw refusal(world.chance, 400, "enrichment_scope_unsupported", { type: scope.type });
  const isSubject = ({ row }: LeadRecord) => (row.type === "company" ? "company" : "person") === subject;
  const list = scope.listId === undefined ? undefined : world.leads.list(scope.listId);
  if (scope.listId !== undefined && !list) throw notFound("List");
  if (scope.type === "list")
    return list ? world.leads.members(list).flatMap(({ lead }) => (isSubject(lead) ? [lead] : [])) : [];
  if (scope.leadIds.length === 0) throw invalidRequest("scope.leadIds: must have at least 1 item(s)");
  return [...new Set(scope.leadIds)].map((id) => {
    const lead = world.leads.lead(id);
    if (!lead) throw notFound("Lead");
    if (!isSubject(lead)) throw refusal(world.chance, 400, "enrichment_wrong_subject", { type: subject });
    return lead;
  });
}

function startedView(run: EnrichmentRun, reusedExistingRun: boolean): Schemas["EnrichmentStarted"] {
  const { id, status, triggerRunId, items } = run;
  return { enrichmentRunId: id, runId: id, status, leadCount: items.length, triggerRunId, reusedExistingRun };
}

function runView(run: EnrichmentRun): Schemas["EnrichmentRun"] {
  const { id, status, enrichment, scope, items, attributeKey, cost, triggerRunId, correlationId, error } = run;
  const { startedAt, completedAt, cancelledAt, createdAt, updatedAt } = run;
  const counts = { pending: 0, running: 0, completed: 0, skipped: 0, failed: 0 };
  for (const item of items) counts[item.status]++;
  const { slug } = enrichment;
  const listId = "listId" in scope ? (scope.listId ?? null) : null;
  return {
    id,
    status,
    mode: "persisted",
    enrichment: { id: slug, slug, version: 1, snapshot: catalogView(enrichment) },
    scope: { type: scope.type, listId, requested: scope, resolvedCount: items.length, counts },
    output: { target: "lead_attribute", attributeKey, writePolicy: null, persistResults: true },
    cost: { preview: { credits: cost }, actual: { credits: cost } },
    trigger: { correlationId, triggerRunId, dispatchMetadata: null },
    error: error === null ? null : { message: error, details: null },
    timing: { startedAt, completedAt, cancelledAt, createdAt, updatedAt },
  };
}

function itemView(run: EnrichmentRun, item: EnrichmentItem): Schemas["EnrichmentItem"] {
  const { id, lead, status, value, skippedReason, error, startedAt, completedAt } = item;
  const result = value === undefined ? null : { [run.attributeKey]: value };
  return {
    id,
    runId: run.id,
    leadId: lead.id,
    listId: "listId" in run.scope ? (run.scope.listId ?? null) : null,
    membershipId: null,
    status,
    result,
    skippedReason,
    error: error === null ? null : { message: error, details: null },
    attempts: startedAt === null ? 0 : 1,
    metadata: { inputSnapshot: null, leadSnapshot: null, result, provider: null, providerSubmissionId: null },
    timing: { startedAt, completedAt, createdAt: run.createdAt, updatedAt: completedAt ?? startedAt ?? run.createdAt },
  };
}

/** @throws Refusal 404 */
function known(world: World, id: string): EnrichmentRun {
  const run = world.enrichmentRuns.get(id);
  if (!run) throw notFound("Enrichment run");
  return run;
}
