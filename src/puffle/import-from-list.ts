import { checkCallOptions } from "../core/call-options.ts";
import { checkIds } from "../core/check-ids.ts";
import { PuffleError } from "../core/errors.ts";
import { incomplete } from "../core/incomplete.ts";
import type { CallOptions } from "../core/options.ts";
import { pauseBetween } from "../core/pause-between.ts";
import { member } from "../core/record.ts";
import type { Budget } from "../core/waits.ts";
import { NothingImportedError } from "./errors.ts";
import { rosterTotal, totalAfterLoss } from "./roster-total.ts";
import { type CampaignListImport, type CampaignRef, idOf, type PuffleEngine } from "./types.ts";

/** What an import from a list came to, over all the calls that it took. */
export interface ListImportReport {
  readonly imported: number;
  /** How many the roster had before. */
  readonly duplicates: number;
  /** As the service counts them, in the last call; undefined where it sends no such count. */
  readonly invalid: number | undefined;
  readonly errors: number | undefined;
  readonly total: number | undefined;
  /** True where the list could not be read to its end, also not after the retries: call again to go on. */
  readonly partial: boolean;
  /** How many calls it took. */
  readonly calls: number;
}

/** A list that could not be read to its end is read again so often (P39), with so much time in between, in ms. */
const MOST_CALLS = 4;
const FIRST_WAIT = 2_000;

const OPERATION = "importLeadsFromListToCampaign";

/**
 * Imports a list; a partial answer is retried with the same list, whose imported rows then count as duplicates.
 * @throws IncompleteError with the report, when rows were imported and a later call failed
 */
export async function importFromList(
  engine: PuffleEngine,
  campaign: CampaignRef,
  body: CampaignListImport,
  options: CallOptions | undefined,
): Promise<ListImportReport> {
  checkCallOptions(options, OPERATION);
  const id = idOf(campaign);
  checkIds(OPERATION, { id, listId: member(body, "listId") });
  const { clock } = engine.config;
  const budget = engine.budget(options);
  const roster = () => rosterTotal(engine, id, options, { budget });
  const before = await roster();
  let report: ListImportReport | undefined;
  let lost = false;
  for (let calls = 1; ; calls++) {
    try {
      const { counts, repeated, refusal } = await importOnce(engine, id, body, options, budget);
      lost ||= repeated;
      const sum = counts.imported + (report?.imported ?? 0);
      const imported = lost ? Math.max(0, (await totalAfterLoss(OPERATION, roster)) - before) : sum;
      // "Nothing new" is no failure when it was an earlier attempt of this very import that took everything.
      if (refusal && imported === 0) throw refusal;
      report = reportOf(counts, imported, calls);
      const wait = FIRST_WAIT * 2 ** (calls - 1);
      if (!report.partial || calls === MOST_CALLS || clock.now() + wait >= budget.endsAt) return report;
      await pauseBetween(engine, OPERATION, wait, budget);
    } catch (error) {
      if (!report?.imported || !(error instanceof PuffleError)) throw error;
      const message = `${OPERATION}: stopped after ${report.imported} leads were imported: ${error.message}`;
      throw incomplete(error, message, { ...report, partial: true, calls });
    }
  }
}

/** The service's counts for one call. */
interface Counts {
  readonly imported: number;
  readonly duplicates: number;
  readonly [name: string]: unknown;
}

interface ImportedOnce {
  readonly counts: Counts;
  /** Whether an attempt before may have been carried out as well. */
  readonly repeated: boolean;
  /** The 422 that says that nothing new was imported, where that was the answer. */
  readonly refusal?: NothingImportedError;
}

async function importOnce(
  engine: PuffleEngine,
  id: string,
  body: CampaignListImport,
  options: CallOptions | undefined,
  budget: Budget,
): Promise<ImportedOnce> {
  try {
    const answer = await engine.answer(OPERATION, { path: { id }, body }, options, { budget });
    const { imported, duplicates } = answer.data;
    if (!Number.isInteger(imported) || !Number.isInteger(duplicates))
      throw await engine.unreadable(OPERATION, answer, "has no counts");
    return { counts: { ...answer.data }, repeated: answer.repeated };
  } catch (error) {
    if (!(error instanceof NothingImportedError)) throw error;
    const { duplicates = 0 } = error.counts;
    const counts = { ...error.counts, imported: 0, duplicates };
    return { counts, repeated: error.outcome === "unknown", refusal: error };
  }
}

/** @param imported over all calls: what calls before the last one imported, the last one counts as duplicates */
function reportOf(counts: Counts, imported: number, calls: number): ListImportReport {
  const count = (name: string): number | undefined => {
    const value = counts[name];
    return typeof value === "number" ? value : undefined;
  };
  return {
    imported,
    duplicates: Math.max(0, counts.duplicates - (imported - counts.imported)),
    invalid: count("invalid"),
    errors: count("errors"),
    total: count("total"),
    partial: counts["partial"] === true,
    calls,
  };
}
