/** An object whose members may be anything. */
export type AnyRecord = Record<string, unknown>;

/** Whether a value has members to look at; arrays have. */
export function isRecord(value: unknown): value is AnyRecord {
  return typeof value === "object" && value !== null;
}

/** A member of whatever it may be. */
export function member(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

/** The value at a dotted path, such as `campaign.status` or `tasks.0.status`. */
export function at(value: unknown, path: string): unknown {
  return path.split(".").reduce(member, value);
}
