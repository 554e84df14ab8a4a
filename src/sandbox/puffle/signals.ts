import { operations } from "../../../generated/puffle.operations.ts";
import { ok } from "../handlers.ts";
import type { Handlers } from "./handlers.ts";
import { invalidRequest } from "./refusal.ts";
import { analytics } from "./signal-analytics.ts";
import { generate } from "./signal-drafts.ts";
import { pageOf, type SortKey } from "./signal-pages.ts";
import type { EntityRecord, SignalRecord } from "./signal-state.ts";
import type { Schemas } from "./wire.ts";

/** The feed and what is made of it. */
export const signals: Handlers = {
  listSignals({ query = {} }, { signals: state }) {
    const { sortBy, groupBy, minScore, includeDismissed = false } = query;
    const ids = idsIn(query.ids);
    const since = query.since === undefined ? undefined : Date.parse(query.since);
    if (Number.isNaN(since)) throw invalidRequest("since: must be a date-time");
    const rows = [...state.signals.values()].filter(
      ({ id, row, status, createdAt }) =>
        (ids?.has(id) ?? true) &&
        (includeDismissed || status !== "dismissed") &&
        (minScore === undefined || (row.score ?? 0) >= minScore) &&
        (since === undefined || createdAt >= since),
    );
    const { items, pagination } = pageOf(rows, placeInFeed(sortBy, groupBy), query);
    return ok({ signals: items.map((record) => state.signalView(record)), pagination });
  },

  updateSignals({ body }, { signals: state }) {
    for (const [index, { id: _, ...changes }] of body.items.entries())
      if (Object.values(changes).every((change) => change === undefined))
        throw invalidRequest(`items[${index}]: at least one of vote, comment, dmText, commentText, status is required`);
    const outcome = outcomes();
    for (const { id, vote, status, comment, dmText, commentText } of body.items) {
      const record = state.signals.get(id);
      if (!record) {
        outcome.errors.push({ id, error: "not_found" });
        continue;
      }
      if (vote !== undefined) record.vote = vote;
      if (status !== undefined) record.status = status;
      record.row = {
        ...record.row,
        ...(comment !== undefined && { comment }),
        ...(dmText !== undefined && { dmText }),
        ...(commentText !== undefined && { commentText }),
      };
      outcome.updated.push(id);
    }
    return ok(outcome);
  },

  listSignalLeads({ query = {} }, { signals: state }) {
    const { groupBy = "person", sortBy = "recency" } = query;
    const ids = idsIn(query.ids);
    const behind = new Map<EntityRecord, SignalRecord[]>();
    for (const record of state.signals.values()) {
      const id = groupBy === "person" ? record.row.personEntityId : record.row.entityId;
      const entity = state.entities.get(id ?? "");
      if (!entity || !(ids?.has(entity.id) ?? true)) continue;
      behind.set(entity, [...(behind.get(entity) ?? []), record]);
    }
    const keyOf = ([{ id }, records]: [EntityRecord, SignalRecord[]]): SortKey => {
      if (sortBy === "signalCount") return [-records.length, id];
      if (sortBy === "topScore") return [-Math.max(...records.map(({ row }) => row.score ?? 0)), id];
      return [-Math.max(...records.map(({ createdAt }) => createdAt)), id];
    };
    const { items, pagination } = pageOf(behind, keyOf, query);
    const leads = items.map(([{ id, name, person, company }, records]) => {
      const signalIds = records.map((record) => record.id);
      return { id, name, signalIds, person, company };
    });
    return ok({ leads, pagination });
  },

  updateSignalLeads({ body }, { signals: state }) {
    checkLength("updateSignalLeads", body.items);
    const outcome = outcomes();
    for (const { entityId, status } of body.items) {
      const entity = state.entities.get(entityId);
      if (entity) entity.status = status;
      if (entity) outcome.updated.push(entityId);
      else outcome.errors.push({ id: entityId, error: "not_found" });
    }
    return ok(outcome);
  },

  generateSignalMessages: ({ body }, world, shaping) => generate(world, body, shaping),

  getSignalAnalytics: ({ query }, world) => analytics(world, query),
};

/** What became of each item. */
export function outcomes(): Schemas["BatchUpdateResult"] {
  return { updated: [], errors: [] };
}

/**
 * How many items a call takes, where the documents leave it open: as the contract assumes.
 * @throws Refusal 400
 */
export function checkLength(operation: "updateSignalLeads" | "updateSignalTypes", items: readonly unknown[]): void {
  const { max } = operations[operation].maxItems;
  if (items.length === 0) throw invalidRequest("items: must have at least 1 item(s)");
  if (items.length > max) throw invalidRequest(`items: must have at most ${max} items`);
}

/** Ids in a query are separated by commas. */
export function idsIn(ids: string | undefined): ReadonlySet<string> | undefined {
  return ids === undefined ? undefined : new Set(ids.split(",").map((id) => id.trim()));
}

/** The values of the two parameters were not readable; an older page has `score` and `entity`. (S A17) */
function placeInFeed(sortBy = "recency", groupBy?: string): (record: SignalRecord) => SortKey {
  const sorts: Readonly<Record<string, (record: SignalRecord) => SortKey>> = {
    recency: ({ createdAt, order }) => [-createdAt, -order],
    score: ({ row, createdAt, order }) => [-(row.score ?? 0), -createdAt, -order],
  };
  const groups: Readonly<Record<string, (record: SignalRecord) => string>> = {
    entity: ({ row }) => row.groupKey ?? "",
    company: ({ row }) => row.entityId ?? "",
    person: ({ row }) => row.personEntityId ?? "",
  };
  const sort = sorts[sortBy];
  if (!sort) throw invalidRequest(`sortBy: must be one of ${Object.keys(sorts).join(", ")}`);
  if (groupBy === undefined) return sort;
  const group = groups[groupBy];
  if (!group) throw invalidRequest(`groupBy: must be one of ${Object.keys(groups).join(", ")}`);
  return (record) => [group(record), ...sort(record)];
}
