import type { Campaign } from "./campaign.ts";
import type { Schemas } from "./wire.ts";
import type { SenderRecord } from "./workspace.ts";
import type { World } from "./world.ts";

/** A campaign as it looks from outside, without its sequence. */
export function campaignView(world: World, campaign: Campaign): Schemas["Campaign"] {
  return {
    id: campaign.id,
    user_id: world.userId,
    name: campaign.name,
    type: campaign.type,
    status: campaign.status,
    ...campaign.settings,
    stats: statsView(campaign),
    pause_reason: campaign.pause_reason,
    created_at: campaign.created_at,
    updated_at: campaign.updated_at,
    sender_accounts: sendersOf(world, campaign).map(senderAccountView),
  };
}

/** A campaign in the list of campaigns: with `contacted`, which only the list shows. (C 0) */
export function listedCampaignView(world: World, campaign: Campaign): Schemas["Campaign"] {
  const stats = campaign.stats && { ...campaign.stats };
  return { ...campaignView(world, campaign), stats, node_count: campaign.nodes.length };
}

function statsView({ stats }: Campaign): Schemas["CampaignStats"] | null {
  if (!stats) return null;
  const { contacted: _, ...shown } = stats;
  return shown;
}

/** The senders of a campaign that still exist. */
export function sendersOf(world: World, campaign: Campaign): SenderRecord[] {
  return campaign.senderIds.flatMap((id) => world.senders.get(id) ?? []);
}

function senderAccountView({ row }: SenderRecord): Schemas["SenderAccount"] {
  return {
    id: row.id,
    type: row.type ?? "email",
    status: row.status ?? "active",
    email_address: row.email_address ?? null,
    provider_account_id: row.provider_account_id ?? null,
    display_name: row.display_name ?? null,
    first_name: row.first_name ?? null,
    last_name: row.last_name ?? null,
    daily_limit: row.daily_limit ?? null,
    weekly_connection_limit: row.weekly_connection_limit ?? null,
    weekly_message_limit: row.weekly_message_limit ?? null,
    is_premium: row.is_premium ?? null,
  };
}
