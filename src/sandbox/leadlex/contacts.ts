import { ok } from "../handlers.ts";
import type { Contact } from "./contact-store.ts";
import { leaveCampaigns } from "./enrolments.ts";
import type { Handlers } from "./handlers.ts";
import { nameOf } from "./names.ts";
import { pageOf } from "./pages.ts";
import { invalid, missing } from "./refusal.ts";
import { DAY, type Schemas } from "./wire.ts";
import type { World } from "./world.ts";

export const contacts: Handlers = {
  listContacts({ query }, world) {
    const { search, list_id, created_after, sort = "created_at" } = query ?? {};
    const members = list_id === undefined ? undefined : world.people.lists.get(list_id)?.members;
    // What a list that does not exist holds is not said; nothing.
    const all = [...world.people.contacts.values()].filter(
      (contact) =>
        (list_id === undefined || members?.has(contact.id)) &&
        (search === undefined || isFound(contact, search)) &&
        (created_after === undefined || Date.parse(contact.created_date) > Date.parse(created_after)),
    );
    const { page, meta } = pageOf(sorted(all, sort), query);
    return ok({ contacts: page.map(rowOf), meta });
  },

  createContact({ body }, world) {
    const name = nameOf(body);
    if (!name) throw invalid(world.chance, "no_name");
    // Addresses are looked at for duplicates, and the contact is created all the same. (facts 20)
    const contact = addContact(world, {
      ...name,
      email: body.email ?? null,
      phone: body.phone ?? null,
      job_title: body.job_title ?? null,
      company: body.company ?? body.company_name ?? null,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the service still takes the old name
      related_company_id: body.related_company_id ?? body.company_id ?? null,
      linkedin_url: body.linkedin_url ?? null,
      priority: priorityOf(body.priority),
      tags: body.tags ?? [],
      custom_fields: body.custom_fields ?? {},
      created_date: createdDate(world, body.created_date),
    });
    world.emit("contact.created", { contact: viewOf(contact) });
    const { id, first_name, last_name, full_name, email, priority, created_date } = contact;
    return ok({ id, first_name, last_name, full_name, email, priority, created_date });
  },

  bulkCreateContacts({ body }, world) {
    if (body.contacts.some(({ full_name }) => full_name.trim() === ""))
      throw invalid(world.chance, "blank", { what: "full_name" });
    const made = body.contacts.map((one) =>
      addContact(world, {
        ...(nameOf(one) ?? { full_name: one.full_name, first_name: one.full_name, last_name: "" }),
        email: one.email ?? null,
        phone: one.phone ?? null,
        job_title: one.job_title ?? null,
        company: one.company ?? null,
        linkedin_url: one.linkedin_url ?? null,
        tags: one.tags ?? [],
        custom_fields: one.custom_fields ?? {},
      }),
    );
    const rows = made.map(({ id, full_name, email }) => ({ id, full_name, email }));
    world.emit("contact.bulk_created", { contacts: rows, count: rows.length });
    return ok({ created: rows.length, contacts: rows });
  },

  getContact({ path, query }, world) {
    const contact = contactOf(world, path.id);
    const asked = (query?.include ?? "").split(",").map((word) => word.trim());
    const wants = (word: string) => asked.includes(word) || asked.includes("*");
    // CRM notes, tasks and deals are not played: there are none.
    return ok({
      ...viewOf(contact),
      ...(wants("notes") && { recent_notes: [] }),
      ...(wants("tasks") && { open_tasks: [] }),
      ...(wants("deals") && { open_deals: [] }),
    });
  },

  updateContact({ path, body }, world) {
    const before = contactOf(world, path.id);
    const { full_name, notes, company_name, ...rest } = body;
    const name = full_name === undefined ? undefined : nameOf({ full_name });
    if (full_name !== undefined && !name) throw invalid(world.chance, "blank", { what: "full_name" });
    const contact: Contact = {
      ...before,
      ...rest,
      ...name,
      ...(company_name !== undefined && { company: company_name }),
      ...(notes !== undefined && { notes: [...before.notes, notes] }),
      updated_date: world.timestamp,
    };
    world.people.contacts.set(contact.id, contact);
    world.emit("contact.updated", { contact: viewOf(contact) });
    return ok({ id: contact.id, full_name: contact.full_name, updated_date: contact.updated_date });
  },

  deleteContact({ path }, world) {
    const { id } = contactOf(world, path.id);
    leaveCampaigns(world, id);
    world.people.deleteContact(id);
    world.emit("contact.deleted", { contact: { id } });
    return ok({ deleted: true, id });
  },
};

/** What a new contact brings; the rest is empty. */
export type NewContact = Pick<Contact, "full_name" | "first_name" | "last_name"> & Partial<Contact>;

export function addContact(world: World, given: NewContact): Contact {
  const contact: Contact = {
    id: world.newId("contact"),
    email: null,
    phone: null,
    job_title: null,
    company: null,
    related_company_id: null,
    linkedin_url: null,
    priority: null,
    tags: [],
    custom_fields: {},
    notes: [],
    created_date: world.timestamp,
    updated_date: null,
    ...given,
  };
  world.people.contacts.set(contact.id, contact);
  return contact;
}

/** @throws Refusal 404 */
function contactOf(world: World, id: string): Contact {
  const contact = world.people.contacts.get(id);
  if (!contact) throw missing(world.chance, "not_found", "contact");
  return contact;
}

export function viewOf({ notes: _, tags, ...contact }: Contact): Schemas["Contact"] {
  return { ...contact, tags: [...tags], custom_fields: { ...contact.custom_fields } };
}

function rowOf(contact: Contact): Schemas["ContactRow"] {
  const { id, full_name, email, phone, job_title, company, linkedin_url, created_date, updated_date } = contact;
  return {
    id,
    full_name,
    email,
    phone,
    job_title,
    company_name: company,
    linkedin_url,
    created_at: created_date,
    updated_date,
  };
}

function isFound({ full_name, email }: Contact, search: string): boolean {
  const words = search.toLowerCase();
  return full_name.toLowerCase().includes(words) || (email?.toLowerCase().includes(words) ?? false);
}

function sorted(all: readonly Contact[], sort: string): Contact[] {
  const name = sort.replace(/^-/, "");
  const keyOf = ({ full_name, created_date, updated_date }: Contact) =>
    name === "full_name" ? full_name : name === "updated_date" ? (updated_date ?? "") : created_date;
  const sign = sort.startsWith("-") ? -1 : 1;
  return [...all].sort((a, b) => (keyOf(a) < keyOf(b) ? -sign : keyOf(a) > keyOf(b) ? sign : 0));
}

/** Which number means which word is not documented; 1 is taken to be the highest. */
function priorityOf(priority: Schemas["NewContact"]["priority"]): number | null {
  if (typeof priority === "number") return priority;
  return priority === undefined ? null : { high: 1, medium: 2, low: 3 }[priority];
}

/** Kept where it is valid, at most a day ahead and five years back; otherwise the present. (facts 6) */
function createdDate({ now, timestamp }: World, given: string | undefined): string {
  const at = given === undefined ? Number.NaN : Date.parse(given);
  return at <= now + DAY && at >= now - 5 * 365.25 * DAY ? new Date(at).toISOString() : timestamp;
}
