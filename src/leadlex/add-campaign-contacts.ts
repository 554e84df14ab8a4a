import { operations } from "../../generated/leadlex.operations.ts";
import type { Items } from "../core/batches.ts";
import { batchChecks, checkCallOptions } from "../core/call-options.ts";
import { checkIds } from "../core/check-ids.ts";
import { must } from "../core/checks.ts";
import { PuffleError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { firstAttemptAt } from "../core/own-work.ts";
import { settlingRead } from "../core/settling-read.ts";
import { type Addition, type AdditionOptions, type AdditionReport, addContacts, afterLoss } from "./add-contacts.ts";
import type { ContactRef } from "./contact-refs.ts";
import type { LeadLexEngine } from "./types.ts";

const OPERATION = "addCampaignContacts";
const LIST = "listCampaignContacts";

/** After a loss so many pages of the newest contacts are looked through, as large as they come: each costs one of the day's calls. */
const MOST_PAGES = 10;
const PAGE = 100;

export interface AddCampaignContactsOptions extends AdditionOptions {
  /** A tag that the service keeps with each enrolment, such as `list:cold-outreach-q2`. */
  readonly source?: string | undefined;
}

/** Enrols contacts from any source in a campaign, 500 a request (L09). */
export async function addCampaignContacts(
  engine: LeadLexEngine,
  id: string,
  contacts: Items<ContactRef>,
  options: AddCampaignContactsOptions = {},
): Promise<AdditionReport> {
  const more = { ...batchChecks, source: must("a string", (value) => typeof value === "string") };
  checkCallOptions(options, OPERATION, more);
  const { onProgress: _, checkpoint: __, source, ...each } = options;
  checkIds(OPERATION, { id });
  const additions = {
    operation: OPERATION,
    target: id,
    max: operations.addCampaignContacts.maxItems.max,
    async send(contactIds: readonly string[]): Promise<Addition> {
      const sentAt = engine.config.clock.now();
      const body = { contact_ids: contactIds, ...(source !== undefined && { source }) };
      const answer = await engine.answer(OPERATION, { path: { id }, body }, each);
      const { added, skipped, contact_ids: now } = answer.data;
      if (!Number.isInteger(added) || !Number.isInteger(skipped))
        throw await engine.unreadable(OPERATION, answer, "has no counts");
      if (!answer.repeated || skipped === 0) return { added, skipped };
      const addedNow = new Set(Array.isArray(now) ? now : []);
      const before = new Set(contactIds.filter((one) => !addedNow.has(one)));
      return afterLoss(added, added + skipped, await enrolledSince(engine, id, before, sentAt, each));
    },
    report: (counts: AdditionReport) => counts,
  };
  return addContacts(additions, contacts, options);
}

/**
 * How many of these were enrolled since the first attempt, by the service's own clock: who was enrolled before is not the
 * work of attempts whose answers were lost. Read only after a loss; a count before every run would cost a call each time.
 * @param sentAt when that was, by the client's clock, in ms
 * @returns undefined where it can't be told: that is no reason to call what is enrolled not sent
 */
async function enrolledSince(
  engine: LeadLexEngine,
  id: string,
  contactIds: Set<string>,
  sentAt: number,
  options: CallOptions,
): Promise<number | undefined> {
  let count = 0;
  let seen = 0;
  try {
    for (let page = 1; page <= MOST_PAGES; page++) {
      const query = { page, per_page: PAGE };
      const answer = await engine.answer(LIST, { path: { id }, query }, settlingRead(options));
      await engine.items(LIST, answer, "contacts");
      const since = firstAttemptAt(answer, { firstAttemptAt: sentAt }, engine.config.clock.now());
      const { contacts, meta } = answer.data;
      for (const { contact_id, added_at } of contacts) {
        const addedAt = Date.parse(added_at ?? "");
        if (!since || Number.isNaN(addedAt)) return undefined;
        // Newest first: what follows is older.
        if (addedAt < since.earliest) return count;
        if (contactIds.delete(contact_id)) count++;
      }
      seen += contacts.length;
      if (contacts.length === 0 || contactIds.size === 0 || seen >= (meta?.total ?? Infinity)) return count;
    }
  } catch (error) {
    if (!(error instanceof PuffleError)) throw error;
  }
  return undefined;
}
