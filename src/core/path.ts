import { InputError, type Problem } from "./errors.ts";
import { member } from "./record.ts";

/**
 * Fills a path template of the contract. Every value becomes exactly one encoded segment, so that no id can reach
 * another path, query or host.
 * @param template such as `/api/campaigns/{id}/launch`
 * @param values the template's parameters
 * @throws InputError naming every parameter that is empty, `.`, `..` or not a string, before anything is sent
 */
export function expandPath(
  template: string,
  values: Readonly<Record<string, unknown>> = {},
  operation?: string,
): string {
  const problems: Problem[] = [];
  let path = "";
  let end = 0;
  for (let start = template.indexOf("{"); start >= 0; start = template.indexOf("{", end)) {
    path += template.slice(end, start);
    end = template.indexOf("}", start) + 1;
    const name = template.slice(start + 1, end - 1);
    const value = member(values, name);
    if (typeof value === "string" && PLAIN.test(value)) path += value;
    else {
      const problem = idProblem(value);
      if (problem) problems.push({ field: name, problem });
      else path += encodeURIComponent(String(value));
    }
  }
  if (problems.length > 0) throw new InputError(problems, operation);
  return path + template.slice(end);
}

/** Nearly every id: nothing to encode, nothing to refuse. */
const PLAIN = /^[\w-]+$/;

/** What is wrong with a value that should be an id, or undefined. */
export function idProblem(value: unknown): string | undefined {
  if (typeof value !== "string") return `must be an id (a string), got ${value === null ? "null" : typeof value}`;
  if (value.trim() === "") return "must be an id, got an empty string";
  if (value === "." || value === "..") return `must be an id, got "${value}"`;
  // A lone half of a surrogate pair can't be encoded.
  return /[\uD800-\uDFFF]/u.test(value) ? "must be an id, got text that is not valid Unicode" : undefined;
}
