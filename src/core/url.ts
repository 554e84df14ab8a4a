/**
 * An address with its query. What is undefined is left out, an array is repeated, and any other object is written as JSON.
 * @param base without a slash at its end
 * @param path expanded and encoded, from its slash
 */
export function urlOf(base: string, path: string, query: Readonly<Record<string, unknown>> | undefined): string {
  if (!query) return base + path;
  const search = new URLSearchParams();
  for (const name in query) {
    for (const value of [query[name]].flat()) if (value !== undefined) search.append(name, written(value));
  }
  // Ids that a comma divides stay legible, in a service's logs as well.
  const text = String(search).replaceAll("%2C", ",");
  return base + path + (text && `?${text}`);
}

function written(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
}
