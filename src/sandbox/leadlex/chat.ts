import { ok } from "../handlers.ts";
import type { Handlers } from "./handlers.ts";
import { invalid, refusal } from "./refusal.ts";
import { addTask } from "./task.ts";

/** Credits. */
const PRICE = { message: 1, prospectSearch: 5 } as const;

export const chat: Handlers = {
  /** Canned: Lexi understands when somebody looks for prospects, and makes a task of it. */
  chatWithLexi({ body }, world) {
    const { message, context = {} } = body;
    if (message.trim() === "") throw invalid(world.chance, "blank", { what: "message" });
    const isSearch = /\b(find|search|look(ing)? for|prospects?)\b/i.test(message);
    const count = isSearch ? PRICE.prospectSearch : PRICE.message;
    if (world.credits < count) throw refusal(world.chance, 402, "insufficient_credits", "credits", { count });
    world.credits -= count;

    // What an unknown conversation answers is not documented; here a new one begins.
    const known = context.conversation_id !== undefined && world.conversations.has(context.conversation_id);
    const conversation_id = known && context.conversation_id ? context.conversation_id : world.newId("conversation");
    const turn = (world.conversations.get(conversation_id) ?? 0) + 1;
    world.conversations.set(conversation_id, turn);

    if (!isSearch) {
      const response = `${about(context)} That was message ${turn} of this conversation.`;
      return ok({ response, task_id: null, requires_approval: false, conversation_id });
    }
    const { id } = addTask(world, {
      type: "prospect_search",
      description: "Search for prospects",
      metadata: { query: message },
    });
    const response = "I can search for these prospects. Approve the task, and I will begin.";
    return ok({ response, task_id: id, requires_approval: true, conversation_id });
  },
};

function about({ campaign_id, list_id }: { readonly campaign_id?: string; readonly list_id?: string }): string {
  if (campaign_id !== undefined) return "I have had a look at that campaign.";
  return list_id === undefined ? "I am listening." : "I have had a look at that list.";
}
