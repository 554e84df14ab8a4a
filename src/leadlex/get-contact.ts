import type { ApiResponse } from "../core/call.ts";
import { InputError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { queryOf } from "../core/url.ts";
import type { Contact, LeadLexEngine } from "./types.ts";

const INCLUDES: readonly unknown[] = ["notes", "tasks", "deals"];

/** What to read with a contact. */
export interface ContactIncludes {
  /** Any of these, or `"*"` for all. */
  readonly include?: readonly ("notes" | "tasks" | "deals")[] | "*";
}

/** Reads one contact; the wire has what to include separated by commas. */
export async function getContact(
  engine: LeadLexEngine,
  id: string,
  query: ContactIncludes,
  options: CallOptions | undefined,
): Promise<ApiResponse<Contact>> {
  const { include } = queryOf(query, "getContact") ?? {};
  const words: unknown = include === undefined || include === "*" ? [] : include;
  if (!Array.isArray(words) || !words.every((word) => INCLUDES.includes(word))) {
    const problem = `must be "*" or an array of ${INCLUDES.join(", ")}`;
    throw new InputError([{ field: "include", problem }], "getContact");
  }
  const text = include === "*" ? include : words.join(",");
  return engine
    .call("getContact", { path: { id }, query: text === "" ? {} : { include: text } }, options)
    .withResponse();
}
