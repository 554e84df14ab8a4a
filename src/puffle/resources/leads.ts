import { asGiven } from "../../core/as-given.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { Operation, StartedOperation } from "../../core/operation.ts";
import type { CallOptions } from "../../core/options.ts";
import type { List } from "../../core/pages.ts";
import { flows } from "../flows.ts";
import { jobOperation } from "../jobs.ts";
import type {
  Deleted,
  Lead,
  LeadChanges,
  LeadQuery,
  LeadSearchResults,
  LeadSearchStarted,
  LeadSearchTask,
  NewLead,
  NewLeadSearch,
  PuffleEngine,
} from "../types.ts";

/** The leads of the workspace, people and companies, and the searches that find new ones. */
export class Leads {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /**
   * Lists the leads of the workspace: await it for the first page, iterate it for every lead. May be resent.
   * @param query filters; `q` looks through several members at once, `id` reads one lead, which is still a list
   * @example
   * for await (const lead of puffle.leads.list({ title: "founder" })) console.log(lead.id);
   */
  list(query: LeadQuery = {}, options?: CallOptions): List<Lead> {
    return this.#engine.list("listLeads", "leads", { query }, options);
  }

  /**
   * Creates a lead. Send what tells it from others (a LinkedIn URL, an email address, a company's domain): the service then
   * finds the one that is there already.
   *
   * May not be resent blindly: a lost answer is settled by reading the leads of that name, and only what is proved to be this
   * call's own lead is returned (P17).
   * @returns the lead
   * @throws BadRequestError, OutcomeUnknownError with the candidates
   */
  create(body: NewLead, options?: CallOptions): Call<Lead> {
    const given = asGiven(body);
    return toCall(flows().then(({ createLead }) => createLead(this.#engine, given, options)));
  }

  /**
   * Changes a lead; only the members that are sent. Whether arrays and attributes are merged or replaced is not documented.
   * May be resent.
   * @returns the lead as it is then
   * @throws NotFoundError, BadRequestError
   */
  update(id: string, changes: LeadChanges, options?: CallOptions): Call<Lead> {
    const given = asGiven(changes);
    return toCall(flows().then(({ updateWorkspaceLead }) => updateWorkspaceLead(this.#engine, id, given, options)));
  }

  /**
   * Deletes a lead from the workspace for good, from every list, with its attributes. To take it out of one list, use
   * `lists.leads.remove`. May be resent: what a lost attempt has deleted is success.
   * @throws NotFoundError
   */
  delete(id: string, options?: CallOptions): Call<Deleted> {
    return toCall(flows().then(({ deleteLead }) => deleteLead(this.#engine, id, options)));
  }

  /**
   * Starts a search for new leads: it fills a list in the background, in half a minute to five, and costs credits for each
   * lead that is saved. The same prompt on the same list goes on where it stopped.
   *
   * Never resent blindly: the search is always sent with a list's id, yours or a new one, so that a lost answer is settled by
   * reading the searches (P17).
   * @param body.prompt who is looked for, in words
   * @param body.fetch_count how many new leads at most, from 1 to 2 500 (P51)
   * @param body.listId the list to fill; a new one is made where there is none of that id
   * @param body.listName the name of a new list; by default made of the prompt
   * @returns the search as an operation, done when it has completed: `started` has the task and its list. Polled every 5 to
   * 10 s, given up after 10 minutes (P51, P53)
   * @throws InputError naming everything that is wrong: nothing was sent; SearchInProgressError with the active task (P52)
   * @throws InsufficientCreditsError, OutcomeUnknownError with the candidates
   * @example
   * const search = await puffle.leads.search({ prompt: "Owners of carriers in Hamburg", fetch_count: 100 });
   * const { resultCount } = await search.wait();
   * for await (const lead of puffle.lists.leads.list(search.started.list)) console.log(lead.id);
   */
  async search(
    body: NewLeadSearch,
    options?: CallOptions,
  ): Promise<StartedOperation<LeadSearchTask, LeadSearchStarted>> {
    const given = asGiven(body);
    const { searchLeads } = await flows();
    return searchLeads(this.#engine, given, options);
  }

  /** A search that was started elsewhere, as an operation, from its task's id alone: nothing is sent. */
  searchOperation(taskId: string): Operation<LeadSearchTask> {
    return jobOperation(this.#engine, "createLeadSearch", taskId);
  }

  /**
   * Lists the latest searches, 20 at most, newest first; with `taskId` that one, or none. May be resent.
   * @throws InputError when `taskId` is no id; NotFoundError: the service may answer so for an unknown one
   */
  searches(query: { readonly taskId?: string } = {}, options?: CallOptions): Call<LeadSearchTask[]> {
    const given = asGiven(query);
    return toCall(flows().then(({ listSearches }) => listSearches(this.#engine, given, options)));
  }

  /**
   * Reads the raw rows that a search found; their shape is not documented. The leads themselves are in the task's list. May
   * be resent.
   * @throws NotFoundError
   */
  searchResults(taskId: string, options?: CallOptions): Call<LeadSearchResults> {
    return toCall(flows().then(({ readSearchResults }) => readSearchResults(this.#engine, taskId, options)));
  }
}
