import { checkCallOptions, handedOn } from "../core/call-options.ts";
import { checkIds } from "../core/check-ids.ts";
import type { CallOptions } from "../core/options.ts";
import type { Budget } from "../core/waits.ts";
import { blocker, type LaunchBlocker } from "./launch-blockers.ts";
import { delayProblem } from "./nodes.ts";
import { readSequence } from "./read-sequence.ts";
import type { Campaign, PuffleEngine, Sender, SequenceNode } from "./types.ts";

/** Whether a campaign can be launched, as far as reading tells (P28). */
export interface Readiness {
  /** True when nothing that can be read is in the way. */
  readonly ready: boolean;
  /** Everything that is in the way, each with what to do about it. */
  readonly blockers: readonly LaunchBlocker[];
  /** What only the launch itself can tell. */
  readonly unverified: readonly string[];
}

export async function checkReadiness(
  engine: PuffleEngine,
  id: string,
  options: CallOptions | undefined,
): Promise<Readiness> {
  checkCallOptions(options, "campaigns.checkReadiness");
  checkIds("campaigns.checkReadiness", { id });
  return readinessOf(engine, id, handedOn(options), engine.budget(options));
}

/** Reads campaign, senders and pending leads, and looks at all six points of the launch page. */
export async function readinessOf(
  engine: PuffleEngine,
  id: string,
  options: CallOptions,
  budget: Budget,
): Promise<Readiness> {
  const [{ campaign, nodes }, senders, pending] = await Promise.all([
    readSequence(engine, id, options, { budget }),
    engine.call("listSenders", {}, options, { pick: "accounts", budget }),
    engine.answer("listCampaignLeads", { path: { id }, query: { status: "pending", limit: 1, page: 1 } }, options, {
      budget,
    }),
  ]);
  const blockers: LaunchBlocker[] = [];
  const { status = "unknown" } = campaign;
  if (status !== "draft") blockers.push(blocker("not_draft", { campaignStatus: status }));
  blockers.push(...sendersInTheWay(campaign, senders));
  const { total, prospects } = pending.data;
  if (!Array.isArray(prospects)) throw await engine.unreadable("listCampaignLeads", pending, "has no `prospects`");
  if ((total ?? prospects.length) === 0) blockers.push(blocker("no_pending_leads"));
  blockers.push(...nodesInTheWay(nodes));
  const unverified = ["leads that the launch skips because other campaigns have them"];
  if (campaign.type !== "email") unverified.push("whether the LinkedIn account still resolves on LinkedIn's side");
  return { ready: blockers.length === 0, blockers, unverified };
}

function sendersInTheWay(campaign: Campaign, accounts: readonly Sender[]): LaunchBlocker[] {
  const attached = campaign.sender_accounts ?? [];
  if (attached.length === 0) return [blocker("no_senders")];
  const ids = (senders: readonly { id: string }[]) => ({ senders: senders.map(({ id }) => id) });
  // The account's own row knows more than the campaign's copy of it, where the caller may see it.
  const rows = attached.map((sender) => ({ ...sender, ...accounts.find(({ id }) => id === sender.id) }));
  const found: LaunchBlocker[] = [];
  if (campaign.type === "linkedin") {
    const gone = rows.filter(({ status }) => status !== "connected");
    if (gone.length > 0) found.push(blocker("linkedin_reconnect", ids(gone)));
    return found;
  }
  const idle = rows.filter(({ status }) => status !== "active");
  const homeless = rows.filter((row) => "agentmail_inbox_id" in row && !row.agentmail_inbox_id);
  if (idle.length > 0) found.push(blocker("sender_not_active", ids(idle)));
  if (homeless.length > 0) found.push(blocker("sender_without_inbox", ids(homeless)));
  return found;
}

const SENDABLE = new Set(["connection_request", "message", "email", "ai"]);

function nodesInTheWay(nodes: readonly SequenceNode[]): LaunchBlocker[] {
  const found: LaunchBlocker[] = [];
  const positions = (list: readonly SequenceNode[]) => ({
    positions: list.map((node) => node.position ?? nodes.indexOf(node)),
  });
  if (!nodes.some(({ type }) => SENDABLE.has(type ?? ""))) found.push(blocker("no_sendable_nodes"));
  const empty = nodes.filter((node) => lacksContent(node, nodes));
  if (empty.length > 0) found.push(blocker("missing_content", positions(empty)));
  const delays = nodes.filter((node) => node.type === "delay" && delayProblem(node));
  if (delays.length > 0) found.push(blocker("invalid_delay", positions(delays)));
  if (!nodes.some(({ type }) => type === "end")) found.push(blocker("missing_end"));
  return found;
}

/** An email needs a body and, unless it replies on the thread, a subject; an invitation only when it carries a message. */
function lacksContent(node: SequenceNode, nodes: readonly SequenceNode[]): boolean {
  const blank = (text: string | null | undefined) => !text?.trim();
  if (node.type === "email") {
    const opens = nodes.find(({ type }) => type === "email") === node;
    return blank(node.body) || (blank(node.subject) && (opens || !node.is_reply));
  }
  if (node.type === "message") return blank(node.body);
  if (node.type === "ai") return blank(node.ai_node?.purpose);
  return node.type === "connection_request" && node.include_message === true && blank(node.body);
}
