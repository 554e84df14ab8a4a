import { Queue } from "../queue.ts";
import type { Calendar } from "./calendar.ts";
import type { Campaign } from "./campaign.ts";

/** Somebody's turn to be written to. */
export interface Turn {
  /** Asked when the turn has come: who has left meanwhile is not written to. */
  isWanted(): boolean;
  send(): void;
}

/**
 * Spreads sends as the campaign's settings have it: at most so many in a day of its zone, so many seconds apart, on
 * weekends or not. Simplified: any hour of the day will do, and the limit is the campaign's alone, not a mailbox's.
 */
export class Dispatcher {
  readonly #campaign: Campaign;
  readonly #calendar: Calendar;
  readonly #schedule: (at: number, happen: () => void) => void;
  readonly #waiting = new Queue<Turn>();
  #armed = false;
  /** No send before this time. */
  #free = 0;
  #day = "";
  #sent = 0;

  constructor(campaign: Campaign, calendar: Calendar, schedule: (at: number, happen: () => void) => void) {
    this.#campaign = campaign;
    this.#calendar = calendar;
    this.#schedule = schedule;
  }

  /** @param at the virtual time now, in ms */
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
    // There is no way back from a pause, so what is left waiting waits for ever.
    if (this.#waiting.size === 0 || this.#campaign.status !== "active") return;
    const { daily_send_limit, delay_between_emails, sending_timezone, send_on_weekends } = this.#campaign.settings;
    const { day, isWeekend, nextDay } = this.#calendar.at(at, sending_timezone);
    if (day !== this.#day) this.#sent = 0;
    this.#day = day;
    if ((isWeekend && !send_on_weekends) || this.#sent >= daily_send_limit) this.#free = nextDay;
    else {
      this.#sent++;
      this.#free = at + delay_between_emails * 1_000;
      this.#waiting.take()?.item.send();
    }
    if (this.#waiting.size > 0) this.#arm(at);
  }
}
