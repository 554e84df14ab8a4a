import { InputError, type Problem } from "../core/errors.ts";
import { idProblem } from "../core/path.ts";

/**
 * A query as the wire has it: ids separated by commas.
 * @throws InputError where `ids` chooses nothing, which the service would take for everything, or holds what is no id
 */
export function withIds<Query extends { readonly ids?: readonly string[] | string }>(
  operation: string,
  query: Query | null,
): Omit<Query, "ids"> & { readonly ids?: string };
export function withIds(operation: string, query: { readonly ids?: unknown } | null): { readonly ids?: string } {
  const { ids, ...rest } = query ?? {};
  if (ids === undefined) return rest;
  const given: unknown = typeof ids === "string" ? ids.split(",").slice(ids === "" ? 1 : 0) : ids;
  const problems = Array.isArray(given)
    ? given.flatMap((id: unknown, index): Problem[] => {
        const problem =
          idProblem(id) ?? (String(id).includes(",") ? "must be one id: it has a comma in it" : undefined);
        return problem ? [{ field: `ids[${index}]`, problem }] : [];
      })
    : [{ field: "ids", problem: "must be an array of ids, or ids separated by commas" }];
  if (Array.isArray(given) && given.length === 0)
    problems.push({ field: "ids", problem: "is empty: leave it out for all" });
  if (problems.length > 0) throw new InputError(problems, operation);
  return { ...rest, ids: String(given) };
}
