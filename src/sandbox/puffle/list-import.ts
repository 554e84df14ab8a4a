import { at } from "../../core/record.ts";
import { ok, type Reply } from "../handlers.ts";
import { Refusal } from "../refusal.ts";
import type { Campaign } from "./campaign.ts";
import type { Shaping } from "./handlers.ts";
import { identityField, normalise } from "./identity.ts";
import type { LeadRow } from "./lead-store.ts";
import { notFound, structured } from "./refusal.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

/**
 * Copies a list's leads onto a roster. (C 2.5)
 * @param add adds a lead and says whether it is new
 * @returns 200, or 206 where a fault keeps the second half of the list from being read
 * @throws Refusal 422, counts included, where nothing could be taken
 */
export function importFromList(
  world: World,
  { type }: Campaign,
  { listId, filter }: Schemas["CampaignListImport"],
  { partial }: Shaping,
  add: (identity: string, prospect: Schemas["NewCampaignLead"]) => boolean,
): Reply<Schemas["CampaignListImported"]> {
  const list = world.leads.list(listId);
  if (!list) throw notFound("List");
  for (const name of ["where", "orderBy"] as const)
    if (filter?.[name]) throw new Refusal(501, { error: `The sandbox does not play filter.${name} yet.` });
  const wanted = filter?.leadIds && new Set(filter.leadIds);
  const leads = world.leads.members(list).map(({ lead }) => lead.row);
  const chosen = wanted ? leads.filter(({ id }) => wanted.has(id)) : leads;
  const rows = chosen.slice(0, filter?.limit);
  const read = partial ? rows.slice(0, Math.ceil(rows.length / 2)) : rows;

  const counts = { imported: 0, duplicates: 0, invalid: 0, errors: 0, total: rows.length };
  for (const lead of read) {
    const prospect = prospectOf(lead);
    const identity = normalise(type, prospect[identityField(type)]);
    if (identity === undefined) counts.invalid++;
    else if (add(identity, prospect)) counts.imported++;
    else counts.duplicates++;
  }
  if (partial) return { status: 206, body: { ...counts, partial: true } };
  if (counts.imported === 0)
    throw new Refusal(422, {
      ...structured(422, "No leads of this list could be imported"),
      ...counts,
      partial: false,
    });
  return ok({ ...counts, partial: false });
}

/** A lead of the workspace as a campaign takes it. */
function prospectOf(lead: LeadRow): Schemas["NewCampaignLead"] {
  const contacts = (lead.contacts ?? []).flatMap(({ value }) => value ?? []);
  const socials = (lead.socials ?? []).flatMap(({ url }) => url ?? []);
  const attribute = ["work_email", "email"]
    .map((name) => at(lead.attributes, name))
    .find((value) => value !== undefined);
  const email = contacts.find((value) => value.includes("@")) ?? attribute;
  const members = {
    email: typeof email === "string" ? email : undefined,
    linkedin_url: socials.find((url) => /linkedin\.com/i.test(url)),
    first_name: lead.name?.first,
    last_name: lead.name?.last,
    company: lead.company?.name,
    position: lead.title,
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => typeof value === "string"));
}
