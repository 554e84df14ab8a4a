import { asGiven } from "../../core/as-given.ts";
import type { Items } from "../../core/batches.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CreateOptions } from "../../core/create-once.ts";
import type { CallOptions } from "../../core/options.ts";
import type { List } from "../../core/pages.ts";
import type { AdditionOptions } from "../add-contacts.ts";
import type { ListAdditionReport } from "../add-list-contacts.ts";
import { type ContactRef, contactIdOf } from "../contact-refs.ts";
import { flows } from "../flows.ts";
import {
  type ContactList,
  type ContactListsQuery,
  type DeletedContactList,
  idOf,
  type LeadLexEngine,
  type NewContactList,
  type Ref,
  type RemovedListContact,
} from "../types.ts";

/** Lists of contacts. Who is on one is listed by `contacts.list({ list_id })`. */
export class Lists {
  readonly #engine: LeadLexEngine;

  /** @internal */
  constructor(engine: LeadLexEngine) {
    this.#engine = engine;
  }

  /**
   * Lists the lists: await it for the first page, iterate it for every one (L07). May be resent. The service's page on this was
   * not readable: parameters and members follow its other lists.
   */
  list(query: ContactListsQuery = {}, options?: CallOptions): List<ContactList> {
    return this.#engine.list("listLists", "lists", { query }, options);
  }

  /**
   * Creates a list. Names are unique.
   *
   * May not be resent blindly: a lost answer is settled by reading the lists, and only what is proved to be this call's own
   * list is returned (P17).
   * @param options.ifExists `"return"` fetches the list that has the name already
   * @throws InputError when there is no name; DuplicateNameError when it is taken
   * @throws OutcomeUnknownError with the candidates
   */
  create(body: NewContactList, options?: CreateOptions): Call<ContactList> {
    const given = asGiven(body);
    return toCall(flows().then(({ createList }) => createList(this.#engine, given, options)));
  }

  /**
   * Puts contacts on a list, from any sync or async source of contacts or their ids, of any length: 100 a request, one request
   * at a time (L09).
   *
   * Something that is no contact, or that stands in the source before, is reported with its index; who is on the list already
   * is counted. May be resent: those are skipped. A request with an id that the service doesn't know is refused as a whole. The
   * `timeout` is each request's own.
   * @param contacts an array, a generator, a list of contacts
   * @returns what became of every contact; the sums add up to `received`
   * @throws InputError when the source is empty or no source: nothing was sent then
   * @throws IncompleteError when it stopped half-way; `report` holds what was done
   * @throws NotFoundError, BadRequestError
   */
  async addContacts(list: Ref, contacts: Items<ContactRef>, options?: AdditionOptions): Promise<ListAdditionReport> {
    const id = idOf(list);
    const { addListContacts } = await flows();
    return addListContacts(this.#engine, id, contacts, options);
  }

  /**
   * Deletes a list for good; its contacts stay. May be resent: a list that a lost attempt has deleted is success, without
   * `memberships_removed`.
   * @throws NotFoundError
   */
  delete(list: Ref, options?: CallOptions): Call<DeletedContactList> {
    const path = { id: idOf(list) };
    return toCall(flows().then(({ deleteList }) => deleteList(this.#engine, path, options)));
  }

  /**
   * Takes a contact off a list; it stays in the workspace. May be resent: a contact that a lost attempt has taken off is success.
   * @throws NotFoundError, with the code `membership_not_found` when the contact is not on the list
   */
  removeContact(list: Ref, contact: ContactRef, options?: CallOptions): Call<RemovedListContact> {
    const path = { list_id: idOf(list), contact_id: contactIdOf(contact) };
    return toCall(flows().then((all) => all.removeListContact(this.#engine, path, options)));
  }
}
