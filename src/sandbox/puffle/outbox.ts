import { type OutboxOf, OutboxRecord, type WrittenTwiceOf } from "../outbox.ts";
import type { Channel } from "./wire.ts";

/** A message that reached a person outside. */
export interface OutboxMessage {
  /** By the virtual clock, ms since 1970. */
  readonly at: number;
  /** Empty, as `nodeId` and `prospectId` are, for what was written in a thread. */
  readonly campaignId: string;
  readonly nodeId: string;
  readonly senderId: string;
  readonly channel: Channel;
  readonly kind: "email" | "connection_request" | "message";
  /** The normalised email address or LinkedIn URL. */
  readonly recipient: string;
  readonly prospectId: string;
  readonly subject: string;
  /** As the recipient reads it. */
  readonly body: string;
  /** The thread that it was written in: a one-off email or a reply. */
  readonly threadId?: string;
  readonly cc?: string;
  readonly bcc?: string;
  /** Size in bytes. */
  readonly attachments?: readonly { readonly name: string; readonly size: number }[];
}

/** Somebody who got the same step more than once. */
export type WrittenTwice = WrittenTwiceOf<OutboxMessage>;

/** What reached the outside world: with it a test can assert that nobody was written to twice. */
export type Outbox = OutboxOf<OutboxMessage>;

/** @param catchUp plays what has fallen due since somebody last looked */
export function createOutbox(catchUp: () => void): OutboxRecord<OutboxMessage> {
  return new OutboxRecord(catchUp, ({ channel, nodeId, subject, body }) => {
    const words = [channel, "words", subject, body];
    return nodeId === "" ? [words] : [[channel, "node", nodeId], words];
  });
}
