import { ok } from "../handlers.ts";
import { type Campaign, enrol, FIRST_SETTINGS } from "./campaign.ts";
import type { Handlers } from "./handlers.ts";
import { pageOf } from "./pages.ts";
import { invalid, refusal } from "./refusal.ts";
import { campaignRow, campaignView, shownStatus, statsView } from "./views.ts";
import type { World } from "./world.ts";

export const campaigns: Handlers = {
  /** Its page was not seen: like the other lists, newest first. */
  listCampaigns({ query }, world) {
    const { page, meta } = pageOf([...world.campaigns.values()].reverse(), query);
    return ok({ campaigns: page.map((campaign) => campaignRow(world, campaign)), meta });
  },

  createCampaign({ body }, world) {
    for (const what of ["name", "template"] as const)
      if (body[what].trim() === "") throw invalid(world.chance, "blank", { what });
    const list = world.people.lists.get(body.list_id);
    if (!list) throw invalid(world.chance, "list_unknown");
    const campaign: Campaign = {
      id: world.newPrefixedId("cmp"),
      list_id: list.id,
      template: body.template,
      created_at: world.timestamp,
      name: body.name,
      description: null,
      status: "draft",
      settings: FIRST_SETTINGS,
      steps: [],
      enrolments: new Map(),
      counts: { sent: 0, opened: 0, clicked: 0, replied: 0, bounced: 0, unsubscribed: 0 },
      startTaskId: undefined,
      player: undefined,
    };
    // When and how a list's members become recipients is not documented: here they are enrolled at once.
    for (const contact of world.people.known(list.members)) enrol(campaign, contact, `list:${list.id}`, world.now);
    world.campaigns.set(campaign.id, campaign);
    const { id, name, status, list_id, created_at } = campaign;
    world.emit("campaign.created", { campaign: { id, name, status, list_id, created_at } });
    return ok({ id, name, status, list_id, created_at });
  },

  getCampaign({ path }, world) {
    return ok(campaignView(world, world.campaign(path.id)));
  },

  updateCampaign({ path, body }, world) {
    const campaign = world.campaign(path.id);
    const { name, description, ...settings } = body;
    if (name?.trim() === "") throw invalid(world.chance, "blank", { what: "name" });
    if (settings.sending_timezone !== undefined && !isTimezone(settings.sending_timezone))
      throw refusal(world.chance, 400, "invalid_timezone", "timezone");
    if (name !== undefined) campaign.name = name;
    if (description !== undefined) campaign.description = description;
    campaign.settings = { ...campaign.settings, ...settings };
    return ok(campaignView(world, campaign));
  },

  deleteCampaign({ path }, world) {
    const campaign = world.campaign(path.id);
    const what = shownStatus(world, campaign);
    if (what !== "draft") throw notDraft(world, what);
    world.campaigns.delete(campaign.id);
    world.emit("campaign.deleted", { campaign: { id: campaign.id } });
    return ok({ deleted: true, id: campaign.id });
  },

  getCampaignStats({ path }, world) {
    return ok(statsView(world.campaign(path.id)));
  },
};

/** Neither the status nor the code is known; the seed chooses between the two that the neighbouring pages have. */
function notDraft(world: World, what: string): Error {
  const { chance } = world;
  return chance.of("not draft") < 0.5
    ? refusal(chance, 400, "validation_error", "not_draft", { what })
    : refusal(chance, 409, "conflict", "not_draft", { what });
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
