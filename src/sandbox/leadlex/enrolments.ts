import { ok } from "../handlers.ts";
import { enrol } from "./campaign.ts";
import type { Handlers } from "./handlers.ts";
import { pageOf } from "./pages.ts";
import { missing } from "./refusal.ts";
import { enrolmentView } from "./views.ts";
import type { World } from "./world.ts";

export const enrolments: Handlers = {
  listCampaignContacts({ path, query }, world) {
    const { enrolments: all } = world.campaign(path.id);
    const status = query?.status;
    const newestFirst = [...all.values()].reverse();
    const wanted = status === undefined ? newestFirst : newestFirst.filter((one) => one.status === status);
    const { page, meta } = pageOf(wanted, query);
    return ok({ contacts: page.map((enrolment) => enrolmentView(world, enrolment)), meta });
  },

  /**
   * Not documented: ids that are no contacts are neither added nor skipped, and a contact that is added to an active
   * campaign is written to.
   */
  addCampaignContacts({ path, body }, world) {
    const campaign = world.campaign(path.id);
    const known = world.people.known(body.contact_ids);
    const added = known.flatMap((contact) => enrol(campaign, contact, body.source ?? null, world.now) ?? []);
    const contact_ids = added.map(({ contactId }) => contactId);
    if (added.length > 0) world.emit("campaign.contacts_added", { campaign_id: campaign.id, contact_ids });
    return ok({ added: added.length, skipped: known.length - added.length, contact_ids });
  },

  removeCampaignContact({ path: { id, contact_id } }, world) {
    const campaign = world.campaign(id);
    // Whoever is not enrolled any more is not written to: see the player.
    if (!campaign.enrolments.delete(contact_id)) throw missing(world.chance, "enrollment_not_found", "enrollment");
    campaign.player?.look();
    return ok({ removed: true, campaign_id: id, contact_id });
  },
};

/** A contact that is deleted leaves its campaigns, too. Not documented. */
export function leaveCampaigns(world: World, contactId: string): void {
  for (const { enrolments: all, player } of world.campaigns.values()) if (all.delete(contactId)) player?.look();
}
