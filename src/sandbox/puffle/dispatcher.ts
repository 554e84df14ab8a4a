import { Queue } from "../queue.ts";
import { DAY } from "./usage.ts";

/** Somebody's turn to be written to. */
export interface Turn {
  /** Asked when the turn has come: who has answered meanwhile is not written to. */
  isWanted(): boolean;
  send(): void;
}

/**
 * Spreads sends over windows of 24 hours since the campaign's activation: at most the daily limit in each, evenly apart,
 * in the order in which they lined up.
 */
export class Dispatcher {
  readonly #limit: () => number;
  readonly #schedule: (at: number, happen: () => void) => void;
  readonly #waiting = new Queue<Turn>();
  #armed = false;
  /** No send before this time. */
  #free = 0;
  #window = 0;
  #sent = 0;

  /**
   * @param limit sends in a window, asked anew each time: it may change while the campaign runs
   * @param schedule has something happen at a time of the campaign's
   */
  constructor(limit: () => number, schedule: (at: number, happen: () => void) => void) {
    this.#limit = limit;
    this.#schedule = schedule;
  }

  /** @param at the campaign's time now, in ms */
  line(at: number, turn: Turn): void {
    this.#waiting.add(at, turn);
    this.#arm(at);
  }

  #arm(at: number): void {
    if (this.#armed) return;
    this.#armed = true;
    const slot = Math.max(at, this.#free);
    this.#schedule(slot, () => this.#dispatch(slot));
  }

  #dispatch(at: number): void {
    this.#armed = false;
    while (this.#waiting.peek()?.item.isWanted() === false) this.#waiting.take();
    if (this.#waiting.size === 0) return;
    const window = Math.floor(at / DAY);
    if (window !== this.#window) this.#sent = 0;
    this.#window = window;
    const limit = this.#limit();
    if (this.#sent < limit) {
      this.#sent++;
      this.#free = at + Math.ceil(DAY / limit);
      this.#waiting.take()?.item.send();
    }
    if (this.#sent >= limit) this.#free = Math.max(this.#free, (window + 1) * DAY);
    if (this.#waiting.size > 0) this.#arm(at);
  }
}
