import { ok } from "../handlers.ts";
import type { Campaign } from "./campaign.ts";
import type { Handlers } from "./handlers.ts";
import { identityField, normalise } from "./identity.ts";
import { importFromList } from "./list-import.ts";
import { invalidRequest, notFound, plainRefusal, refusal } from "./refusal.ts";
import type { Lead, LeadChanges } from "./roster.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

const DEFAULT_PAGE = 100;
/** No page is longer, whatever is asked for: the answer's `limit` says what it was. */
const LONGEST_PAGE = 500;

export const leads: Handlers = {
  listCampaignLeads({ path, query = {} }, world) {
    const { roster } = world.campaign(path.id);
    const page = Math.max(1, query.page ?? 1);
    const limit = Math.min(Math.max(1, query.limit ?? DEFAULT_PAGE), LONGEST_PAGE);
    const rows = [...roster].flatMap(({ row }) => (!query.status || row.status === query.status ? [row] : []));
    return ok({ prospects: rows.slice((page - 1) * limit, page * limit), total: rows.length, page, limit });
  },

  addLeadsToCampaign({ path, body }, world) {
    const campaign = world.draft(path.id, "draft_only_leads");
    const field = identityField(campaign.type);
    // All rows are looked at first: one that can't be taken keeps the others out as well.
    const rows = body.prospects.map((prospect, index) => {
      const identity = normalise(campaign.type, prospect[field]);
      const value = prospect[field] ?? "";
      if (identity === undefined) throw refusal(world.chance, 400, "lead_without_identity", { index, field, value });
      return { prospect, identity };
    });
    let imported = 0;
    for (const { prospect, identity } of rows) {
      if (addLead(world, campaign, identity, prospect, "api", null)) imported++;
    }
    touch(world, campaign);
    return ok({ imported, duplicates: rows.length - imported });
  },

  updateLeadInCampaign({ path, body }, world) {
    const campaign = world.draft(path.id, "draft_only_leads");
    const lead = campaign.roster.get(body.prospect_id);
    if (!lead) throw notFound("Prospect");
    const { identity, changes } = changesOf(world, campaign, lead, body.updates);
    campaign.roster.change(lead, { ...lead.row, ...changes, updated_at: world.timestamp }, identity);
    touch(world, campaign);
    return ok({ prospect: lead.row });
  },

  removeLeadsFromCampaign({ path, body }, world) {
    const campaign = world.draft(path.id, "draft_only_leads");
    if (body.all !== true && !body.prospect_ids) throw invalidRequest("prospect_ids: give prospect_ids, or all: true");
    const gone =
      body.all === true
        ? [...campaign.roster]
        : (body.prospect_ids ?? []).flatMap((id) => campaign.roster.get(id) ?? []);
    const ids = new Set(gone.map(({ id }) => id));
    for (const lead of new Set(gone)) campaign.roster.remove(lead);
    campaign.messages.drop(({ leadId }) => ids.has(leadId));
    touch(world, campaign);
    return ok({ deleted: body.all === true ? "all" : ids.size });
  },

  importLeadsFromListToCampaign({ path, body }, world, shaping) {
    const campaign = world.draft(path.id, "draft_only_leads");
    const reply = importFromList(world, campaign, body, shaping, (identity, prospect) =>
      addLead(world, campaign, identity, prospect, "list", body.listId),
    );
    touch(world, campaign);
    return reply;
  },
};

/** @returns whether the lead is new to the roster */
function addLead(
  world: World,
  campaign: Campaign,
  identity: string,
  prospect: Schemas["NewCampaignLead"],
  source: string,
  source_ref: string | null,
): boolean {
  if (campaign.roster.has(identity)) return false;
  const id = world.newId("prospect");
  const byEmail = campaign.type === "email";
  const text = (value: string | undefined) => value ?? null;
  const row: Lead["row"] = {
    id,
    campaign_id: campaign.id,
    user_id: world.userId,
    status: "pending",
    // The other channel's address is kept where it is one.
    email: byEmail ? identity : text(normalise("email", prospect.email)),
    linkedin_url: byEmail ? text(normalise("linkedin", prospect.linkedin_url)) : identity,
    first_name: text(prospect.first_name),
    last_name: text(prospect.last_name),
    name: fullName(prospect.first_name, prospect.last_name),
    company: text(prospect.company),
    position: text(prospect.position),
    headline: text(prospect.headline),
    custom_fields: prospect.custom_fields ?? null,
    source,
    source_ref,
    created_at: world.timestamp,
    updated_at: world.timestamp,
    bounced_at: null,
    replied_at: null,
    current_node_id: null,
  };
  campaign.roster.add({ id, identity, row });
  return true;
}

/** What an update changes: addresses only where they are some, and the channel's own never to somebody else's. */
function changesOf(
  world: World,
  { type, roster }: Campaign,
  lead: Lead,
  updates: Schemas["CampaignLeadChanges"],
): { identity: string; changes: LeadChanges } {
  const changes: LeadChanges = {};
  for (const name of ["first_name", "last_name", "name", "company", "position", "headline"] as const) {
    const value = updates[name];
    if (value !== undefined) changes[name] = value;
  }
  const first = changes.first_name ?? lead.row.first_name;
  const last = changes.last_name ?? lead.row.last_name;
  if (updates.name === undefined && (changes.first_name ?? changes.last_name) !== undefined)
    changes.name = fullName(first, last);

  let { identity } = lead;
  for (const channel of ["email", "linkedin"] as const) {
    const field = identityField(channel);
    const address = normalise(channel, updates[field]);
    if (address !== undefined) changes[field] = address;
    if (channel !== type || updates[field] === undefined) continue;
    if (address === undefined) throw invalidRequest(`updates.${field}: is not a valid ${field}`);
    if (address !== identity && roster.has(address))
      throw plainRefusal(world.chance, 409, "lead_taken", `Another lead of this campaign has this ${field}`);
    identity = address;
  }
  return { identity, changes };
}

function fullName(first: string | null | undefined, last: string | null | undefined): string | null {
  return [first, last].filter(Boolean).join(" ") || null;
}

function touch(world: World, campaign: Campaign): void {
  campaign.updated_at = world.timestamp;
}
