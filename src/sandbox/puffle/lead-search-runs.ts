import { PRICES } from "./credits.ts";
import type { Shaping } from "./handlers.ts";
import { attach, newRow } from "./lead-rows.ts";
import type { LeadRecord, ListRecord } from "./lead-store.ts";
import { madeUpPerson } from "./people.ts";
import { sentence } from "./wording.ts";
import type { World } from "./world.ts";

/** No search finds more than this, whatever is asked for. (E 3) */
export const LONGEST_SEARCH = 2_500;

/** How long searches take, in virtual ms. (E 3) */
const SHORTEST_TIME = 30_000;
const LONGEST_TIME = 300_000;
/** How long they are pending before that, and how often they save what they have found. */
const STARTS_AFTER = 4_000;
const SAVES_EVERY = 10_000;

/** A search for leads, under way or over. */
export interface LeadSearch {
  readonly id: string;
  readonly list: ListRecord;
  readonly prompt: string;
  readonly created_at: string;
  /** Where in what the prompt finds this search begins, and how many it is to save. */
  readonly from: number;
  readonly wanted: number;
  readonly ending: Shaping["task"];
  status: "pending" | "running" | "completed" | "failed";
  completed_at: string | null;
  errorMessage: string | null;
  /** What it has saved so far. */
  readonly results: LeadRecord[];
  /** How far it has read, counted from `from`. */
  read: number;
}

/** Starts a search; it goes on by itself as time passes. */
export function startSearch(
  world: World,
  list: ListRecord,
  { prompt, wanted, ending }: Pick<LeadSearch, "prompt" | "wanted" | "ending">,
): LeadSearch {
  const search: LeadSearch = {
    id: world.newId("search"),
    list,
    prompt,
    created_at: world.timestamp,
    from: positionOf(world, list, prompt),
    wanted,
    ending,
    status: "pending",
    completed_at: null,
    errorMessage: null,
    results: [],
    read: 0,
  };
  world.leadSearches.set(search.id, search);
  list.activeSearchTaskId = search.id;
  list.searchFilters = {};
  const begin = world.now + STARTS_AFTER;
  const end = world.now + world.chance.between(SHORTEST_TIME, LONGEST_TIME, "search time", search.id);
  world.schedule(begin, () => {
    search.status = "running";
    goOn(world, search, begin, end);
  });
  return search;
}

/** The same prompt on the same list goes on where it stopped. (E 3) */
function positionOf({ leadSearches }: World, list: ListRecord, prompt: string): number {
  const before = [...leadSearches.values()].filter((one) => one.list === list && one.prompt === prompt);
  return before.reduce((sum, { read }) => sum + read, 0);
}

/** Has the search save what it has found by then, again and again until its end. */
function goOn(world: World, search: LeadSearch, begin: number, end: number): void {
  const now = Math.min(world.now + SAVES_EVERY, end);
  world.schedule(now, () => {
    if (!world.leads.list(search.list.id)) return finish(world, search, sentence(world.chance, "search_list_gone", {}));
    const part = (now - begin) / (end - begin);
    const total = Math.min(search.wanted, leftFor(world, search));
    if (search.ending && part >= 0.5) {
      // What has been saved by then stays, and stays billed.
      const quoted = { name: search.prompt };
      if (search.ending === "fails") finish(world, search, sentence(world.chance, "search_failed", quoted));
      return;
    }
    const enough = save(world, search, Math.floor(total * part));
    if (!enough || part >= 1) finish(world, search, null);
    else goOn(world, search, begin, end);
  });
}

/** How many people the prompt still finds. */
function leftFor({ chance }: World, { prompt, from }: LeadSearch): number {
  return Math.max(0, chance.between(LONGEST_SEARCH, 3 * LONGEST_SEARCH, "found", prompt) - from);
}

/**
 * Saves people until so many have been read. Who is in the workspace already is put into the list, and not billed.
 * @returns false where the credits have run out; what happens then is not documented
 */
function save(world: World, search: LeadSearch, until: number): boolean {
  for (; search.read < until; search.read++) {
    const found = madeUpPerson(world.chance, search.prompt, search.from + search.read);
    let lead = world.leads.same(found);
    if (!lead) {
      if (world.credits < PRICES.FIND_PERSON) return false;
      world.credits -= PRICES.FIND_PERSON;
      lead = world.leads.addLead(newRow(world, { ...found, raw: { provider: "sandbox" } }));
    }
    attach(world, search.list, lead);
    search.results.push(lead);
  }
  return true;
}

function finish(world: World, search: LeadSearch, errorMessage: string | null): void {
  search.status = errorMessage === null ? "completed" : "failed";
  search.errorMessage = errorMessage;
  search.completed_at = world.timestamp;
  search.list.activeSearchTaskId = null;
}
