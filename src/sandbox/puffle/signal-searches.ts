import { ok } from "../handlers.ts";
import type { Handlers } from "./handlers.ts";
import { plainRefusal } from "./refusal.ts";
import { SOURCES, type SourceId } from "./signal-catalog.ts";
import { pageOf } from "./signal-pages.ts";
import type { SearchRecord } from "./signal-state.ts";
import { idsIn } from "./signals.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

/** A search that is older than this no longer stands in the way of another, in ms. (S A13) */
const IN_THE_WAY = 10 * 60_000;

/** When a search begins to run, and how long each source then takes, in virtual ms. */
const PENDING_TIME = 3_000;
const SOURCE_TIME = 6_000;

/** Most posts that a search finds in one source. */
const MOST_FOUND = 4;

/** Searches through the sources, once. */
export const signalSearches: Handlers = {
  createSignalSearch({ body }, world, { task: fate }) {
    const { searches, sources } = world.signals;
    const other = [...searches.values()].some((one) => isInTheWay(one, world.now));
    if (other) throw plainRefusal(world.chance, 409, "signal_search_running", "A search is already in progress");
    const id = world.newId("signal search");
    const found = SOURCES.flatMap((source) => (sources.get(source)?.enabled ? [findIn(world, id, source)] : []));
    const search: SearchRecord = {
      ...{ id, order: searches.size, query: body.query, filterPrompt: body.filterPrompt ?? null },
      ...{ createdAt: world.now, status: "pending", completedAt: null, fetched: 0, results: [] },
      total: found.flat().length,
    };
    searches.set(id, search);
    run(world, search, found, fate);
    return { status: 202, body: { id, status: search.status } };
  },

  listSignalSearches({ query = {} }, { signals: state }) {
    const newestFirst = [...state.searches.values()].reverse();
    const ids = idsIn(query.ids);
    if (ids) {
      const wanted = newestFirst.filter(({ id }) => ids.has(id)).map((search) => state.searchView(search, true));
      return ok({ searches: wanted, pagination: { cursor: null, hasMore: false, count: wanted.length } });
    }
    const { items, pagination } = pageOf(newestFirst, ({ order }) => [-order], query);
    return ok({ searches: items.map((search) => state.searchView(search, false)), pagination });
  },
};

function isInTheWay({ status, createdAt }: SearchRecord, now: number): boolean {
  return (status === "pending" || status === "running") && now - createdAt < IN_THE_WAY;
}

/** Results come in source by source. */
function run(
  world: World,
  search: SearchRecord,
  found: readonly (readonly Schemas["SignalSearchResult"][])[],
  fate: "fails" | "stuck" | undefined,
): void {
  world.schedule(world.now + PENDING_TIME, () => {
    search.status = "running";
    if (fate === "stuck") return;
    for (const [index, results] of found.entries()) {
      world.schedule(world.now + (index + 1) * SOURCE_TIME, () => {
        if (search.status !== "running") return;
        search.fetched += results.length;
        search.results = [...search.results, ...results];
        if (fate === "fails") end(world, search, "failed");
      });
    }
    world.schedule(world.now + found.length * SOURCE_TIME, () => end(world, search, "completed"));
  });
}

function end(world: World, search: SearchRecord, status: "completed" | "failed"): void {
  if (search.status !== "running") return;
  search.status = status;
  search.completedAt = world.now;
}

/** What a search finds in one source; where the feed has signals, a result may be one of them. */
function findIn(world: World, search: string, source: SourceId): Schemas["SignalSearchResult"][] {
  const { chance, signals } = world;
  const known = [...signals.signals.keys()];
  const count = chance.between(0, MOST_FOUND, "search", search, source);
  return Array.from({ length: count }, (_, index) => {
    const draw = ["search", search, source, index] as const;
    const relevant = chance.of(...draw) < 0.5;
    const signalId = known[Math.floor(chance.of(...draw, "signal") * known.length)] ?? null;
    const reason = relevant ? "It is what was asked for" : "It is about something else";
    return { id: chance.uuid(...draw, "id"), signalId, relevant, reason };
  });
}
