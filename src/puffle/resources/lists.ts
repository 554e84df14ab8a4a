import { asGiven } from "../../core/as-given.ts";
import type { Items } from "../../core/batches.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import { flows } from "../flows.ts";
import type { ImportLeadsOptions, LeadImportReport } from "../import-leads.ts";
import type {
  Deleted,
  DuplicateCheck,
  DuplicateCount,
  LeadList,
  LeadListChanges,
  LeadListRef,
  NewLeadList,
  NewLeadRow,
  PuffleEngine,
} from "../types.ts";
import { ListLeads } from "./list-leads.ts";

/**
 * Lists of leads. They refer to leads of the workspace: a lead can be in several, and stays when a list is deleted. Where a
 * method takes a list, its id will do.
 */
export class Lists {
  /** What the lists hold. */
  readonly leads: ListLeads;
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
    this.leads = new ListLeads(engine);
  }

  /** Lists all lists, the default one `all` among them. May be resent. */
  list(options?: CallOptions): Call<LeadList[]> {
    return this.#engine.call("listLists", {}, options, { pick: "lists" });
  }

  /**
   * Creates a list. Names may be taken several times.
   *
   * May not be resent blindly: a lost answer is settled by reading the lists, and only what is proved to be this call's own
   * list is returned (P17).
   * @param body all optional: `name` ("Untitled List" without it), `description`, `leadType` (person without it), and the ids
   * of leads to attach
   * @throws BadRequestError, OutcomeUnknownError with the candidates
   */
  create(body: NewLeadList = {}, options?: CallOptions): Call<LeadList> {
    const given = asGiven(body);
    return toCall(flows().then(({ createList }) => createList(this.#engine, given, options)));
  }

  /**
   * Renames, describes or converts a list. May be resent.
   * @returns the list as it is then
   * @throws DefaultListError for the list `all` (P58); NotFoundError
   * @throws BadRequestError, ConflictError or UnprocessableEntityError for a type that its leads would violate
   */
  update(list: LeadListRef, changes: LeadListChanges, options?: CallOptions): Call<LeadList> {
    const given = asGiven(changes);
    return toCall(flows().then(({ updateList }) => updateList(this.#engine, list, given, options)));
  }

  /**
   * Deletes a list for good; its leads stay. May be resent: what a lost attempt has deleted is success.
   * @throws DefaultListError for the list `all` (P58); NotFoundError
   */
  delete(list: LeadListRef, options?: CallOptions): Call<Deleted> {
    return toCall(flows().then(({ deleteList }) => deleteList(this.#engine, list, options)));
  }

  /**
   * Imports leads from any sync or async source, of any length, into a list: 500 a request, one request at a time unless
   * `concurrency` says otherwise (P57).
   *
   * A row that is no lead, or that stands in the source before (by its LinkedIn URL, else its email address, for companies
   * their domain), is reported with its index. May be resent: leads that are there already are changed, not doubled. The
   * `timeout` is each request's own.
   * @param list the list; which one the service uses for `undefined` is not documented
   * @param leads an array, a generator, a stream; null where nothing is known is not sent
   * @param options.preview only has the leads checked and counted: nothing is written
   * @returns what became of every lead; the sums add up to `received`
   * @throws InputError when the source is empty or no source: nothing was sent then
   * @throws IncompleteError when it stopped half-way; `report` holds what was done
   * @throws NotFoundError
   * @example
   * const { preview } = await puffle.lists.import(list, leads, { preview: true });
   * const report = await puffle.lists.import(list, leads);
   */
  async import(
    list: LeadListRef | undefined,
    leads: Items<NewLeadRow>,
    options?: ImportLeadsOptions,
  ): Promise<LeadImportReport> {
    const { importLeads } = await flows();
    return importLeads(this.#engine, list, leads, options);
  }

  /**
   * Counts the people that lists have already: by LinkedIn URL, else by full name and company, else by full name and
   * location. Changes nothing; may be resent.
   * @param body.people at most 10 000; or `searchId`, a search's results, which wins
   * @param body.excludeListId a list that does not count
   * @throws InputError when an id is none; BadRequestError, NotFoundError
   */
  checkDuplicates(body: DuplicateCheck, options?: CallOptions): Call<DuplicateCount> {
    const given = asGiven(body);
    return toCall(flows().then(({ checkDuplicates }) => checkDuplicates(this.#engine, given, options)));
  }
}
