/**
 * A copy of what the caller gave: what they change while a file is loaded is not sent. A URL and whatever else has a form of
 * its own in JSON, which a clone loses, is copied as it is written. What can't be copied is refused later.
 */
export function asGiven<T>(value: T): T {
  try {
    const written = JSON.stringify(value);
    const copy = structuredClone(value);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- a copy has the type of what it was made from
    return JSON.stringify(copy) === written ? copy : JSON.parse(written);
  } catch {
    return value;
  }
}
