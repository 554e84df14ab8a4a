import { asGiven } from "../../core/as-given.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import { flows } from "../flows.ts";
import {
  type CreatedWebhook,
  type DeletedWebhook,
  idOf,
  type LeadLexEngine,
  type NewWebhook,
  type Ref,
  type UpdatedWebhook,
  type Webhook,
  type WebhookUpdate,
} from "../types.ts";

/** Where the service delivers its events. A receiver checks deliveries with `verifyWebhook` (L10). */
export class Webhooks {
  readonly #engine: LeadLexEngine;

  /** @internal */
  constructor(engine: LeadLexEngine) {
    this.#engine = engine;
  }

  /**
   * Registers a webhook. The secret that deliveries are signed with is in this answer and nowhere else: keep it.
   *
   * May not be resent blindly: a lost answer is settled by reading the webhooks (P17). One that is proved to be this call's own
   * can't be handed out, because its secret is lost with the answer: see WebhookSecretLostError.
   * @param body.url where to deliver to: HTTPS, and no private address; one webhook for each
   * @param body.events what to deliver, such as `campaign.started`
   * @param body.description at most 200 characters
   * @throws InputError naming everything that is wrong, before it is sent; BadRequestError
   * @throws DuplicateNameError when there is a webhook for this address: its secret is known only to who created it
   * @throws WebhookSecretLostError naming the webhook to delete before it is created again
   * @throws OutcomeUnknownError with the candidates
   * @example
   * const { secret } = await leadlex.webhooks.create({ url: "https://example.com/leadlex", events: ["task.approved"] });
   */
  create(body: NewWebhook, options?: CallOptions): Call<CreatedWebhook> {
    const given = asGiven(body);
    return toCall(flows().then(({ createWebhook }) => createWebhook(this.#engine, given, options)));
  }

  /** Lists the webhooks, without their secrets. May be resent. */
  list(options?: CallOptions): Call<Webhook[]> {
    return this.#engine.call("listWebhooks", {}, options, { pick: "webhooks" });
  }

  /**
   * Changes a webhook; only the members that are sent. `events` replaces all of them, the secret stays. May be resent.
   * @returns the webhook as it is then
   * @throws InputError naming everything that is wrong, before it is sent; BadRequestError, NotFoundError
   */
  update(webhook: Ref, body: WebhookUpdate, options?: CallOptions): Call<UpdatedWebhook> {
    const id = idOf(webhook);
    const given = asGiven(body);
    return toCall(flows().then(({ updateWebhook }) => updateWebhook(this.#engine, id, given, options)));
  }

  /**
   * Deletes a webhook for good: nothing is delivered any more, and its secret is invalid at once. To have another secret, delete
   * the webhook and create it again. May be resent: a webhook that a lost attempt has deleted is success.
   * @throws NotFoundError
   */
  delete(webhook: Ref, options?: CallOptions): Call<DeletedWebhook> {
    const path = { id: idOf(webhook) };
    return toCall(flows().then(({ deleteWebhook }) => deleteWebhook(this.#engine, path, options)));
  }
}
