import { ok } from "../handlers.ts";
import type { Handlers } from "./handlers.ts";
import { missing, refusal } from "./refusal.ts";
import { isAllowedTarget, type Webhook } from "./webhook.ts";
import type { EventType } from "./wire.ts";
import type { World } from "./world.ts";

export const webhooks: Handlers = {
  listWebhooks(_, world) {
    return ok({ webhooks: [...world.webhooks.values()].map(viewOf) });
  },

  createWebhook({ body }, world) {
    const { url, events, description = null, active = true } = body;
    checkUrl(world, url);
    checkEvents(world, events);
    if ([...world.webhooks.values()].some((one) => one.url === url))
      throw refusal(world.chance, 409, "duplicate_webhook", "duplicate_webhook");
    const webhook: Webhook = {
      id: world.newId("webhook"),
      secret: `whsec_${world.newId("secret").replaceAll("-", "")}`,
      created_at: world.timestamp,
      url,
      events: [...new Set(events)],
      description,
      active,
      last_delivery_status: null,
      last_delivery_at: null,
      retries: new Set(),
    };
    world.webhooks.set(webhook.id, webhook);
    // The one answer that shows the secret.
    const { id, secret, created_at } = webhook;
    return ok({ id, url, events: [...webhook.events], description, active, secret, created_at });
  },

  updateWebhook({ path, body }, world) {
    const webhook = webhookOf(world, path.id);
    if (body.url !== undefined) checkUrl(world, body.url);
    if (body.events) checkEvents(world, body.events);
    const { url = webhook.url, events = webhook.events } = body;
    const { description = webhook.description, active = webhook.active } = body;
    Object.assign(webhook, { url, events: [...new Set(events)], description, active });
    return ok({
      id: webhook.id,
      url,
      events: [...webhook.events],
      description,
      active,
      updated_at: world.timestamp,
    });
  },

  deleteWebhook({ path }, world) {
    const webhook = webhookOf(world, path.id);
    world.webhooks.delete(webhook.id);
    for (const cancel of webhook.retries) cancel();
    return ok({ deleted: true, id: webhook.id });
  },
};

/** @throws Refusal 404 */
function webhookOf(world: World, id: string): Webhook {
  const webhook = world.webhooks.get(id);
  if (!webhook) throw missing(world.chance, "webhook_not_found", "webhook");
  return webhook;
}

function checkUrl(world: World, url: string): void {
  if (!isAllowedTarget(url, world.allowLocalWebhooks)) throw refusal(world.chance, 400, "invalid_url", "webhook_url");
}

/** Unknown events are refused before; what an empty list answers is not documented. */
function checkEvents(world: World, events: readonly EventType[]): void {
  if (events.length === 0) throw refusal(world.chance, 400, "invalid_events", "webhook_events");
}

function viewOf({ secret: _, retries: __, events, ...webhook }: Webhook) {
  return { ...webhook, events: [...events] };
}
