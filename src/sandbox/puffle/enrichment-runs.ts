import type { Enrichment } from "./enrichment-catalog.ts";
import type { Shaping } from "./handlers.ts";
import type { LeadRecord } from "./lead-store.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

type ItemStatus = "pending" | "running" | "completed" | "skipped" | "failed";

/** One lead of a run. */
export interface EnrichmentItem {
  readonly id: string;
  readonly lead: LeadRecord;
  status: ItemStatus;
  value: unknown;
  skippedReason: string | null;
  error: string | null;
  startedAt: string | null;
  completedAt: string | null;
}

/** What a run was asked to do. */
export interface EnrichmentOrder {
  readonly enrichment: Enrichment;
  readonly scope: Schemas["EnrichmentScope"];
  readonly leads: readonly LeadRecord[];
  readonly attributeKey: string;
  /** What was charged, in credits. */
  readonly cost: number;
  readonly ending: Shaping["task"];
}

export interface EnrichmentRun extends EnrichmentOrder {
  readonly id: string;
  readonly triggerRunId: string;
  readonly correlationId: string;
  readonly createdAt: string;
  readonly items: readonly EnrichmentItem[];
  status: "pending" | "running" | "completed" | "failed" | "cancelled";
  error: string | null;
  startedAt: string | null;
  completedAt: string | null;
  cancelledAt: string | null;
  updatedAt: string;
}

/** How long a run is pending, and how long it takes then: for each lead, and at the most. In virtual ms. */
const STARTS_AFTER = 3_000;
const SHORTEST_TIME = 5_000;
const TIME_PER_LEAD = 700;
const LONGEST_TIME = 240_000;
/** A run's items are worked on in so many steps at the most, so many at a time. */
const STEPS = 48;
const SIDE_BY_SIDE = 5;
/** The chance that a provider fails. */
const FAILURE_RATE = 0.05;

/** Starts a run; it goes on by itself as time passes. */
export function startRun(world: World, order: EnrichmentOrder): EnrichmentRun {
  const id = world.newId("enrichment run");
  const at = world.timestamp;
  const run: EnrichmentRun = {
    ...order,
    id,
    triggerRunId: world.newRunId(),
    correlationId: world.correlationId,
    createdAt: at,
    items: order.leads.map((lead, index) => ({
      // In ascending order, as the pages of items are. (E 4)
      id: `item_${id.slice(0, 8)}_${String(index + 1).padStart(6, "0")}`,
      lead,
      status: "pending",
      value: undefined,
      skippedReason: null,
      error: null,
      startedAt: null,
      completedAt: null,
    })),
    status: "pending",
    error: null,
    startedAt: null,
    completedAt: null,
    cancelledAt: null,
    updatedAt: at,
  };
  world.enrichmentRuns.set(id, run);
  const begin = world.now + STARTS_AFTER;
  const takes = Math.min(SHORTEST_TIME + run.items.length * TIME_PER_LEAD, LONGEST_TIME);
  const steps = Math.max(1, Math.min(STEPS, run.items.length));
  world.schedule(begin, () => {
    if (run.status !== "pending") return;
    run.status = "running";
    run.startedAt = world.timestamp;
    begun(world, run, 0);
    for (let step = 1; step <= steps; step++)
      world.schedule(begin + (takes * step) / steps, () => goOn(world, run, step, steps));
  });
  return run;
}

/** What is waiting is skipped, what runs is finished; nothing is given back. (E 4) */
export function cancelRun(world: World, run: EnrichmentRun): void {
  run.status = "cancelled";
  run.cancelledAt = world.timestamp;
  run.completedAt = world.timestamp;
  run.updatedAt = world.timestamp;
  for (const item of run.items) if (item.status === "pending") end(world, item, "skipped", "run_cancelled");
}

function goOn(world: World, run: EnrichmentRun, step: number, steps: number): void {
  if (run.status !== "running" && run.status !== "cancelled") return;
  const until = Math.floor((run.items.length * step) / steps);
  if (run.ending && run.status === "running" && step * 2 > steps) {
    if (run.ending === "fails") {
      run.status = "failed";
      run.error = "The enrichment worker stopped unexpectedly";
      run.completedAt = world.timestamp;
    }
    return;
  }
  for (const item of run.items.slice(0, until))
    if (item.status === "pending" || item.status === "running") work(world, run, item);
  run.updatedAt = world.timestamp;
  if (run.status !== "running") return;
  begun(world, run, until);
  if (step < steps) return;
  run.status = "completed";
  run.completedAt = world.timestamp;
}

/** Some items are always being worked on. */
function begun(world: World, run: EnrichmentRun, from: number): void {
  for (const item of run.items.slice(from, from + SIDE_BY_SIDE)) {
    if (item.status !== "pending") continue;
    item.status = "running";
    item.startedAt = world.timestamp;
  }
}

/** Looks at one lead; what is found lands in its attributes. */
function work(world: World, { id, enrichment, attributeKey }: EnrichmentRun, item: EnrichmentItem): void {
  item.startedAt ??= world.timestamp;
  const lead = world.leads.lead(item.lead.id);
  const fails = world.chance.of("enrichment fails", id, item.lead.id) < FAILURE_RATE;
  const found = lead && !fails ? enrichment.find(world, lead.row) : undefined;
  if (!lead) end(world, item, "skipped", "lead_deleted");
  else if (fails) {
    item.error = "The provider did not answer";
    end(world, item, "failed");
  } else if (found && "skipped" in found) end(world, item, "skipped", found.skipped);
  else {
    if (found) {
      item.value = found.value;
      const attributes = { ...lead.row.attributes, [attributeKey]: found.value };
      world.leads.changeLead(lead, { ...lead.row, attributes, updatedAt: world.timestamp });
    }
    end(world, item, "completed");
  }
}

function end(world: World, item: EnrichmentItem, status: ItemStatus, skippedReason: string | null = null): void {
  item.status = status;
  item.skippedReason = skippedReason;
  item.completedAt = world.timestamp;
}
