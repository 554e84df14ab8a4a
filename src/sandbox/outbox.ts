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
export interface WrittenTwice {
  readonly recipient: string;
  readonly messages: readonly OutboxMessage[];
}

/** What reached the outside world: with it a test can assert that nobody was written to twice. */
export interface Outbox {
  /** Oldest first. */
  readonly messages: readonly OutboxMessage[];
  /** Everybody who was written to, each once, in the order of the first message. */
  recipients(): string[];
  /**
   * Who got the same step twice: the same node, or the same words on the same channel. That is what a node sent twice, a
   * node added twice, a campaign created twice and a one-off email sent twice look like from outside.
   */
  writtenTwice(): WrittenTwice[];
}

/** The outbox as the service fills it. */
export class OutboxRecord implements Outbox {
  readonly #sent: OutboxMessage[] = [];
  readonly #catchUp: () => void;

  /** @param catchUp plays what has fallen due since somebody last looked */
  constructor(catchUp: () => void) {
    this.#catchUp = catchUp;
  }

  get messages(): readonly OutboxMessage[] {
    this.#catchUp();
    return this.#sent;
  }

  /** What was sent as far as it has been played: for the service itself. */
  get played(): readonly OutboxMessage[] {
    return this.#sent;
  }

  push(message: OutboxMessage): void {
    this.#sent.push(message);
  }

  recipients(): string[] {
    return [...new Set(this.messages.map(({ recipient }) => recipient))];
  }

  writtenTwice(): WrittenTwice[] {
    const steps = new Map<string, OutboxMessage[]>();
    for (const message of this.messages) {
      const { channel, recipient, nodeId, subject, body } = message;
      const words = ["words", subject, body];
      for (const step of nodeId === "" ? [words] : [["node", nodeId], words]) {
        const key = JSON.stringify([channel, recipient, ...step]);
        const same = steps.get(key);
        if (same) same.push(message);
        else steps.set(key, [message]);
      }
    }
    const found = new Map<string, Set<OutboxMessage>>();
    for (const messages of steps.values()) {
      const [first] = messages;
      if (!first || messages.length < 2) continue;
      const all = found.get(first.recipient) ?? new Set();
      for (const message of messages) all.add(message);
      found.set(first.recipient, all);
    }
    return [...found].map(([recipient, messages]) => ({ recipient, messages: [...messages] }));
  }
}
