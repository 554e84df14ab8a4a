const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

/**
 * How long the service asks to wait, in ms, or undefined when it does not say or says nonsense (P13).
 * Understood: `retry-after-ms`, `Retry-After` in seconds, and as an HTTP-date in all three forms of RFC 9110. A date is
 * measured against the answer's own `Date` header where there is one: the two clocks may disagree.
 * @param now the client's time in ms since 1970, for answers without a `Date`
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const ms = number(headers.get("retry-after-ms") ?? "");
  if (ms !== undefined) return ms;
  const value = headers.get("retry-after") ?? "";
  const seconds = number(value);
  if (seconds !== undefined) return seconds * 1000;
  const date = httpDate(value);
  if (date === undefined) return undefined;
  const wait = date - (httpDate(headers.get("date") ?? "") ?? now);
  return wait >= 0 ? wait : undefined;
}

function number(value: string): number | undefined {
  const found = /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : Number.NaN;
  return Number.isFinite(found) ? found : undefined;
}

/** IMF-fixdate, RFC 850 and asctime, always in UTC (`Date.parse` reads the last as local time). */
export function httpDate(text: string): number | undefined {
  const found =
    /^\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/.exec(text) ??
    /^\w{6,9}, (\d{2})-(\w{3})-(\d{2}) (\d{2}):(\d{2}):(\d{2}) GMT$/.exec(text) ??
    // asctime has the month first and a day padded with a space.
    swap(/^\w{3} (\w{3}) ([ \d]\d) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/.exec(text));
  if (!found) return undefined;
  const [, day, month = "", year, hour, minute, second] = found;
  const monthIndex = MONTHS.indexOf(month) / 3;
  if (!Number.isInteger(monthIndex)) return undefined;
  if (Number(minute) > 59 || Number(second) > 60) return undefined;
  const time = Date.UTC(fullYear(Number(year)), monthIndex, Number(day), Number(hour), Number(minute), Number(second));
  // A day that the month does not have would become one of the next, and so would more hours than a day has.
  return new Date(time - Number(second) * 1000).getUTCDate() === Number(day) ? time : undefined;
}

function swap(found: RegExpExecArray | null): readonly (string | undefined)[] | null {
  return found && [found[0], found[2], found[1], found[6], found[3], found[4], found[5]];
}

/** RFC 850 years have two digits; this SDK was born after 2000. */
function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year;
}
