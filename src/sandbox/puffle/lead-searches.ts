import { ok } from "../handlers.ts";
import { creditsShort, PRICES } from "./credits.ts";
import type { Handlers } from "./handlers.ts";
import { type LeadSearch, LONGEST_SEARCH, startSearch } from "./lead-search-runs.ts";
import type { ListRecord } from "./lead-store.ts";
import { invalidRequest, notFound, refusal } from "./refusal.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

/** So many searches are listed. (E 3) */
const MOST_LISTED = 20;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Searches for leads. */
export const leadSearches: Handlers = {
  listLeadSearches({ query = {} }, world) {
    const { taskId } = query;
    if (taskId === undefined) {
      const newest = [...world.leadSearches.values()].reverse().slice(0, MOST_LISTED);
      return ok({ tasks: newest.map(searchView) });
    }
    checkUuid("taskId", taskId);
    const search = world.leadSearches.get(taskId);
    // Which of the two it is, is not documented.
    if (!search && world.chance.of("unknown search") < 0.5) throw notFound("Search task");
    return ok({ tasks: search ? [searchView(search)] : [] });
  },

  createLeadSearch({ body }, world, { task }) {
    const { prompt, fetch_count, listId, listName } = body;
    if (prompt.trim() === "") throw invalidRequest("prompt: must not be empty");
    if (fetch_count < 1) throw invalidRequest("fetch_count: must be at least 1");
    if (listId !== undefined) checkUuid("listId", listId);
    const known = listId === undefined ? undefined : world.leads.list(listId);
    if (known?.activeSearchTaskId)
      throw refusal(world.chance, 409, "search_in_progress", { id: known.activeSearchTaskId });
    const wanted = Math.min(fetch_count, LONGEST_SEARCH);
    if (world.credits < PRICES.FIND_PERSON) throw creditsShort(world, wanted * PRICES.FIND_PERSON);
    const list = known ?? newList(world, listId, listName, prompt);
    const search = startSearch(world, list, { prompt, wanted, ending: task });
    return { status: 202, body: { task: searchView(search), list: { id: list.id, name: list.name } } };
  },

  listLeadSearchResults({ query }, world) {
    checkUuid("taskId", query.taskId);
    const search = world.leadSearches.get(query.taskId);
    if (!search) throw notFound("Search task");
    // The shape of this answer is not documented.
    return ok({ results: search.results.map(({ row: { id: _, ...found } }) => found) });
  },
};

/** The list that a search makes: under the caller's id, and named by the caller or after what is looked for. (E 3) */
function newList(world: World, id = world.newId("list"), listName: string | undefined, prompt: string): ListRecord {
  return world.leads.addList({ id, name: listName?.trim() ? listName : titleOf(prompt) }, world.timestamp);
}

function searchView(search: LeadSearch): Schemas["LeadSearchTask"] {
  return {
    id: search.id,
    type: "lead_search",
    status: search.status,
    statusUrl: `/api/leads/search?taskId=${search.id}`,
    resultListId: search.list.id,
    prompt: search.prompt,
    title: titleOf(search.prompt),
    filters: {},
    resultCount: search.results.length,
    errorMessage: search.errorMessage,
    createdAt: search.created_at,
    completedAt: search.completed_at,
  };
}

function titleOf(prompt: string): string {
  const text = prompt.trim();
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function checkUuid(name: string, id: string): void {
  if (!UUID.test(id)) throw invalidRequest(`${name}: must be a UUID`);
}
