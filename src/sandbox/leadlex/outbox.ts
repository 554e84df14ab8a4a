import { type OutboxOf, OutboxRecord, type WrittenTwiceOf } from "../outbox.ts";

/** An email that reached a person outside. */
export interface LeadLexMessage {
  /** By the virtual clock, ms since 1970. */
  readonly at: number;
  readonly campaignId: string;
  /** Empty for the campaign's template. */
  readonly stepId: string;
  readonly contactId: string;
  /** The address, in lower case. */
  readonly recipient: string;
  /** Empty for the template, which has none. */
  readonly subject: string;
  /** As the recipient reads it. */
  readonly body: string;
}

/** Somebody who got the same step of a campaign, or the same words, more than once. */
export type LeadLexWrittenTwice = WrittenTwiceOf<LeadLexMessage>;

/** What reached the outside world: with it a test can assert that nobody was written to twice. */
export type LeadLexOutbox = OutboxOf<LeadLexMessage>;

/** @param catchUp plays what has fallen due since somebody last looked */
export function createOutbox(catchUp: () => void): OutboxRecord<LeadLexMessage> {
  return new OutboxRecord(catchUp, ({ campaignId, stepId, subject, body }) => [
    ["step", campaignId, stepId],
    ["words", subject, body],
  ]);
}
