import { ok, type Reply } from "../handlers.ts";
import { type Campaign, delayOf, isDelayAllowed, type SequenceNode } from "./campaign.ts";
import type { Handlers, Shaping } from "./handlers.ts";
import { invalidRequest, notFound, refusal } from "./refusal.ts";
import type { Channel, NodeType, Schemas } from "./wire.ts";
import type { World } from "./world.ts";

/** Which types a channel's sequences take. (004) */
const TYPES: Readonly<Record<Channel, readonly NodeType[]>> = {
  email: ["email", "delay", "ai", "end"],
  linkedin: ["connection_request", "message", "delay", "ai", "end"],
};

/** Which members belong to which type. (C 3.4) */
const MEMBERS = {
  email: ["subject", "body", "body_html", "signature", "from_name", "reply_to", "cc", "bcc", "attachments", "is_reply"],
  connection_request: ["body", "include_message"],
  message: ["body"],
  delay: ["delay_days", "delay_hours", "delay_minutes"],
  ai: [],
  end: [],
} as const satisfies Readonly<Record<NodeType, readonly (keyof Schemas["SequenceNodeUpdate"])[]>>;

/** An invitation carries so many characters. (004) */
const LONGEST_INVITATION = 300;

export const sequenceNodes: Handlers = {
  addSequenceNode({ path, body }, world, shaping) {
    const campaign = world.draft(path.id, "draft_only_nodes");
    checkType(world, campaign, body.type);
    const end = campaign.nodes.map(({ type }) => type).lastIndexOf("end");
    const before = end < 0 ? campaign.nodes.length : end;
    const at = Math.min(body.position ?? before, campaign.nodes.length);
    const node = newNode(world, campaign, body.type, at, body);
    checkInvitation(world, node);
    return saved(
      world,
      campaign,
      [...campaign.nodes.slice(0, at), node, ...campaign.nodes.slice(at)],
      node.id,
      shaping,
    );
  },

  moveSequenceNode({ path, body }, world, shaping) {
    const campaign = world.draft(path.id, "draft_only_nodes");
    const node = nodeOf(campaign, body.nodeId);
    const others = campaign.nodes.filter((other) => other !== node);
    const at = Math.min(body.toPosition, others.length);
    return saved(world, campaign, [...others.slice(0, at), node, ...others.slice(at)], node.id, shaping);
  },

  deleteSequenceNode({ path, body }, world, shaping) {
    const campaign = world.draft(path.id, "draft_only_nodes");
    const node = nodeOf(campaign, body.nodeId);
    campaign.messages.drop(({ nodeId }) => nodeId === node.id);
    return saved(
      world,
      campaign,
      campaign.nodes.filter((other) => other !== node),
      undefined,
      shaping,
    );
  },

  updateSequenceNode({ path, body }, world) {
    const campaign = world.draft(path.id, "draft_only_nodes");
    const before = nodeOf(campaign, path.nodeId);
    const node = { ...before, ...contentOf(before.type, body) };
    if (before.type === "ai" && body.ai_node) node.ai_node = { ...NO_AI, ...before.ai_node, ...body.ai_node };
    checkInvitation(world, node);
    save(
      world,
      campaign,
      campaign.nodes.map((other) => (other === before ? node : other)),
    );
    return ok({ node });
  },
};

/** A node with what its type has of `content`; the rest is null. */
export function newNode(
  world: World,
  { id: campaign_id }: Campaign,
  type: NodeType,
  position: number,
  content: Schemas["SequenceNodeUpdate"],
): SequenceNode {
  const id = world.newId("node");
  const none = {
    id,
    campaign_id,
    position,
    type,
    subject: null,
    body: null,
    body_html: null,
    signature: null,
    from_name: null,
    reply_to: null,
    cc: null,
    bcc: null,
    attachments: null,
    include_message: null,
    is_reply: null,
    delay_days: null,
    delay_hours: null,
    delay_minutes: null,
    ai_node: null,
  };
  return { ...none, ...EMPTY[type], ...contentOf(type, content) };
}

/** What a new node of a type has before anybody fills it in. */
const EMPTY: Readonly<Record<NodeType, Schemas["SequenceNodeUpdate"]>> = {
  email: { subject: "", body: "", is_reply: false },
  connection_request: { body: "", include_message: false },
  message: { body: "" },
  delay: { delay_days: 0, delay_hours: 0, delay_minutes: 0 },
  ai: {},
  end: {},
};

const NO_AI = { purpose: null, output_type: null };

/**
 * The sequence that `replacements` make: nodes with a known id keep their type and what is not sent, others are new.
 * @throws Refusal where a node is not allowed, or a delay not from 1 minute to 30 days; nothing is changed here
 */
export function checkedReplacement(
  world: World,
  campaign: Campaign,
  replacements: readonly Schemas["SequenceNodeReplacement"][],
): SequenceNode[] {
  return replacements.map((replacement, position) => {
    const before = campaign.nodes.find(({ id }) => id === replacement.id);
    const type = before?.type ?? replacement.type;
    if (type === undefined) throw invalidRequest(`sequence_nodes[${position}].type: is required for a new node`);
    if (before && replacement.type !== undefined && replacement.type !== before.type)
      throw invalidRequest(`sequence_nodes[${position}].type: cannot be changed`);
    checkType(world, campaign, type);
    const node = before
      ? { ...before, ...contentOf(type, replacement), position }
      : newNode(world, campaign, type, position, replacement);
    checkInvitation(world, node);
    if (type === "delay" && !isDelayAllowed(delayOf(node)))
      throw refusal(world.chance, 400, "launch_bad_delay", { positions: [position] });
    return node;
  });
}

/** The members of `content` that a node of this type has. */
function contentOf(type: NodeType, content: Schemas["SequenceNodeUpdate"]): Schemas["SequenceNodeUpdate"] {
  const names: readonly (keyof Schemas["SequenceNodeUpdate"])[] = MEMBERS[type];
  return Object.fromEntries(names.flatMap((name) => (content[name] === undefined ? [] : [[name, content[name]]])));
}

function nodeOf(campaign: Campaign, id: string): SequenceNode {
  const node = campaign.nodes.find((one) => one.id === id);
  if (!node) throw notFound("Sequence node");
  return node;
}

function checkType(world: World, { type: channel }: Campaign, type: NodeType): void {
  if (!TYPES[channel].includes(type)) throw refusal(world.chance, 400, "node_wrong_channel", { type, channel });
}

function checkInvitation(world: World, { type, include_message, body }: SequenceNode): void {
  const { length } = [...(body ?? "")];
  if (type === "connection_request" && include_message === true && length > LONGEST_INVITATION)
    throw refusal(world.chance, 400, "node_too_long", { length });
}

function save(world: World, campaign: Campaign, nodes: readonly SequenceNode[]): void {
  campaign.nodes = nodes.map((node, position) => ({ ...node, position }));
  campaign.updated_at = world.timestamp;
}

/** Saves a sequence and reads it back, unless a fault keeps it from that. (004) */
function saved(
  world: World,
  campaign: Campaign,
  nodes: readonly SequenceNode[],
  nodeId: string | undefined,
  { readBack }: Shaping,
): Reply<Schemas["SequenceNodesResult"]> {
  save(world, campaign, nodes);
  if (readBack === "fails") return ok({ mutated: true, ...(nodeId !== undefined && { node_id: nodeId }) });
  return ok({ sequence_nodes: [...campaign.nodes] });
}
