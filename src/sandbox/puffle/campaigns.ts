import { ok } from "../handlers.ts";
import type { Campaign, Settings } from "./campaign.ts";
import type { Handlers } from "./handlers.ts";
import { Messages } from "./messages.ts";
import { checkedReplacement, newNode } from "./nodes.ts";
import { invalidRequest, plainRefusal, refusal } from "./refusal.ts";
import { Roster } from "./roster.ts";
import { pause, resume } from "./runs.ts";
import { campaignView, listedCampaignView } from "./views.ts";
import type { Channel, Schemas } from "./wire.ts";
import type { World } from "./world.ts";

/** In the list, active and paused ones come first. (C 1.1) */
const RANK = { active: 0, paused: 0, launching: 1, draft: 1, completed: 1 } as const;

export const campaigns: Handlers = {
  listCampaigns(_, world) {
    const newestFirst = [...world.campaigns.values()].reverse();
    const sorted = newestFirst.sort((a, b) => RANK[a.status] - RANK[b.status]);
    return ok({ campaigns: sorted.map((campaign) => listedCampaignView(world, campaign)) });
  },

  getCampaign({ path }, world) {
    const campaign = world.campaign(path.id);
    return ok({
      campaign: campaignView(world, campaign),
      sequence_nodes: [...campaign.nodes],
      prospects_by_status: campaign.roster.byStatus(),
      prospects_by_node: campaign.roster.byNode(),
    });
  },

  createCampaign({ body }, world) {
    if (body.name.trim() === "") throw invalidRequest("name: must not be empty");
    checkLimit("daily_limit", body.daily_limit);
    checkName(world, body.name);
    checkSenders(world, body.type, body.sender_account_ids);
    const campaign: Campaign = {
      id: world.newId("campaign"),
      type: body.type,
      created_at: world.timestamp,
      updated_at: world.timestamp,
      name: body.name,
      status: "draft",
      settings: firstSettings(body),
      senderIds: [...new Set(body.sender_account_ids)],
      nodes: [],
      roster: new Roster(),
      messages: new Messages(),
      stats: null,
      pause_reason: null,
      launch: undefined,
      run: undefined,
    };
    const first = body.type === "email" ? { subject: "", body: "" } : {};
    campaign.nodes = [
      newNode(world, campaign, body.type === "email" ? "email" : "connection_request", 0, first),
      newNode(world, campaign, "end", 1, {}),
    ];
    world.campaigns.set(campaign.id, campaign);
    return ok({ campaign: { ...campaignView(world, campaign), sequence_nodes: [...campaign.nodes] } });
  },

  updateCampaign({ path, body }, world) {
    const campaign = world.campaign(path.id);
    const draft = campaign.status === "draft";
    // Every check comes first: a refused update has saved nothing.
    checkLimit("daily_limit", body.daily_limit);
    if (body.name !== undefined) checkName(world, body.name, campaign);
    if (draft && body.sender_account_ids) checkSenders(world, campaign.type, body.sender_account_ids);
    const nodes = draft && body.sequence_nodes ? checkedReplacement(world, campaign, body.sequence_nodes) : undefined;
    const limits = campaign.type === "email" ? (body.account_limits ?? []) : [];
    for (const { account_id, daily_limit } of limits) {
      checkLimit("account_limits.daily_limit", daily_limit);
      if (!world.senders.has(account_id)) throw refusal(world.chance, 400, "sender_unknown", { id: account_id });
    }

    if (body.name !== undefined) campaign.name = body.name;
    campaign.settings = changedSettings(campaign, body);
    if (draft && body.sender_account_ids) campaign.senderIds = [...new Set(body.sender_account_ids)];
    if (nodes) {
      const kept = new Set(nodes.map(({ id }) => id));
      campaign.nodes = nodes;
      campaign.messages.drop(({ nodeId }) => nodeId !== null && !kept.has(nodeId));
    }
    for (const { account_id, daily_limit } of limits) {
      const sender = world.sender(account_id);
      sender.row = { ...sender.row, daily_limit, updated_at: world.timestamp };
    }
    campaign.updated_at = world.timestamp;
    return ok({ campaign: campaignView(world, campaign) });
  },

  pauseCampaign({ path }, world) {
    const campaign = world.campaign(path.id);
    if (campaign.status !== "active")
      throw plainRefusal(world.chance, 400, "pause", "Only active campaigns can be paused");
    pause(world, campaign);
    return ok({ campaign: campaignView(world, campaign) });
  },

  resumeCampaign({ path }, world) {
    const campaign = world.campaign(path.id);
    if (campaign.status !== "paused")
      throw plainRefusal(world.chance, 400, "resume", "Only paused campaigns can be resumed");
    resume(world, campaign);
    return ok({ campaign: campaignView(world, campaign) });
  },
};

function checkName(world: World, name: string, self?: Campaign): void {
  for (const other of world.campaigns.values())
    if (other !== self && other.name === name) throw refusal(world.chance, 409, "name_taken", { name });
}

function checkSenders(world: World, channel: Channel, ids: readonly string[]): void {
  for (const id of ids) {
    const sender = world.senders.get(id);
    if (!sender) throw refusal(world.chance, 400, "sender_unknown", { id });
    if (sender.type !== channel) throw refusal(world.chance, 400, "sender_wrong_type", { channel });
  }
}

function checkLimit(field: string, limit: number | undefined): void {
  if (limit !== undefined && limit < 1) throw invalidRequest(`${field}: must be at least 1`);
}

/** Members of the other channel are ignored, not refused. (C 1.3) */
function firstSettings(body: Schemas["NewCampaign"]): Settings {
  const none: Settings = {
    daily_limit: null,
    stop_on_reply: null,
    open_tracking: null,
    signature: null,
    skip_other_campaigns: null,
    operating_hours: null,
  };
  if (body.type === "linkedin")
    return {
      ...none,
      skip_other_campaigns: body.skip_other_campaigns ?? false,
      operating_hours: body.operating_hours ?? null,
    };
  return {
    ...none,
    daily_limit: body.daily_limit ?? null,
    stop_on_reply: body.stop_on_reply ?? true,
    open_tracking: body.open_tracking ?? false,
    signature: body.signature ?? null,
  };
}

/** Which members take effect when. (C 1.4) */
const CHANGEABLE = {
  email: { draft: ["daily_limit", "stop_on_reply", "open_tracking", "signature"], later: ["daily_limit"] },
  linkedin: { draft: ["skip_other_campaigns", "operating_hours"], later: ["operating_hours"] },
} as const;

function changedSettings({ type, status, settings }: Campaign, body: Schemas["CampaignUpdate"]): Settings {
  const names = CHANGEABLE[type][status === "draft" ? "draft" : "later"];
  const changes = names.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]] as const]));
  return { ...settings, ...Object.fromEntries(changes) };
}
