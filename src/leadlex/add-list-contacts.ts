import { operations } from "../../generated/leadlex.operations.ts";
import type { Items } from "../core/batches.ts";
import { batchChecks, checkCallOptions } from "../core/call-options.ts";
import { checkIds } from "../core/check-ids.ts";
import { type Addition, type AdditionOptions, type AdditionReport, addContacts, afterLoss } from "./add-contacts.ts";
import type { ContactRef } from "./contact-refs.ts";
import type { LeadLexEngine } from "./types.ts";

const OPERATION = "addListContacts";

/** What became of the contacts, and what the list came to. */
export interface ListAdditionReport extends AdditionReport {
  /** How many contacts the list has since, as the service said last. */
  readonly contact_count: number | undefined;
}

/** Puts contacts from any source on a list, 100 a request (L09). */
export async function addListContacts(
  engine: LeadLexEngine,
  id: string,
  contacts: Items<ContactRef>,
  options: AdditionOptions = {},
): Promise<ListAdditionReport> {
  checkCallOptions(options, OPERATION, batchChecks);
  const { onProgress: _, checkpoint: __, ...each } = options;
  checkIds(OPERATION, { id });
  let total: number | undefined;
  const additions = {
    operation: OPERATION,
    target: id,
    max: operations.addListContacts.maxItems.max,
    async send(contactIds: readonly string[]): Promise<Addition> {
      const answer = await engine.answer(OPERATION, { path: { id }, body: { contact_ids: contactIds } }, each);
      const { added, contact_count } = answer.data;
      if (!Number.isInteger(added)) throw await engine.unreadable(OPERATION, answer, "has no count");
      const before = total;
      total = Number.isInteger(contact_count) ? contact_count : undefined;
      const skipped = contactIds.length - added;
      if (!answer.repeated || skipped === 0) return { added, skipped };
      // What the list has more than after the request before, besides what this attempt has added.
      const more = before === undefined || total === undefined ? -1 : total - before - added;
      // Less than it had: somebody takes contacts off, which hides what was added.
      return afterLoss(added, contactIds.length, more < 0 ? undefined : more);
    },
    report: (counts: AdditionReport): ListAdditionReport => ({ ...counts, contact_count: total }),
  };
  return addContacts(additions, contacts, options);
}
