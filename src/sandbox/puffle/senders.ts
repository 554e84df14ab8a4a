import { ok } from "../handlers.ts";
import type { Campaign } from "./campaign.ts";
import type { Handlers } from "./handlers.ts";
import { senderOf } from "./sending.ts";
import { DAY, dailyLimitOf, sentBy, startOfDay, WEEK } from "./usage.ts";
import { campaignView, sendersOf } from "./views.ts";
import type { Schemas } from "./wire.ts";
import { timestamp } from "./wire.ts";
import type { SenderRecord } from "./workspace.ts";
import type { World } from "./world.ts";

export const senders: Handlers = {
  listSenders({ query = {} }, world) {
    const records = [...world.senders.values()];
    return ok({ accounts: records.flatMap(({ type, row }) => (!query.type || type === query.type ? [row] : [])) });
  },

  getSender({ path }, world) {
    const sender = world.sender(path.id);
    const campaigns = campaignsOf(world, sender);
    const today = sentBy(world, sender.id, startOfDay(world.now));
    return ok({
      account: {
        ...sender.row,
        stats: { today_sent: today.length, today_committed: committed(world, sender, campaigns) },
      },
      campaigns: campaigns.map((campaign) => {
        const { id, name = null, status, type, daily_limit, stats, operating_hours } = campaignView(world, campaign);
        return {
          id,
          name,
          status: status ?? "draft",
          type: type ?? sender.type,
          daily_limit: daily_limit ?? null,
          stats: stats ? { ...stats } : null,
          operating_hours: operating_hours ?? null,
          sequence_nodes: [],
        };
      }),
      mappings: campaigns.map(({ id }) => ({ campaign_id: id, account_id: sender.id })),
      ...statsByStatus(world, campaigns, [sender]),
    });
  },

  getSenderSchedule({ path }, world) {
    const sender = world.sender(path.id);
    const waiting = committed(world, sender, campaignsOf(world, sender));
    const capacity = dailyLimitOf(sender);
    const days = Array.from({ length: 7 }, (_, day) => {
      const date = timestamp(world.now + day * DAY).slice(0, 10);
      return [date, { capacity, committed: Math.max(0, Math.min(capacity, waiting - day * capacity)) }];
    });
    return ok(Object.fromEntries(waiting === 0 ? [] : days));
  },

  getCampaignSenders({ path }, world) {
    const campaign = world.campaign(path.id);
    const records = sendersOf(world, campaign);
    const { stats } = campaign;
    const sent = world.outbox.played.filter(({ campaignId }) => campaignId === campaign.id).length;
    return ok({
      senders: records.map((sender) => campaignSender(world, campaign, sender, records.length, sent)),
      campaign_type: campaign.type,
      campaign_total_sent: sent,
      campaign_total_replies: stats?.replied ?? 0,
      campaign_total_bounced: stats?.bounced ?? 0,
      campaign_total_completed: stats?.completed ?? 0,
      campaign_total_committed: records.reduce((sum, sender) => sum + committed(world, sender, [campaign]), 0),
      ...statsByStatus(world, [campaign], records),
    });
  },

  getCampaignSettings(_, world) {
    return ok({
      accounts: [...world.senders.values()].map((sender) => settingsOf(world, sender)),
      schedules: [],
      weekly_stats: [],
    });
  },
};

function campaignSender(
  world: World,
  campaign: Campaign,
  sender: SenderRecord,
  senderCount: number,
  campaignSent: number,
): Schemas["CampaignSender"] {
  const { row } = sender;
  const week = weekOf(world, sender);
  return {
    account_id: sender.id,
    type: sender.type,
    display_name: row.display_name ?? null,
    email_address: row.email_address ?? null,
    profile_url: row.profile_url ?? null,
    status: row.status ?? "active",
    is_premium: row.is_premium ?? null,
    warmup_status: row.warmup_status ?? null,
    weekly_connection_limit: row.weekly_connection_limit ?? null,
    weekly_message_limit: row.weekly_message_limit ?? null,
    daily_limit: dailyLimitOf(sender),
    weekly_connections_sent: week.connections_sent,
    weekly_messages_sent: week.messages_sent,
    committed_count: committed(world, sender, [campaign]),
    // On LinkedIn campaigns with one sender only. (C 1.10)
    campaign_messages_sent: campaign.type === "linkedin" && senderCount === 1 ? campaignSent : null,
    today_sent: sentBy(world, sender.id, startOfDay(world.now)).length,
  };
}

