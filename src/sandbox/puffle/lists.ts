import { ok } from "../handlers.ts";
import { pageOf } from "./cursors.ts";
import { countDuplicates } from "./duplicates.ts";
import type { Handlers } from "./handlers.ts";
import { attach, checkNewLead, leadView, upsertLead } from "./lead-rows.ts";
import type { LeadRecord, ListRecord } from "./lead-store.ts";
import { invalidRequest, notFound, refusal } from "./refusal.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

const DEFAULT_PAGE = 100;

/** Lists of leads. */
export const lists: Handlers = {
  listLists(_, world) {
    return ok({
      lists: world.leads
        .lists()
        .reverse()
        .map((list) => listView(world, list)),
    });
  },

  createList({ body }, world) {
    const { name, description, leadType, leadIds = [] } = body;
    const leads = named(world, leadIds, (problem) => invalidRequest(`leadIds: ${problem}`));
    const fields = {
      ...(name?.trim() && { name }),
      ...(description !== undefined && { description }),
      ...(leadType && { leadType }),
    };
    const list = world.leads.addList({ ...fields, id: world.newId("list") }, world.timestamp);
    for (const lead of leads) world.leads.attach(list, lead);
    return ok({ list: listView(world, list) });
  },

  updateList({ body: { id, name, description, leadType } }, world) {
    const list = known(world, id);
    if (list === world.leads.all && (name !== undefined || leadType !== undefined)) throw protectedList(world);
    if (leadType && leadType !== "mixed") {
      const other = leadType === "person" ? "company" : "person";
      if (world.leads.members(list).some(({ lead }) => lead.row.type === other))
        throw refusal(world.chance, statusOf(world, "list_wrong_type"), "list_wrong_type", { type: leadType });
    }
    if (name !== undefined && name.trim() === "") throw invalidRequest("name: must not be empty");
    list.name = name ?? list.name;
    list.leadType = leadType ?? list.leadType;
    if (description !== undefined) list.description = description;
    list.updated_at = world.timestamp;
    return ok({ list: listView(world, list) });
  },

  deleteList({ body }, world) {
    const list = known(world, body.id);
    if (list === world.leads.all) throw protectedList(world);
    world.leads.removeList(list);
    return ok({ success: true });
  },

  listListLeads({ path, query = {} }, world) {
    const { limit = DEFAULT_PAGE, cursor, type } = query;
    const members = world.leads
      .members(known(world, path.id))
      .filter(({ lead }) => type === undefined || lead.row.type === type);
    const { page, nextCursor, hasMore } = pageOf(members, cursor, limit);
    return ok({ leads: page.map(({ lead }) => leadView(world, lead)), total: members.length, hasMore, nextCursor });
  },

  addListLeads({ path, body }, world) {
    const list = known(world, path.id);
    for (const lead of named(world, body.leadIds, () => notFound("Lead"))) attach(world, list, lead);
    return ok({ list: listView(world, list) });
  },

  removeListLeads({ path, body }, world) {
    const list = known(world, path.id);
    // What becomes of this is not documented; every lead of the workspace is in the default list.
    if (list === world.leads.all) throw refusal(world.chance, 400, "list_protected");
    for (const id of body.leadIds) if (world.leads.detach(list, id)) list.updated_at = world.timestamp;
    return ok({ list: listView(world, list) });
  },

  importListLeads({ body: { leads, listId, preview } }, world) {
    const list = listId === undefined ? world.leads.all : known(world, listId);
    for (const [index, lead] of leads.entries()) checkNewLead(world, lead, `leads[${index}].`);
    const personCount = leads.filter(({ type }) => type === "person").length;
    if (preview)
      return ok({ preview: { leadCount: leads.length, personCount, companyCount: leads.length - personCount } });
    let imported = 0;
    for (const row of leads) {
      const { lead, isNew } = upsertLead(world, row);
      attach(world, list, lead);
      if (isNew) imported++;
    }
    return ok(importAnswer(world, list, { imported, updated: leads.length - imported, total: leads.length }));
  },

  checkListDuplicates({ body }, world) {
    return ok({ duplicateCount: countDuplicates(world, body) });
  },
};

/** A list as the service shows it. */
function listView(world: World, list: ListRecord): Schemas["List"] {
  const members = world.leads.members(list);
  const personCount = members.filter(({ lead }) => lead.row.type !== "company").length;
  return {
    id: list.id,
    name: list.name,
    description: list.description,
    leadType: list.leadType,
    leadCount: members.length,
    personCount,
    companyCount: members.length - personCount,
    activeSearchTaskId: list.activeSearchTaskId,
    searchFilters: list.searchFilters,
    createdAt: list.created_at,
    updatedAt: list.updated_at,
  };
}

/** @throws Refusal 404 */
function known(world: World, id: string): ListRecord {
  const list = world.leads.list(id);
  if (!list) throw notFound("List");
  return list;
}

/**
 * The leads with these ids. What happens to unknown ones is not documented: the seed chooses whether they are passed over
 * or keep all others out as well.
 */
function named(world: World, ids: readonly string[], refuse: (problem: string) => Error): LeadRecord[] {
  const leads = ids.map((id) => world.leads.lead(id));
  if (leads.includes(undefined) && world.chance.of("unknown lead ids") < 0.5) throw refuse("names an unknown lead");
  return leads.filter((lead) => lead !== undefined);
}

/** That the default list stays as it is, is documented; the status and the sentence are not. */
function protectedList(world: World): Error {
  return refusal(world.chance, statusOf(world, "list_protected"), "list_protected");
}

function statusOf(world: World, condition: string): number {
  return world.chance.pick([400, 409, 422], "status", condition);
}

/** What an import answers that is no preview was not readable: nothing can rely on any of these. */
function importAnswer(world: World, list: ListRecord, counts: Record<string, number>): Record<string, unknown> {
  const answers: readonly [Record<string, unknown>, ...Record<string, unknown>[]] = [
    { success: true },
    { list: listView(world, list) },
    counts,
  ];
  return world.chance.pick(answers, "import answer");
}
