import type { BatchReport, Items } from "../../core/batches.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import type { List } from "../../core/pages.ts";
import type { AddLeadsOptions } from "../add-leads.ts";
import { asGiven, flows } from "../flows.ts";
import type { ListImportReport } from "../import-from-list.ts";
import type { LeadsToRemove } from "../remove-leads.ts";
import {
  type CampaignLead,
  type CampaignLeadChanges,
  type CampaignListImport,
  type CampaignRef,
  idOf,
  type NewCampaignLead,
  type PuffleEngine,
} from "../types.ts";

/** Which leads of a campaign to list. */
export interface CampaignLeadsQuery {
  /** Only leads of this status, such as `pending`. */
  readonly status?: string;
  /** The page to begin with, from 1. */
  readonly page?: number;
  /** Leads per page; the service's default and maximum are not documented. */
  readonly limit?: number;
}

/** A campaign's roster. It changes only while the campaign is a draft; the service calls a lead a prospect. */
export class CampaignLeads {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /**
   * Lists the roster: await it for the first page, iterate it for every lead. May be resent.
   * @throws NotFoundError
   * @example
   * for await (const lead of puffle.campaigns.leads.list(campaign, { status: "replied" })) console.log(lead.id);
   */
  list(campaign: CampaignRef, query: CampaignLeadsQuery = {}, options?: CallOptions): List<CampaignLead> {
    return this.#engine.list("listCampaignLeads", "prospects", { path: { id: idOf(campaign) }, query }, options);
  }

  /**
   * Adds leads from any sync or async source, of any length: 1 000 a request, one request at a time (P38).
   *
   * A lead without its channel's identity, or one that stands in the source before, is reported with its index; what the
   * service has already is counted. May be resent: the service tells leads apart by their identity. The `timeout` is each
   * request's own.
   * @param leads an array, a generator, a stream
   * @returns what became of every lead; the sums add up to `received`
   * @throws InputError when the source is empty or no source: nothing was sent then
   * @throws IncompleteError when it stopped half-way; `report` holds what was done
   * @throws CampaignNotDraftError, NotFoundError
   * @example
   * const report = await puffle.campaigns.leads.add(campaign, [{ email: "ada@example.com", first_name: "Ada" }]);
   * console.log(report.imported, report.rejected);
   */
  async add(campaign: CampaignRef, leads: Items<NewCampaignLead>, options?: AddLeadsOptions): Promise<BatchReport> {
    const { addLeads } = await flows();
    return addLeads(this.#engine, campaign, leads, options);
  }

  /**
   * Changes one lead; its status can't be changed. May be resent.
   * @param prospectId the lead's id in this campaign
   * @throws CampaignNotDraftError, NotFoundError; ConflictError when another lead has the address already
   */
  update(
    campaign: CampaignRef,
    prospectId: string,
    updates: CampaignLeadChanges,
    options?: CallOptions,
  ): Call<CampaignLead> {
    const given = asGiven(updates);
    return toCall(flows().then(({ updateLead }) => updateLead(this.#engine, campaign, prospectId, given, options)));
  }

  /**
   * Removes leads for good, 500 a request. May be resent; what an earlier attempt removed is not counted again.
   * @param which the leads' ids, or `{ all: true }`
   * @returns how many were removed; for all of them perhaps just `"all"`
   * @throws IncompleteError when it stopped half-way; `report.deleted` says how many are gone
   * @throws CampaignNotDraftError, NotFoundError
   */
  async remove(
    campaign: CampaignRef,
    which: LeadsToRemove,
    options?: CallOptions,
  ): Promise<{ readonly deleted: number | "all" }> {
    const given = asGiven(which);
    const { removeLeads } = await flows();
    return removeLeads(this.#engine, campaign, given, options);
  }

  /**
   * Copies a list's leads onto the roster. May be resent: rows that are there already count as duplicates. A list that could
   * not be read to its end is retried within the timeout (P39).
   * @param body.listId the list
   * @returns the counts over all calls; `partial` where it still could not be read to its end
   * @throws NothingImportedError with the service's counts, when nothing of the list could be imported
   * @throws IncompleteError when rows were imported and a later call failed; `report` holds the counts until then
   * @throws OutcomeUnknownError when an answer was lost and the roster can't be read
   * @throws CampaignNotDraftError, NotFoundError; InputError when `listId` is no id
   */
  async importFromList(
    campaign: CampaignRef,
    body: CampaignListImport,
    options?: CallOptions,
  ): Promise<ListImportReport> {
    const given = asGiven(body);
    const { importFromList } = await flows();
    return importFromList(this.#engine, campaign, given, options);
  }
}
