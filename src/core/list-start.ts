import type { PageInfo } from "./contract.ts";
import { InputError } from "./errors.ts";
import type { Spot } from "./pages.ts";
import { queryOf } from "./url.ts";

/** What a list is asked for: path parameters and query. */
interface Asked {
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: object | undefined;
}

/** The same, or a function where making it may throw. */
export type ListInput<In> = In | (() => In);

interface ListStart {
  readonly path?: Asked["path"];
  readonly query?: Readonly<Record<string, unknown>>;
  /** The query's member that says where a page begins. */
  readonly spot: string;
  readonly from: Spot;
  /** Why it can't be read at all. */
  readonly refusal?: unknown;
}

/** What a list reads and where it begins, as it is now: what the caller changes later is not asked for. */
export function startOf(
  id: string,
  { style, cursor = "cursor", page = "page" }: PageInfo,
  input: ListInput<Asked>,
): ListStart {
  const spot = style === "cursor" ? cursor : page;
  try {
    const { path, query: given } = typeof input === "function" ? input() : input;
    const query = queryOf(given, id) ?? {};
    const from = query[spot];
    if (from === undefined) return { path, query, spot, from };
    if (style === "cursor" && typeof from === "string" && from !== "") return { path, query, spot, from };
    if (style === "page" && typeof from === "number" && Number.isInteger(from) && from >= 1)
      return { path, query, spot, from };
    const problem =
      style === "cursor" ? "must be what a page of this list gave as its cursor" : "must be a whole number from 1";
    throw new InputError([{ field: spot, problem }], id);
  } catch (refusal) {
    return { spot, from: undefined, refusal };
  }
}
