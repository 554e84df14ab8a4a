import type { Items } from "../../core/batches.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import type { List } from "../../core/pages.ts";
import type { AddCampaignContactsOptions } from "../add-campaign-contacts.ts";
import type { AdditionReport } from "../add-contacts.ts";
import { type ContactRef, contactIdOf } from "../contact-refs.ts";
import { flows } from "../flows.ts";
import {
  type CampaignContact,
  type CampaignContactsQuery,
  idOf,
  type LeadLexEngine,
  type Ref,
  type RemovedCampaignContact,
} from "../types.ts";

/** Who is enrolled in a campaign. */
export class CampaignContacts {
  readonly #engine: LeadLexEngine;

  /** @internal */
  constructor(engine: LeadLexEngine) {
    this.#engine = engine;
  }

  /**
   * Lists the contacts of a campaign, newest first: await it for the first page, iterate it for every one (L07). May be
   * resent.
   * @param query.status only contacts in this state, such as `replied`
   * @param query.per_page contacts per page, at most 100; 50 where nobody says
   * @throws NotFoundError
   * @example
   * for await (const { contact_id } of leadlex.campaigns.contacts.list(campaign, { status: "replied" })) console.log(contact_id);
   */
  list(campaign: Ref, query: CampaignContactsQuery = {}, options?: CallOptions): List<CampaignContact> {
    return this.#engine.list("listCampaignContacts", "contacts", { path: { id: idOf(campaign) }, query }, options);
  }

  /**
   * Enrols contacts from any sync or async source of contacts or their ids, of any length: 500 a request, one request at a
   * time (L09).
   *
   * Something that is no contact, or that stands in the source before, is reported with its index; who is enrolled already is
   * counted. May be resent: those are skipped. The `timeout` is each request's own. What the service does with ids that it
   * doesn't know is not documented: those that it neither adds nor skips are counted as `unknown`.
   * @param contacts an array, a generator, a list of contacts
   * @param options.source a tag that the service keeps with each enrolment, such as `import:csv-2026-04`
   * @returns what became of every contact; the sums add up to `received`
   * @throws InputError when the source is empty or no source: nothing was sent then
   * @throws IncompleteError when it stopped half-way; `report` holds what was done
   * @throws NotFoundError
   * @example
   * const people = leadlex.contacts.list({ list_id: list.id, per_page: 100 });
   * const report = await leadlex.campaigns.contacts.add(campaign, people);
   * console.log(report.added, report.skipped);
   */
  async add(campaign: Ref, contacts: Items<ContactRef>, options?: AddCampaignContactsOptions): Promise<AdditionReport> {
    const id = idOf(campaign);
    const { addCampaignContacts } = await flows();
    return addCampaignContacts(this.#engine, id, contacts, options);
  }

  /**
   * Takes a contact out of a campaign: what was scheduled is cancelled, what was sent stays sent. May be resent: a contact that a
   * lost attempt has taken out is success.
   * @throws NotFoundError, with the code `enrollment_not_found` when the contact is not in the campaign
   */
  remove(campaign: Ref, contact: ContactRef, options?: CallOptions): Call<RemovedCampaignContact> {
    const path = { id: idOf(campaign), contact_id: contactIdOf(contact) };
    return toCall(flows().then((all) => all.removeCampaignContact(this.#engine, path, options)));
  }
}
