import type { Messages } from "./messages.ts";
import type { Player } from "./player.ts";
import type { Roster } from "./roster.ts";
import type { CampaignStatus, Channel, NodeType, Schemas } from "./wire.ts";

/** A node of a sequence; members that its type does not have are null. */
export type SequenceNode = Required<Schemas["SequenceNode"]> & { readonly type: NodeType };

/** Counters as they grow; on the wire from the launch on. */
export type Stats = Required<Schemas["CampaignStats"]>;

/** A campaign as the service keeps it. */
export interface Campaign {
  readonly id: string;
  readonly type: Channel;
  readonly created_at: string;
  updated_at: string;
  name: string;
  status: CampaignStatus;
  /** Members of the other channel are null. */
  settings: Settings;
  senderIds: readonly string[];
  /** In the order of their positions. */
  nodes: readonly SequenceNode[];
  readonly roster: Roster;
  readonly messages: Messages;
  stats: Stats | null;
  pause_reason: string | null;
  /** The launch under way, or the one that made the campaign active. */
  launch: Launch | undefined;
  run: Run | undefined;
}

export type Settings = Required<
  Pick<
    Schemas["Campaign"],
    "daily_limit" | "stop_on_reply" | "open_tracking" | "signature" | "skip_other_campaigns" | "operating_hours"
  >
>;

/** One launch. A background task that belongs to another one than the campaign's finds itself superseded. */
export interface Launch {
  /** By the virtual clock. */
  readonly startedAt: number;
  /** Takes back what this launch has written. */
  rollBack(): void;
}

/** A campaign that has been activated. Times in virtual ms. */
export interface Run {
  readonly player: Player;
  /** When the campaign's own time began: its activation, later by its pauses. */
  origin: number;
  /** The campaign's own time when it was paused last. */
  pausedAt: number;
  /** Goes up with every pause and resume: what was planned before is void. */
  plan: number;
}

/** Whether a node writes to somebody. */
export function isSendable(node: Pick<SequenceNode, "type">): boolean {
  return node.type !== "delay" && node.type !== "end";
}

const SPANS = { delay_days: 86_400_000, delay_hours: 3_600_000, delay_minutes: 60_000 } as const;

/** How long a delay node waits, in ms. */
export function delayOf(node: Partial<Pick<SequenceNode, keyof typeof SPANS>>): number {
  return (
    (node.delay_days ?? 0) * SPANS.delay_days +
    (node.delay_hours ?? 0) * SPANS.delay_hours +
    (node.delay_minutes ?? 0) * SPANS.delay_minutes
  );
}

/** From 1 minute to 30 days. (C 1.4) */
export function isDelayAllowed(ms: number): boolean {
  return ms >= SPANS.delay_minutes && ms <= 30 * SPANS.delay_days;
}
