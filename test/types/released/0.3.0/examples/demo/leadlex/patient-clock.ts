import type { Clock } from "puffle-sdk/leadlex";
import type { SandboxClock } from "puffle-sdk/sandbox";

/**
 * The sandbox's time jumps to whatever is waited for next, so a day would be over before anybody has read a question. On
 * this clock no wait begins before the answer.
 */
export class PatientClock implements Clock {
  readonly #clock: SandboxClock;
  #answered: Promise<void> | undefined;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await this.#answered;
    return this.#clock.sleep(ms, signal);
  }

  timer(ms: number, fire: () => void): () => void {
    if (!this.#answered) return this.#clock.timer(ms, fire);
    let isCancelled = false;
    let cancel = () => {
      isCancelled = true;
    };
    void this.#answered.then(() => {
      if (!isCancelled) cancel = this.#clock.timer(ms, fire);
    });
    return () => cancel();
  }

  /** The time stands still until the thought has come to its end. */
  async whileThinking<T>(think: () => Promise<T>): Promise<T> {
    let answered = () => {};
    this.#answered = new Promise((resolve) => {
      answered = resolve;
    });
    try {
      return await think();
    } finally {
      this.#answered = undefined;
      answered();
    }
  }
}
