import type { components, operations as operationTypes } from "../../../generated/leadlex.types.ts";

/** The contract's types, under short names. */
export type Operations = operationTypes;
export type OperationId = keyof Operations;
export type Schemas = components["schemas"];

export type CampaignStatus = "draft" | "active" | "paused" | "completed";
export type EnrolmentStatus = "pending" | "active" | "completed" | "bounced" | "unsubscribed" | "replied";
export type TaskStatus = "pending" | "approved" | "dismissed" | "completed" | "failed";
export type SendCondition = "always" | "if_no_reply" | "if_no_open" | "if_opened" | "if_clicked";
export type EventType = Schemas["SubscribableEvent"];

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A time as the service writes it. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}
