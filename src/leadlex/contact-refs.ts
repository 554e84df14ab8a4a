import { idProblem } from "../core/path.ts";
import { isRecord, member } from "../core/record.ts";
import { readId } from "./types.ts";

/** A contact that was read, in whichever list, or its id. */
export type ContactRef = string | { readonly id: string } | { readonly contact_id: string };

/** @internal The id of a contact or of its reference; whether it is one is looked at where it is sent. */
export function contactIdOf(ref: ContactRef): string {
  if (!isRecord(ref)) return ref;
  return readId(() => ("contact_id" in ref ? ref.contact_id : ref.id));
}

/** What to send of a contact, which tells it from others, too; or why it can't be sent. */
export function prepareContact(
  ref: unknown,
): { readonly wire: string; readonly identity: string } | { readonly reason: string } {
  const id = isRecord(ref) ? (member(ref, "contact_id") ?? member(ref, "id")) : ref;
  const problem = idProblem(id);
  return problem !== undefined || typeof id !== "string"
    ? { reason: `is neither a contact nor its id: ${problem ?? "must be a string"}` }
    : { wire: id, identity: id };
}
