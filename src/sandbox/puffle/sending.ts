import type { Campaign, SequenceNode } from "./campaign.ts";
import { answer, noteCampaignMessage } from "./conversations.ts";
import type { Message } from "./messages.ts";
import { render } from "./render.ts";
import type { Lead } from "./roster.ts";
import type { SenderRecord } from "./workspace.ts";
import type { World } from "./world.ts";

/** The sender that writes to a lead: always the same one, whoever else is on the roster. */
export function senderOf(world: World, campaign: Campaign, lead: Lead): SenderRecord | undefined {
  const index = Math.floor(world.chance.of("sender", lead.identity) * campaign.senderIds.length);
  return world.senders.get(campaign.senderIds[index] ?? "");
}

/** What a node says to a lead. */
function compose(
  world: World,
  campaign: Campaign,
  lead: Lead,
  node: SequenceNode,
): { subject: string; body_text: string } {
  const sender = senderOf(world, campaign, lead)?.row;
  if (node.type === "ai") {
    const { first_name, company } = lead.row;
    const purpose = node.ai_node?.purpose ?? "";
    return {
      subject: campaign.type === "email" ? `A thought for ${company ?? "your team"} (${node.position})` : "",
      body_text: `Hi ${first_name ?? "there"}, step ${node.position} written for you: ${purpose}`,
    };
  }
  const body = node.type === "connection_request" && !node.include_message ? "" : (node.body ?? "");
  return { subject: render(node.subject ?? "", lead, sender), body_text: render(body, lead, sender) };
}

/** Makes a lead's message for a node, or fills it in anew; one that somebody has edited stays as it is. (C 4.2) */
export function draft(world: World, campaign: Campaign, lead: Lead, node: SequenceNode): Message {
  const there = campaign.messages.at(lead, node);
  if (there?.row.manually_edited) return there;
  // What AI has written is not written again.
  if (there && node.type === "ai") return there;
  const text = compose(world, campaign, lead, node);
  if (there) {
    there.row = { ...there.row, ...text };
    return there;
  }
  const message: Message = {
    leadId: lead.id,
    nodeId: node.id,
    row: {
      id: world.newId("message"),
      campaign_id: campaign.id,
      prospect_id: lead.id,
      node_id: node.id,
      status: "draft",
      ...text,
      body_html: null,
      manually_edited: false,
      created_at: world.timestamp,
    },
  };
  campaign.messages.add(message);
  return message;
}

/** Writes to a lead: from here on it is outside. */
export function writeTo(world: World, campaign: Campaign, lead: Lead, node: SequenceNode): void {
  const message = campaign.messages.at(lead, node) ?? draft(world, campaign, lead, node);
  message.row = { ...message.row, status: "sent" };
  const sender = senderOf(world, campaign, lead);
  const { subject = null, body_text = null } = message.row;
  noteCampaignMessage(world, campaign, lead, sender, { subject, body_text });
  world.outbox.push({
    at: world.now,
    campaignId: campaign.id,
    nodeId: node.id,
    senderId: sender?.id ?? "",
    channel: campaign.type,
    kind: campaign.type === "email" ? "email" : node.type === "connection_request" ? "connection_request" : "message",
    recipient: lead.identity,
    prospectId: lead.id,
    subject: subject ?? "",
    body: body_text ?? "",
  });
}

const REPLIES = [
  "Thanks, tell me more.",
  "Not now, try again in spring.",
  "Who is this?",
  "Sounds good, call me.",
] as const;

/** A lead has answered: the reply lies beside the campaign's messages (C 4.1), and its thread waits for an answer. */
export function receive(world: World, campaign: Campaign, lead: Lead): void {
  const body_text = world.chance.pick(REPLIES, "reply text", lead.identity);
  const conversation = world.threads.with(campaign, lead);
  if (conversation) answer(world, conversation, body_text);
  campaign.messages.add({
    leadId: lead.id,
    nodeId: null,
    row: {
      id: world.newId("message"),
      campaign_id: campaign.id,
      prospect_id: lead.id,
      node_id: null,
      status: "received",
      subject: null,
      body_text,
      body_html: null,
      manually_edited: false,
      created_at: world.timestamp,
    },
  });
}
