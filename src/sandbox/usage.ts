import type { OutboxMessage } from "./outbox.ts";
import type { World } from "./world.ts";

export const DAY = 86_400_000;
export const WEEK = 7 * DAY;

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
