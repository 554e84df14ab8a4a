import { asGiven } from "../../core/as-given.ts";
import type { Items } from "../../core/batches.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import type { List } from "../../core/pages.ts";
import type { BulkContactRow, BulkCreateOptions, BulkCreateReport } from "../bulk-create-contacts.ts";
import { type ContactRef, contactIdOf } from "../contact-refs.ts";
import { flows } from "../flows.ts";
import type { ContactIncludes } from "../get-contact.ts";
import type {
  Contact,
  ContactRow,
  ContactsQuery,
  ContactUpdate,
  CreatedContact,
  DeletedContact,
  LeadLexEngine,
  NewContact,
  UpdatedContact,
} from "../types.ts";

/** The contacts of the workspace. */
export class Contacts {
  readonly #engine: LeadLexEngine;

  /** @internal */
  constructor(engine: LeadLexEngine) {
    this.#engine = engine;
  }

  /**
   * Lists contacts: await it for the first page, iterate it for every one (L07). May be resent.
   * @param query.search part of a name or an address
   * @param query.list_id only contacts on this list; `created_after` (ISO 8601) only newer ones
   * @param query.sort `created_at` where nobody says; `-` before a name turns the order round
   * @param query.per_page contacts per page, at most 100; 50 where nobody says
   * @example
   * for await (const contact of leadlex.contacts.list({ list_id: list.id })) console.log(contact.id);
   */
  list(query: ContactsQuery = {}, options?: CallOptions): List<ContactRow> {
    return this.#engine.list("listContacts", "contacts", { query }, options);
  }

  /**
   * Creates a contact. Nothing tells two calls apart, so it is never resent: when its answer is lost, look for the contact with
   * `list({ search })`. A second contact of the same address is created all the same.
   * @param body at least one of `full_name` (`Last, First` is understood), `first_name`, `last_name` and `email`
   * @throws BadRequestError; OutcomeUnknownError when nobody knows whether it was created (P17)
   */
  create(body: NewContact, options?: CallOptions): Call<CreatedContact> {
    return this.#engine.call("createContact", { body }, options);
  }

  /**
   * Reads a contact. Some members are called otherwise here than in the list: `company`, `created_date`. May be resent.
   * @param query.include what to read besides: any of `notes`, `tasks` and `deals`, or `"*"` for all; three of each come
   * @throws NotFoundError
   */
  get(contact: ContactRef, query: ContactIncludes = {}, options?: CallOptions): Call<Contact> {
    const id = contactIdOf(contact);
    const given = asGiven(query);
    return toCall(flows().then(({ getContact }) => getContact(this.#engine, id, given, options)));
  }

  /**
   * Changes a contact; only the members that are sent. May be resent, but for `notes`: they are added to those that are there,
   * so a change with notes whose answer is lost is not sent again.
   * @throws NotFoundError, BadRequestError; with `notes` OutcomeUnknownError
   */
  update(contact: ContactRef, body: ContactUpdate, options?: CallOptions): Call<UpdatedContact> {
    return this.#engine.call("updateContact", { path: { id: contactIdOf(contact) }, body }, options);
  }

  /**
   * Deletes a contact for good. May be resent: a contact that a lost attempt has deleted is success.
   * @throws NotFoundError
   */
  delete(contact: ContactRef, options?: CallOptions): Call<DeletedContact> {
    const path = { id: contactIdOf(contact) };
    return toCall(flows().then(({ deleteContact }) => deleteContact(this.#engine, path, options)));
  }

  /**
   * Creates contacts from any sync or async source, of any length: 500 a request, one request at a time (L09).
   *
   * A row without `full_name`, and one that differs from a row before it in nothing and has an address, a number or a profile
   * to tell people by, is reported with its index. Nothing tells two requests apart, so none is resent: when an answer is
   * lost, the run stops, and what was sent last is counted as `unknown`. The `timeout` is each request's own.
   * @param contacts an array, a generator, a stream; null where nothing is known is not sent
   * @returns what became of every row, and the ids of those that were created; the sums add up to `received`
   * @throws InputError when the source is empty or no source: nothing was sent then
   * @throws IncompleteError when it stopped half-way; `report` holds what was done, and a checkpoint only where nothing is in
   * doubt. After a lost answer its outcome is `unknown`, its cause an OutcomeUnknownError
   * @throws BadRequestError when the first request was refused
   * @example
   * const { ids } = await leadlex.contacts.bulkCreate([{ full_name: "Ada Example", email: "ada@example.com" }]);
   * await leadlex.lists.addContacts(list, ids);
   */
  async bulkCreate(contacts: Items<BulkContactRow>, options?: BulkCreateOptions): Promise<BulkCreateReport> {
    const { bulkCreateContacts } = await flows();
    return bulkCreateContacts(this.#engine, contacts, options);
  }
}
