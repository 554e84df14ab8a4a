import type { components, operations as operationTypes } from "../../../generated/puffle.types.ts";

/** The contract's types, under short names. */
export type Operations = operationTypes;
export type OperationId = keyof Operations;
export type Schemas = components["schemas"];

export type Channel = "email" | "linkedin";
export type CampaignStatus = "draft" | "launching" | "active" | "paused" | "completed";
export type LeadStatus =
  | "pending"
  | "sent"
  | "connection_sent"
  | "connected"
  | "message_sent"
  | "replied"
  | "bounced"
  | "completed"
  | "timed_out"
  | "cancelled";
export type NodeType = "connection_request" | "message" | "email" | "delay" | "ai" | "end";

/** A time as the service writes it. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}
