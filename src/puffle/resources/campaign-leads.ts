import { asGiven } from "../../core/as-given.ts";
import type { BatchReport, Items } from "../../core/batches.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import type { List } from "../../core/pages.ts";
import { member } from "../../core/record.ts";
import type { AddLeadsOptions } from "../add-leads.ts";
import { flows } from "../flows.ts";
import type { ListImportReport } from "../import-from-list.ts";
import type { LeadsToRemove, RemovalReport, RemoveLeadsOptions } from "../remove-leads.ts";
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
   * Removes leads for good, from any sync or async source of ids, 500 a request (P38), or all of them. May be resent: what
   * an earlier attempt removed is counted all the same.
   * @param which the leads or their ids, or `{ all: true }`
   * @returns what became of every id; the sums add up to `received`. For all of them how many, perhaps just `"all"`
   * @throws InputError when there is nothing to remove
   * @throws IncompleteError when it stopped half-way; `report` holds what was done
   * @throws CampaignNotDraftError, NotFoundError
   */
  remove(
    campaign: CampaignRef,
    which: { readonly all: true },
    options?: CallOptions,
  ): Promise<{ readonly deleted: number | "all" }>;
  remove(
    campaign: CampaignRef,
    which: Items<string | { readonly id: string }>,
    options?: RemoveLeadsOptions,
  ): Promise<RemovalReport>;
  async remove(
    campaign: CampaignRef,
    which: LeadsToRemove,
    options?: RemoveLeadsOptions,
  ): Promise<RemovalReport | { readonly deleted: number | "all" }> {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- the same leads, told apart by Array.isArray, which forgets their type
    const given = Array.isArray(which) ? [...which] : which;
    const { removeLeads, removeAllLeads } = await flows();
    if (isAll(given)) return removeAllLeads(this.#engine, campaign, options);
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

function isAll(which: unknown): which is { readonly all: true } {
  return member(which, "all") === true;
}
