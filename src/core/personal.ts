/**
 * Leads are people (P82): a service's sentence may quote the address or the text that it refuses. Whatever of the
 * request's personal members stands in `text` is replaced by the member's name, and so is anything that looks like an
 * address or a profile.
 * @param fields the contract's `x-personal-fields`
 */
export function withoutPeople(text: string, request: unknown, fields: ReadonlySet<string>): string {
  let clean = text;
  const found = new Map<string, string>();
  collect(request, "", false, fields, found);
  // Longest first: a message body may hold a name that is also a member of its own.
  for (const [value, field] of [...found].sort(([a], [b]) => b.length - a.length)) {
    if (!text.toLowerCase().includes(value.toLowerCase())) continue;
    clean = clean.replace(new RegExp(`(?<![\\p{L}\\p{N}])${literally(value)}(?![\\p{L}\\p{N}])`, "giu"), `‹${field}›`);
  }
  return clean
    .replace(/[^\s"'<>‹›(),;:]+@[^\s"'<>‹›(),;:]+\.[^\s"'<>‹›(),;:]+/g, "‹address›")
    .replace(/(https?:\/\/)?([\w-]+\.)?linkedin\.com\/[^\s"'<>‹›(),;]*/gi, "‹profile›");
}

/** More values than this are not looked for: the patterns still are. */
const MOST_VALUES = 10_000;

function collect(
  value: unknown,
  field: string,
  personal: boolean,
  fields: ReadonlySet<string>,
  found: Map<string, string>,
): void {
  if (found.size >= MOST_VALUES) return;
  if (typeof value === "string") {
    const text = value.trim();
    if (personal && text.length > 1) found.set(text, field);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const name = Array.isArray(value) ? field : key;
      collect(item, name, personal || fields.has(name), fields, found);
    }
  }
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
