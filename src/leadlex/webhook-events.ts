import type { components } from "../../generated/leadlex.types.ts";

/** The events that a webhook can be registered for. */
export type WebhookEventType = components["schemas"]["SubscribableEvent"];

/** What an event tells, where the documents don't show its members. */
export interface WebhookData {
  readonly [name: string]: unknown;
}

/** What an event of several tells: how many, and an array of them under a name that the documents don't show. */
export interface BulkWebhookData extends WebhookData {
  readonly count: number;
}

/** The events whose data the documents show, as far as they do. */
interface ShownData {
  readonly "contact.created": WebhookData & { readonly contact: WebhookData };
  readonly "contact.bulk_created": BulkWebhookData;
  readonly "deal.bulk_created": BulkWebhookData;
  readonly "deal.bulk_updated": BulkWebhookData;
}

/** An event of one type, as the service wrote it; members that are not listed here are kept. */
interface EventOf<Type extends string, Data> {
  /** The same in every delivery of the event: what to tell duplicates by. */
  readonly id: string;
  readonly type: Type;
  /** ISO 8601. */
  readonly created_at: string;
  readonly data: Data;
}

/** A documented event; its `type` tells what its `data` is. */
export type KnownWebhookEvent = {
  readonly [Type in WebhookEventType]: EventOf<Type, Type extends keyof ShownData ? ShownData[Type] : WebhookData>;
}[WebhookEventType];

/** An event of a type that the documents don't list, or not yet. */
export type UnknownWebhookEvent = EventOf<string & {}, unknown>;

/** What `verifyWebhook` hands out. Types are open, so narrow it with `isWebhookEvent`. */
export type WebhookEvent = KnownWebhookEvent | UnknownWebhookEvent;

/**
 * Narrows an event to one type. Comparing `event.type` alone would leave `event.data` unknown, because an event that is not
 * documented may have any type.
 * @example
 * ```ts
 * if (isWebhookEvent(event, "contact.created")) console.log(event.data.contact.id);
 * ```
 */
export function isWebhookEvent<Type extends WebhookEventType>(
  event: WebhookEvent,
  type: Type,
): event is Extract<KnownWebhookEvent, { readonly type: Type }> {
  return event.type === type;
}