function settingsOf(world: World, sender: SenderRecord): Schemas["CampaignSettingsAccount"] {
  const { row, type } = sender;
  const { weekly_connection_limit = null, weekly_message_limit = null } = row;
  const most = type === "linkedin" ? { connections: 150, messages: 150 } : { connections: null, messages: null };
  return {
    id: sender.id,
    type,
    provider_account_id: row.provider_account_id ?? null,
    is_premium: row.is_premium ?? null,
    weekly_connection_limit,
    weekly_message_limit,
    display_name: row.display_name ?? null,
    email_address: row.email_address ?? null,
    status: row.status ?? "active",
    daily_limit: row.daily_limit ?? null,
    weekly_stats: weekOf(world, sender),
    limits: {
      weekly_connection_limit,
      weekly_message_limit,
      max_connection_limit: most.connections,
      max_message_limit: most.messages,
      recommended_connection_limit: weekly_connection_limit,
      recommended_message_limit: weekly_message_limit,
    },
    daily_stats: {
      sent: sentBy(world, sender.id, startOfDay(world.now)).length,
      daily_limit: dailyLimitOf(sender),
    },
  };
}

function weekOf(world: World, sender: SenderRecord): { connections_sent: number; messages_sent: number } {
  const week = sentBy(world, sender.id, world.now - WEEK);
  const connections = week.filter(({ kind }) => kind === "connection_request").length;
  return { connections_sent: connections, messages_sent: week.length - connections };
}

function campaignsOf(world: World, { id }: SenderRecord): Campaign[] {
  return [...world.campaigns.values()].filter(({ senderIds }) => senderIds.includes(id));
}

/** How many leads of running campaigns are still this sender's to write to. */
function committed(world: World, sender: SenderRecord, campaigns: readonly Campaign[]): number {
  const running = campaigns.filter(
    ({ status }) => status === "launching" || status === "active" || status === "paused",
  );
  return running.reduce((sum, campaign) => {
    const open = [...campaign.roster].filter(
      (lead) => !FINAL.has(lead.row.status) && senderOf(world, campaign, lead) === sender,
    );
    return sum + open.length;
  }, 0);
}

const FINAL = new Set<string>(["replied", "bounced", "completed", "timed_out", "cancelled"]);

/** The counts by status that several answers carry. */
function statsByStatus(world: World, campaigns: readonly Campaign[], records: readonly SenderRecord[]) {
  const bySender: Record<string, Schemas["StatusCounts"]> = {};
  for (const campaign of campaigns) {
    for (const lead of campaign.roster) {
      const sender = senderOf(world, campaign, lead);
      if (!sender || !records.includes(sender)) continue;
      const key = `${campaign.id}:${sender.id}`;
      const counts = bySender[key] ?? {};
      bySender[key] = { ...counts, [lead.row.status]: (counts[lead.row.status] ?? 0) + 1 };
    }
  }
  const active = ({ roster }: Campaign) => [...roster].filter(({ row }) => !FINAL.has(row.status)).length;
  return {
    campaignStatsByStatus: Object.fromEntries(campaigns.map(({ id, roster }) => [id, roster.byStatus()])),
    campaignSenderStatsByStatus: bySender,
    campaignSenderTodayStatsByStatus: {},
    campaignActiveProspectsCount: Object.fromEntries(campaigns.map((campaign) => [campaign.id, active(campaign)])),
  };
}
