import type { Campaign, Enrolment, Step } from "./campaign.ts";
import { type Schemas, timestamp } from "./wire.ts";
import type { World } from "./world.ts";

/** What GET says of a status: whether it shows that an approval is pending is not documented. */
export function shownStatus(world: World, { status, startTaskId }: Campaign): Schemas["Campaign"]["status"] {
  return status === "draft" && startTaskId !== undefined && world.showsPending ? "pending_approval" : status;
}

export function campaignView(world: World, campaign: Campaign): Schemas["Campaign"] {
  const { id, name, description, settings } = campaign;
  return { id, name, description, status: shownStatus(world, campaign), ...settings };
}

export function campaignRow(world: World, campaign: Campaign): Schemas["CampaignRow"] {
  const { id, name, list_id, created_at } = campaign;
  return { id, name, status: shownStatus(world, campaign), list_id, created_at };
}

export function stepView(step: Step, index: number): Schemas["Step"] {
  return { ...step, index };
}

export function enrolmentView(world: World, enrolment: Enrolment): Schemas["CampaignContact"] {
  const { contactId, status, currentStep, addedAt, lastSentAt } = enrolment;
  const contact = world.people.contacts.get(contactId);
  return {
    contact_id: contactId,
    full_name: contact?.full_name ?? null,
    email: contact?.email ?? null,
    status,
    current_step: currentStep,
    added_at: timestamp(addedAt),
    last_sent_at: lastSentAt === null ? null : timestamp(lastSentAt),
  };
}

/** Rates where nothing was sent are not stated; 0. */
export function statsView({ counts }: Campaign): Schemas["CampaignStats"] {
  const rate = (count: number) => (counts.sent === 0 ? 0 : Math.round((count / counts.sent) * 1_000) / 1_000);
  return {
    sent_count: counts.sent,
    opened_count: counts.opened,
    clicked_count: counts.clicked,
    replied_count: counts.replied,
    bounced_count: counts.bounced,
    unsubscribed_count: counts.unsubscribed,
    open_rate: rate(counts.opened),
    click_rate: rate(counts.clicked),
    reply_rate: rate(counts.replied),
  };
}
