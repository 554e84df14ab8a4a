import { show } from "./checks.ts";
import { InputError, type Problem } from "./errors.ts";
import { isRecord } from "./record.ts";

/**
 * A copy of a query: what the caller changes later is not sent. What has a form of its own in JSON, as a Date has, is in it.
 * @throws InputError where it is no object of parameters, or naming those that can't be written
 */
export function queryOf(query: unknown, operation: string): Record<string, unknown> | undefined {
  if (query === undefined) return undefined;
  if (!isRecord(query) || Symbol.iterator in query)
    throw new InputError(
      [{ field: "query", problem: `must be an object of parameters, got ${show(query)}` }],
      operation,
    );
  const problems: Problem[] = [];
  const copy: Record<string, unknown> = { ...query };
  for (const field in copy) {
    try {
      copy[field] = copyOf(copy[field]);
    } catch {
      problems.push({ field, problem: "can't be written into an address: it holds a BigInt or refers to itself" });
    }
  }
  if (problems.length > 0) throw new InputError(problems, operation);
  return copy;
}

function copyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value) ? value.map(copyOf) : JSON.parse(JSON.stringify(value));
}

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
