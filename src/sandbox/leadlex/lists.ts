import { ok } from "../handlers.ts";
import { Refusal } from "../refusal.ts";
import type { ContactList } from "./contact-store.ts";
import type { Handlers } from "./handlers.ts";
import { pageOf } from "./pages.ts";
import { errorBody, invalid, missing } from "./refusal.ts";
import type { Schemas } from "./wire.ts";
import { sentence } from "./wording.ts";
import type { World } from "./world.ts";

export const lists: Handlers = {
  /** Its page was not seen: like the other lists, oldest first. */
  listLists({ query }, world) {
    const { page, meta } = pageOf([...world.people.lists.values()], query);
    return ok({ lists: page.map(viewOf), meta });
  },

  createList({ body }, world) {
    const { chance } = world;
    if (body.name.trim() === "") throw invalid(chance, "blank", { what: "name" });
    if (world.people.listNamed(body.name)) {
      const details = { fields: { name: "Must be unique" } };
      throw new Refusal(400, errorBody("validation_error", sentence(chance, "name_taken", {}), details));
    }
    const list = addList(world, body.name, body.description ?? null);
    world.emit("list.created", { list: viewOf(list) });
    return ok(viewOf(list));
  },

  addListContacts({ path, body }, world) {
    const list = world.people.lists.get(path.id);
    if (!list) throw missing(world.chance, "not_found", "list");
    const ids = [...new Set(body.contact_ids)];
    const unknown = ids.filter((id) => !world.people.contacts.has(id));
    if (unknown.length > 0) throw invalid(world.chance, "contact_ids", { count: unknown.length });
    const added = ids.filter((id) => !list.members.has(id));
    for (const id of added) list.members.add(id);
    if (added.length > 0) world.emit("list.contacts_added", { list_id: list.id, contact_ids: added });
    return ok({ added: added.length, list_id: list.id, contact_count: list.members.size });
  },

  deleteList({ path }, world) {
    const list = listOf(world, path.id);
    world.people.lists.delete(list.id);
    world.emit("list.deleted", { list: { id: list.id } });
    return ok({ deleted: true, id: list.id, memberships_removed: list.members.size });
  },

  removeListContact({ path: { list_id, contact_id } }, world) {
    const list = listOf(world, list_id);
    if (!list.members.delete(contact_id)) throw missing(world.chance, "membership_not_found", "membership");
    world.emit("list.contacts_removed", { list_id, contact_ids: [contact_id] });
    return ok({ removed: true, list_id, contact_id });
  },
};

export function addList(world: World, name: string, description: string | null): ContactList {
  const list: ContactList = {
    id: world.newId("list"),
    name,
    description,
    created_at: world.timestamp,
    members: new Set(),
  };
  world.people.lists.set(list.id, list);
  return list;
}

/** @throws Refusal 404 */
function listOf(world: World, id: string): ContactList {
  const list = world.people.lists.get(id);
  if (!list) throw missing(world.chance, "list_not_found", "list");
  return list;
}

function viewOf({ id, name, description, created_at, members }: ContactList): Schemas["List"] {
  return { id, name, description, contact_count: members.size, created_at };
}
