/** A copy of what will be sent: one item that can't be must not keep the others, and its source may go on changing it. */
export function asWritten(item: object): Record<string, unknown> | undefined {
  try {
    const copy: unknown = JSON.parse(JSON.stringify(item));
    return typeof copy === "object" && copy !== null ? { ...copy } : undefined;
  } catch {
    return undefined;
  }
}

/** What a value is, and nothing of what it holds. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}
