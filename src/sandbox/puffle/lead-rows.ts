import type { LeadRecord, LeadRow, ListRecord } from "./lead-store.ts";
import { invalidRequest } from "./refusal.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

/** A lead as the service shows it. */
export function leadView(world: World, lead: LeadRecord): Schemas["Lead"] {
  const lists = [world.leads.all, ...world.leads.listsOf(lead)].map(({ id, name }) => ({ id, name }));
  return { ...lead.row, lists };
}

/**
 * Looks at a row that is to become a lead.
 * @param place where it is, such as `leads[3].`
 * @throws Refusal 400, naming the member
 */
export function checkNewLead(world: World, { name, listIds = [] }: Schemas["NewLead"], place = ""): void {
  checkName(name, place);
  for (const id of listIds)
    if (!world.leads.list(id)) throw invalidRequest(`${place}listIds: names a list that does not exist`);
}

/** @throws Refusal 400 */
export function checkName({ full, short, first, last }: Schemas["LeadNameInput"], place = ""): void {
  if (![full, short, first, last].some((text) => text?.trim()))
    throw invalidRequest(`${place}name: needs at least one name`);
}

/**
 * Creates the lead, or changes the one that has one of its stable identifiers. (E 2, E 5)
 * @param body checked
 */
export function upsertLead(
  world: World,
  { listIds = [], ...body }: Schemas["NewLead"],
): { lead: LeadRecord; isNew: boolean } {
  const store = world.leads;
  const known = store.same(body);
  const lead = known ?? store.addLead(newRow(world, body));
  if (known) store.changeLead(known, merged(known.row, body, world.timestamp, "add"));
  for (const id of listIds) {
    const list = store.list(id);
    if (list) attach(world, list, lead);
  }
  return { lead, isNew: !known };
}

/** @returns whether the lead is new to the list */
export function attach(world: World, list: ListRecord, lead: LeadRecord): boolean {
  const isNew = world.leads.attach(list, lead);
  if (isNew) list.updated_at = world.timestamp;
  return isNew;
}

/** A row with everything that a lead shows. */
export function newRow(world: World, { name, ...body }: Omit<Partial<LeadRow>, "id">, id?: string): LeadRow {
  const { first, last } = name ?? {};
  const full = name?.full ?? ([first, last].filter(Boolean).join(" ") || null);
  return {
    type: "person",
    title: null,
    company: null,
    location: null,
    socials: [],
    contacts: [],
    attributes: {},
    sources: [],
    raw: null,
    ...body,
    name: { aliases: [], ...name, full, short: name?.short ?? first ?? full, first: first ?? null, last: last ?? null },
    id: id ?? world.newId("lead"),
    createdAt: world.timestamp,
    updatedAt: world.timestamp,
  };
}

/**
 * A row with changes. Members of objects are changed one by one. What becomes of arrays is not documented: an update
 * replaces them, an upsert adds to them.
 */
export function merged(row: LeadRow, changes: Partial<LeadRow>, at: string, arrays: "replace" | "add"): LeadRow {
  const both = <T extends object>(one: T | null | undefined, other: T | null | undefined) =>
    other === undefined ? one : other === null ? null : { ...one, ...other };
  const joined = <T extends object>(one: readonly T[] | null | undefined, other: readonly T[] | null | undefined) => {
    if (!other) return [...(one ?? [])];
    const all = arrays === "add" ? [...(one ?? []), ...other] : other;
    return [...new Map(all.map((item) => [JSON.stringify(item), item])).values()];
  };
  return {
    ...row,
    ...changes,
    id: row.id,
    name: both(row.name, changes.name) ?? null,
    company: both(row.company, changes.company) ?? null,
    location: both(row.location, changes.location) ?? null,
    attributes: both(row.attributes, changes.attributes) ?? null,
    socials: joined(row.socials, changes.socials),
    contacts: joined(row.contacts, changes.contacts),
    sources: joined(row.sources, changes.sources),
    updatedAt: at,
  };
}
