/** What every message says that reached a person outside. */
interface Sent {
  /** By the virtual clock, ms since 1970. */
  readonly at: number;
  readonly recipient: string;
}

/** Somebody who got the same step more than once. */
export interface WrittenTwiceOf<Message extends Sent> {
  readonly recipient: string;
  readonly messages: readonly Message[];
}

/** What reached the outside world: with it a test can assert that nobody was written to twice. */
export interface OutboxOf<Message extends Sent> {
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** Everybody who was written to, each once, in the order of the first message. */
  recipients(): string[];
  /**
   * Who got the same step twice: the same step of a sequence, or the same words on the same channel. That is what a step
   * sent twice, a step added twice, a campaign created twice and a one-off email sent twice look like from outside.
   */
  writtenTwice(): WrittenTwiceOf<Message>[];
}

/** The outbox as a service fills it. */
export class OutboxRecord<Message extends Sent> implements OutboxOf<Message> {
  readonly #sent: Message[] = [];
  readonly #catchUp: () => void;
  readonly #stepsOf: (message: Message) => readonly (readonly string[])[];

  /**
   * @param catchUp plays what has fallen due since somebody last looked
   * @param stepsOf what a message is told by: two to the same recipient that share one of these are the same step twice
   */
  constructor(catchUp: () => void, stepsOf: (message: Message) => readonly (readonly string[])[]) {
    this.#catchUp = catchUp;
    this.#stepsOf = stepsOf;
  }

  get messages(): readonly Message[] {
    this.#catchUp();
    return this.#sent;
  }

  /** What was sent as far as it has been played: for the service itself. */
  get played(): readonly Message[] {
    return this.#sent;
  }

  push(message: Message): void {
    this.#sent.push(message);
  }

  recipients(): string[] {
    return [...new Set(this.messages.map(({ recipient }) => recipient))];
  }

  writtenTwice(): WrittenTwiceOf<Message>[] {
    const steps = new Map<string, Message[]>();
    for (const message of this.messages) {
      for (const step of this.#stepsOf(message)) {
        const key = JSON.stringify([message.recipient, ...step]);
        const same = steps.get(key);
        if (same) same.push(message);
        else steps.set(key, [message]);
      }
    }
    const found = new Map<string, Set<Message>>();
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
