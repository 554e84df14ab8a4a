import { ok } from "../handlers.ts";
import { pageOf } from "./cursors.ts";
import type { Handlers } from "./handlers.ts";
import { plain } from "./lead-identity.ts";
import { checkName, checkNewLead, leadView, merged, upsertLead } from "./lead-rows.ts";
import type { LeadRecord, LeadRow } from "./lead-store.ts";
import { notFound } from "./refusal.ts";
import type { Operations } from "./wire.ts";
import type { World } from "./world.ts";

const DEFAULT_PAGE = 50;
/** The range of `limit` is not documented; the leads of a list have this one. */
const LONGEST_PAGE = 500;

/** Leads of the workspace. */
export const workspaceLeads: Handlers = {
  listLeads({ query = {} }, world) {
    const { id, cursor, limit = DEFAULT_PAGE, ...filters } = query;
    if (id !== undefined) {
      const lead = world.leads.lead(id);
      // Which of the two it is, is not documented.
      if (!lead && world.chance.of("unknown lead") < 0.5) throw notFound("Lead");
      return ok({ leads: lead ? [leadView(world, lead)] : [], nextCursor: null });
    }
    const found = world.leads.leads().filter(({ row }) => fits(row, filters));
    const { page, nextCursor } = pageOf(found, cursor, Math.min(Math.max(1, limit), LONGEST_PAGE));
    return ok({ leads: page.map((lead) => leadView(world, lead)), nextCursor });
  },

  createLead({ body }, world) {
    checkNewLead(world, body);
    return ok({ lead: leadView(world, upsertLead(world, body).lead) });
  },

  updateLead({ body: { id, ...changes } }, world) {
    const lead = known(world, id);
    if (changes.name) checkName({ ...without(lead.row.name), ...changes.name });
    world.leads.changeLead(lead, merged(lead.row, changes, world.timestamp, "replace"));
    return ok({ lead: leadView(world, lead) });
  },

  deleteLead({ body }, world) {
    world.leads.removeLead(known(world, body.id));
    return ok({ success: true });
  },
};

/** @throws Refusal 404 */
function known(world: World, id: string): LeadRecord {
  const lead = world.leads.lead(id);
  if (!lead) throw notFound("Lead");
  return lead;
}

type Filters = Omit<NonNullable<Operations["listLeads"]["parameters"]["query"]>, "id" | "cursor" | "limit">;

/** Whether a lead fits every filter; a text fits where it occurs, whatever its case. (E 2) */
function fits(row: LeadRow, { type, q, ...narrow }: Filters): boolean {
  if (type !== undefined && row.type !== type) return false;
  const texts = textsOf(row);
  const has = (text: string, wanted: string | undefined) => wanted === undefined || text.includes(plain(wanted));
  const { name, title, company, domain, email, industry, location, role } = narrow;
  return (
    has(texts.name, name) &&
    has(texts.title, title) &&
    has(texts.title, role) &&
    has(texts.company, company) &&
    has(texts.domain, domain) &&
    has(texts.email, email) &&
    has(texts.industry, industry) &&
    has(texts.location, location) &&
    has(Object.values(texts).join("\n"), q)
  );
}

function textsOf({ name, title, company, domain, contacts, industry, location }: LeadRow) {
  const joined = (...texts: readonly (string | null | undefined)[]) => plain(texts.filter(Boolean).join(" "));
  return {
    name: joined(name?.full, name?.short, name?.first, name?.last, ...(name?.aliases ?? [])),
    title: joined(title),
    company: joined(company?.name),
    domain: joined(domain, company?.domain),
    email: joined(...(contacts ?? []).map(({ value }) => (value?.includes("@") ? value : undefined))),
    industry: joined(industry),
    location: joined(location?.raw, location?.city, location?.state, location?.country),
  };
}

/** An object without its nulls. */
function without(name: LeadRow["name"]): Record<string, string> {
  const texts = Object.entries(name ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(texts);
}
