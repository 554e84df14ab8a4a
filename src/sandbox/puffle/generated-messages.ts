import { at } from "../../core/record.ts";
import { ok, type Reply } from "../handlers.ts";
import { type Campaign, isSendable, type SequenceNode } from "./campaign.ts";
import { creditsShort, PRICES } from "./credits.ts";
import type { Handlers } from "./handlers.ts";
import { invalidRequest, notFound, refusal } from "./refusal.ts";
import type { Lead } from "./roster.ts";
import { draft } from "./sending.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

/** How long the AI takes, in virtual ms. */
const WRITING_TIME = 60_000;

export const generatedMessages: Handlers = {
  listGeneratedMessages({ path, query = {} }, world) {
    const { messages } = world.campaign(path.id);
    const { status = "draft", prospect_id } = query;
    const rows = messages.all().flatMap(({ row, leadId, nodeId }) => {
      if (prospect_id !== undefined && leadId !== prospect_id) return [];
      // Replies are shown beside one lead's messages only. (C 4.1)
      if (nodeId === null) return prospect_id === undefined ? [] : [row];
      return status === "all" || row.status === status ? [row] : [];
    });
    return ok({ messages: rows });
  },

  generateMessages({ path, body }, world) {
    const campaign = world.draft(path.id, "draft_only_messages");
    return body.action === "resolve" ? resolve(world, campaign) : generate(world, campaign, body);
  },

  updateGeneratedMessage({ path, body }, world) {
    const campaign = world.campaign(path.id);
    const message = campaign.messages.get(body.message_id);
    if (!message) throw notFound("Message");
    const { subject, body_text } = body;
    if (subject === undefined && body_text === undefined) throw refusal(world.chance, 400, "nothing_to_change");
    const { status = "draft" } = message.row;
    if (status !== "draft") throw refusal(world.chance, 400, "message_not_draft", { status });
    message.row = {
      ...message.row,
      ...(subject !== undefined && { subject }),
      ...(body_text !== undefined && { body_text }),
      manually_edited: true,
    };
    return ok({ message: message.row });
  },
};

/** Fills the variables of every node but AI's, for every lead, at once. */
function resolve(world: World, campaign: Campaign): Reply<Schemas["MessageGenerationResult"]> {
  const nodes = campaign.nodes.filter((node) => isSendable(node) && node.type !== "ai");
  const messages = [...campaign.roster].flatMap((lead) => nodes.map((node) => draft(world, campaign, lead, node).row));
  return ok({ messages });
}

/** Has an AI node's messages written in the background, for credits. */
function generate(
  world: World,
  campaign: Campaign,
  body: Schemas["MessageGeneration"],
): Reply<Schemas["MessageGenerationResult"]> {
  const node = aiNode(campaign, body);
  const chosen = body.prospect_ids && new Set(body.prospect_ids);
  const wanted = [...campaign.roster].filter(({ id }) => !chosen || chosen.has(id));
  const required = wanted.length * PRICES.AI_MESSAGE_GENERATION;
  if (required > world.credits) throw creditsShort(world, required);
  for (const lead of wanted) {
    const old = campaign.messages.at(lead, node);
    if (old?.row.status === "draft") campaign.messages.delete(old);
  }
  world.credits -= required;
  world.schedule(world.now + WRITING_TIME, () => write(world, campaign, node.id, wanted));
  // The page leaves this answer open; the playbook has 202 and a correlation id, which every 202 is given (002).
  return { status: 202, body: {} };
}

/** The background task: what is no longer there, or no longer a draft, is left alone. */
function write(world: World, campaign: Campaign, nodeId: string, wanted: readonly Lead[]): void {
  const node = campaign.nodes.find(({ id }) => id === nodeId);
  if (!node || campaign.status !== "draft") return;
  for (const lead of wanted) if (campaign.roster.get(lead.id)) draft(world, campaign, lead, node);
}

/** The node that is meant; how the member that names it is called was not readable, so both spellings are taken. */
function aiNode({ nodes }: Campaign, body: object): SequenceNode {
  const id = at(body, "node_id") ?? at(body, "nodeId");
  const node = nodes.find((one) => one.type === "ai" && (id === undefined || one.id === id));
  if (node) return node;
  throw id === undefined ? invalidRequest("node_id: the sequence has no ai node") : notFound("AI node");
}
