/**
 * The methods that are made of several calls, and what explains a failure. In the package they are a file of their own,
 * loaded when one of them is first needed.
 */
export const flows = () => import("./on-demand.ts");

/** A copy of what the caller gave: what they change while a file is loaded is not sent. What can't be copied is refused later. */
export function asGiven<T>(value: T): T {
  try {
    return structuredClone(value);
  } catch {
    return value;
  }
}
