import type { Answer } from "../core/attempts.ts";
import { checkCallOptions } from "../core/call-options.ts";
import type { CallOptions } from "../core/options.ts";
import { NothingImportedError } from "./errors.ts";
import { pauseBetween } from "./pause-between.ts";
import { type CampaignListImport, type CampaignRef, idOf, type PuffleEngine } from "./types.ts";

/** What an import from a list came to, over all the calls that it took. */
export interface ListImportReport {
  readonly imported: number;
  readonly duplicates: number;
  readonly invalid: number;
  readonly errors: number;
  readonly total: number;
  /** True where the list could not be read to its end, also not after the retries: call again to go on. */
  readonly partial: boolean;
  /** How many calls it took. */
  readonly calls: number;
}

/** A list that could not be read to its end is read again so often (P39), with so much time in between, in ms. */
const MOST_CALLS = 4;
const FIRST_WAIT = 2_000;

/** Imports a list; a partial answer is retried with the same list, whose imported rows then count as duplicates. */
export async function importFromList(
  engine: PuffleEngine,
  campaign: CampaignRef,
  body: CampaignListImport,
  options: CallOptions | undefined,
): Promise<ListImportReport> {
  const operation = "importLeadsFromListToCampaign";
  checkCallOptions(options, operation);
  const id = idOf(campaign);
  const budget = engine.budget(options);
  const roster = async () =>
    (await engine.answer("listCampaignLeads", { path: { id }, query: { page: 1, limit: 1 } }, undefined, { budget }))
      .data.total;
  const before = await roster();
  for (let calls = 1; ; calls++) {
    let counts: Readonly<Record<string, unknown>>;
    let repeated = calls > 1;
    try {
      const answer: Answer = await engine.answer(operation, { path: { id }, body }, options, { budget });
      counts = { ...answer.data };
      repeated ||= answer.repeated;
    } catch (error) {
      // "Nothing new" is no failure when it was this very call that imported everything.
      const lost = error instanceof NothingImportedError && (repeated || error.outcome === "unknown");
      if (!lost) throw error;
      counts = error.counts;
      repeated = true;
      if ((await roster()) === before) throw error;
    }
    const wait = FIRST_WAIT * 2 ** (calls - 1);
    const fits = calls < MOST_CALLS && engine.config.clock.now() + wait < budget.endsAt;
    if (counts["partial"] !== true || !fits) {
      const after = repeated ? await roster() : undefined;
      return report(counts, calls, after === undefined || before === undefined ? undefined : after - before);
    }
    await pauseBetween(engine, operation, wait, budget);
  }
}

/** @param grown by how much the roster grew, where the last call's counts alone don't tell */
function report(counts: Readonly<Record<string, unknown>>, calls: number, grown: number | undefined): ListImportReport {
  const count = (name: string): number => {
    const value = counts[name];
    return typeof value === "number" ? value : 0;
  };
  const imported = grown ?? count("imported");
  const elsewhere = imported - count("imported");
  return {
    imported,
    duplicates: Math.max(0, count("duplicates") - elsewhere),
    invalid: count("invalid"),
    errors: count("errors"),
    total: count("total"),
    partial: counts["partial"] === true,
    calls,
  };
}
