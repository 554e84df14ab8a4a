import { DAY, HOUR, MINUTE } from "./wire.ts";

/** A moment as the clocks of a place show it. */
export interface LocalTime {
  /** The day's name, such as `2026-01-05`. */
  readonly day: string;
  readonly isWeekend: boolean;
  /** When the next day begins, in ms since 1970; an hour off on the two days a year when the clocks are changed. */
  readonly nextDay: number;
}

/** Tells the time in IANA zones. */
export class Calendar {
  readonly #formats = new Map<string, Intl.DateTimeFormat>();

  at(ms: number, zone: string): LocalTime {
    const parts = new Map(
      this.#format(zone)
        .formatToParts(ms)
        .map(({ type, value }) => [type, value]),
    );
    const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const sinceMidnight = number("hour") * HOUR + number("minute") * MINUTE + number("second") * 1_000 + (ms % 1_000);
    return {
      day: `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`,
      isWeekend: ["Sat", "Sun"].includes(parts.get("weekday") ?? ""),
      nextDay: ms + DAY - sinceMidnight,
    };
  }

  #format(timeZone: string): Intl.DateTimeFormat {
    const known = this.#formats.get(timeZone);
    if (known) return known;
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      weekday: "short",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    this.#formats.set(timeZone, format);
    return format;
  }
}
