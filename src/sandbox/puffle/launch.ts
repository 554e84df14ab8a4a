import { ok } from "../handlers.ts";
import { type Campaign, delayOf, isDelayAllowed, isSendable, type Launch, type SequenceNode } from "./campaign.ts";
import type { Handlers, Shaping } from "./handlers.ts";
import type { Message } from "./messages.ts";
import { refusal } from "./refusal.ts";
import type { Lead } from "./roster.ts";
import { activate } from "./runs.ts";
import { draft } from "./sending.ts";
import { sendersOf } from "./views.ts";
import type { World } from "./world.ts";

/** A launch that has not come further after so long is stuck: the next attempt resets it. (000) */
const STUCK_AFTER = 120_000;
/** When the background task of a launch wakes up, in ms: within the two minutes of the documents. */
const WAKES = { min: 30_000, max: 110_000, slow: 300_000 } as const;

export const launching: Handlers = {
  launchCampaign({ path }, world, shaping) {
    const campaign = world.campaign(path.id);
    if (campaign.status === "launching" && campaign.launch) {
      if (world.now - campaign.launch.startedAt < STUCK_AFTER) throw refusal(world.chance, 409, "launch_in_progress");
      campaign.launch.rollBack();
    }
    checkReadiness(world, campaign);
    const { wanted, skipped } = withoutOtherCampaigns(world, campaign);
    if (wanted.length === 0) throw refusal(world.chance, 400, "launch_all_skipped", { count: skipped.length });

    dispatch(world, campaign, wanted, skipped, shaping);
    return ok({
      success: true,
      message: "Campaign launch started",
      runId: world.newRunId(),
      prospectsToProcess: wanted.length,
      ...(skipped.length > 0 && {
        warning: `${skipped.length} lead(s) are in other campaigns and were skipped`,
        skippedProspects: skipped.map(({ id, row }) => ({
          id,
          name: row.name ?? null,
          linkedin_url: row.linkedin_url ?? null,
        })),
        skippedCount: skipped.length,
      }),
    });
  },
};

/** The synchronous checks, in the order of the launch page's table. */
function checkReadiness(world: World, campaign: Campaign): void {
  const { chance } = world;
  const { status, nodes } = campaign;
  if (status !== "draft") throw refusal(chance, 400, "launch_not_draft", { status });
  const senders = sendersOf(world, campaign);
  if (senders.length === 0) throw refusal(chance, 400, "launch_no_senders");
  if (campaign.roster.count("pending") === 0) throw refusal(chance, 400, "launch_no_leads");
  if (!nodes.some(isSendable)) throw refusal(chance, 400, "launch_no_nodes");
  const empty = positionsOf(nodes, (node) => isSendable(node) && !hasContent(node));
  if (empty.length > 0) throw refusal(chance, 400, "launch_missing_content", { positions: empty });
  if (!nodes.some(({ type }) => type === "end")) throw refusal(chance, 400, "launch_no_end");
  const wrongDelays = positionsOf(nodes, (node) => node.type === "delay" && !isDelayAllowed(delayOf(node)));
  if (wrongDelays.length > 0) throw refusal(chance, 400, "launch_bad_delay", { positions: wrongDelays });

  const facts = (wrong: typeof senders) => ({
    senders: wrong.map(({ row }) => ({ name: row.display_name ?? row.id, status: row.status ?? "unknown" })),
  });
  if (campaign.type === "email") {
    const resting = senders.filter(({ row }) => row.status !== "active");
    if (resting.length > 0) throw refusal(chance, 400, "launch_sender_not_active", facts(resting));
    const without = senders.filter(({ row }) => !row.agentmail_inbox_id);
    if (without.length > 0) throw refusal(chance, 400, "launch_sender_no_inbox", facts(without));
  } else {
    const gone = senders.filter(({ row, goneUpstream }) => goneUpstream || row.status !== "connected");
    if (gone.length > 0) throw refusal(chance, 400, "launch_linkedin_gone", facts(gone));
  }
}

function positionsOf(nodes: readonly SequenceNode[], holds: (node: SequenceNode) => boolean): number[] {
  return nodes.filter(holds).map(({ position }) => position ?? 0);
}

/** Whether a sendable node has what it takes to write to somebody. A reply needs no subject, a bare invitation nothing. */
function hasContent({ type, subject, body, is_reply, include_message, ai_node }: SequenceNode): boolean {
  const filled = (text: string | null | undefined) => (text ?? "").trim() !== "";
  if (type === "ai") return filled(ai_node?.purpose);
  if (type === "connection_request") return include_message !== true || filled(body);
  return filled(body) && (type !== "email" || is_reply === true || filled(subject));
}

/** Splits the pending leads: `skip_other_campaigns` leaves out who is in another campaign that was launched. */
function withoutOtherCampaigns(world: World, campaign: Campaign): { wanted: Lead[]; skipped: Lead[] } {
  const pending = [...campaign.roster].filter(({ row }) => row.status === "pending");
  if (campaign.settings.skip_other_campaigns !== true) return { wanted: pending, skipped: [] };
  const others = [...world.campaigns.values()].filter(
    (other) => other !== campaign && other.type === campaign.type && other.status !== "draft",
  );
  const elsewhere = ({ identity }: Lead) => others.some(({ roster }) => roster.has(identity));
  return { wanted: pending.filter((lead) => !elsewhere(lead)), skipped: pending.filter(elsewhere) };
}

/** From draft to launching, all of it to be rolled back, and a background task that does the rest. */
function dispatch(
  world: World,
  campaign: Campaign,
  wanted: readonly Lead[],
  skipped: readonly Lead[],
  { background }: Shaping,
): void {
  const { messages, roster } = campaign;
  const promoted: { readonly message: Message; readonly before: Message["row"] }[] = [];
  const created: Message[] = [];
  for (const lead of wanted) {
    for (const node of campaign.nodes) {
      if (!isSendable(node)) continue;
      const before = messages.at(lead, node);
      // What AI has not written yet is written when it is sent.
      if (!before && node.type === "ai") continue;
      if (before) promoted.push({ message: before, before: before.row });
      const message = draft(world, campaign, lead, node);
      message.row = { ...message.row, status: "pending" };
      if (!before) created.push(message);
    }
  }
  for (const lead of skipped) roster.move(lead, "cancelled", null, world.timestamp);

  const launch: Launch = {
    startedAt: world.now,
    rollBack() {
      for (const { message, before } of promoted) message.row = before;
      for (const message of created) messages.delete(message);
      for (const lead of skipped) roster.move(lead, "pending", null, world.timestamp);
      Object.assign(campaign, { status: "draft", stats: null, launch: undefined, updated_at: world.timestamp });
    },
  };
  campaign.status = "launching";
  campaign.stats = { ...NO_STATS, total: wanted.length };
  campaign.updated_at = world.timestamp;
  campaign.launch = launch;

  if (background === "stuck") return;
  const wakesAfter =
    background === "slow" ? WAKES.slow : world.chance.between(WAKES.min, WAKES.max, "launch", campaign.name);
  world.schedule(world.now + wakesAfter, () => {
    // Another launch has taken over, or the campaign went on without this one: its key is superseded.
    if (campaign.launch !== launch || campaign.status !== "launching") return;
    if (background === "rolls_back") launch.rollBack();
    else activate(world, campaign, wanted);
  });
}

const NO_STATS = {
  total: 0,
  sent: 0,
  replied: 0,
  bounced: 0,
  completed: 0,
  timed_out: 0,
  connection_sent: 0,
  connected: 0,
  message_sent: 0,
  contacted: 0,
};
