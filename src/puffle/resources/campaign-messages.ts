import { type Call, toCall } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import { flows } from "../flows.ts";
import type { AiMessages } from "../messages.ts";
import type { CampaignRef, GeneratedMessage, GeneratedMessageUpdate, PuffleEngine } from "../types.ts";
import { idOf } from "../types.ts";

/** The messages that are made of a campaign's nodes for its leads, before they are sent. */
export class CampaignMessages {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /**
   * Lists them. May be resent.
   * @param query.status default: drafts
   * @param query.prospect_id only this lead's, with the replies that came in
   * @throws NotFoundError
   */
  list(
    campaign: CampaignRef,
    query: { readonly status?: "draft" | "pending" | "sent" | "all"; readonly prospect_id?: string } = {},
    options?: CallOptions,
  ): Call<GeneratedMessage[]> {
    return this.#engine.call("listGeneratedMessages", { path: { id: idOf(campaign) }, query }, options, {
      pick: "messages",
    });
  }

  /**
   * Fills in the variables of every node for every lead. Messages that a person has edited are kept. May be resent.
   * @returns the messages
   * @throws CampaignNotDraftError, NotFoundError
   */
  resolve(campaign: CampaignRef, options?: CallOptions): Call<GeneratedMessage[]> {
    const input = { path: { id: idOf(campaign) }, body: { action: "resolve" as const } };
    return this.#engine.call("generateMessages", input, options, { pick: "messages" });
  }

  /**
   * Has an `ai` node's messages written. Costs credits per lead; existing drafts of these leads are deleted first.
   * Must not be resent when the outcome is unknown.
   * @param body `prospect_ids` for only these leads; the member that names the node is not documented and passed on
   * @returns the service's answer, which is not documented
   * @throws InsufficientCreditsError with `required` and `balance`, and `affordable` where `prospect_ids` were given: for
   * how many of them the balance lasts; nothing was queued (P16)
   * @throws OutcomeUnknownError when nobody knows whether it was queued (P17)
   * @throws CampaignNotDraftError, NotFoundError
   */
  generateAi(
    campaign: CampaignRef,
    body: AiMessages = {},
    options?: CallOptions,
  ): Call<{ readonly [member: string]: unknown }> {
    return toCall(flows().then(({ generateAiMessages }) => generateAiMessages(this.#engine, campaign, body, options)));
  }

  /**
   * Edits one draft. May be resent.
   * @param body `subject`, `body_text`, or both
   * @throws BadRequestError when the message is pending or sent; NotFoundError
   */
  update(
    campaign: CampaignRef,
    messageId: string,
    body: Omit<GeneratedMessageUpdate, "message_id">,
    options?: CallOptions,
  ): Call<GeneratedMessage> {
    return toCall(flows().then(({ updateMessage }) => updateMessage(this.#engine, campaign, messageId, body, options)));
  }
}
