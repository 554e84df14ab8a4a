import type { OutboxMessage } from "./outbox.ts";
import type { SenderRecord } from "./workspace.ts";
import type { World } from "./world.ts";

export const DAY = 86_400_000;
export const WEEK = 7 * DAY;

/** Sends a day for each sender that has no limit of its own. (C 1.10) */
const DEFAULT_DAILY_LIMIT = 30;

export function dailyLimitOf(sender: SenderRecord | undefined): number {
  return sender?.row.daily_limit ?? DEFAULT_DAILY_LIMIT;
}

/** When the day of a moment began, in UTC. */
export function startOfDay(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

/** What a sender has sent since then, over all campaigns. */
export function sentBy(world: World, senderId: string, since: number): OutboxMessage[] {
  const { played } = world.outbox;
  // The outbox is in the order of time, so what is too old lies at its beginning.
  let first = played.length;
  while (first > 0 && (played[first - 1]?.at ?? 0) >= since) first--;
  return played.slice(first).filter((message) => message.senderId === senderId);
}
