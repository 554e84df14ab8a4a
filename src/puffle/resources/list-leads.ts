import type { Items } from "../../core/batches.ts";
import type { CallOptions } from "../../core/options.ts";
import type { List } from "../../core/pages.ts";
import { flows } from "../flows.ts";
import type { LeadRef, MembershipOptions, MembershipReport } from "../list-membership.ts";
import { idOf, type Lead, type LeadListRef, type ListLeadQuery, type PuffleEngine } from "../types.ts";

/** The leads of a list. */
export class ListLeads {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /**
   * Lists a list's leads: await it for the first page, iterate it for every lead. May be resent.
   * @param query.limit leads per page, at most 500
   * @throws NotFoundError
   */
  list(list: LeadListRef, query: ListLeadQuery = {}, options?: CallOptions): List<Lead> {
    return this.#engine.list("listListLeads", "leads", { path: { id: idOf(list) }, query }, options);
  }

  /**
   * Puts leads of the workspace into a list, from any source of leads or their ids: 500 a request, one request at a time
   * unless `concurrency` says otherwise. May
   * be resent. What the service does with unknown ids, and with leads that are in the list already, is not documented.
   * @returns what became of every id; the sums add up to `received`
   * @throws InputError when the source is empty or no source: nothing was sent then
   * @throws IncompleteError when it stopped half-way; `report` holds what was done
   * @throws NotFoundError
   */
  async add(list: LeadListRef, leads: Items<LeadRef>, options?: MembershipOptions): Promise<MembershipReport> {
    const { changeMembers } = await flows();
    return changeMembers(this.#engine, "addListLeads", list, leads, options);
  }

  /**
   * Takes leads out of a list; they stay in the workspace. Like `add` otherwise.
   * @throws what `add` throws; DefaultListError where the service lets nothing out of the list `all`
   */
  async remove(list: LeadListRef, leads: Items<LeadRef>, options?: MembershipOptions): Promise<MembershipReport> {
    const { changeMembers } = await flows();
    return changeMembers(this.#engine, "removeListLeads", list, leads, options);
  }
}
