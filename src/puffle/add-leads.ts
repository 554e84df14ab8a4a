import { operations } from "../../generated/puffle.operations.ts";
import {
  type BatchProgress,
  type BatchReport,
  type ChunkRefusal,
  type ChunkResult,
  type Items,
  sendBatches,
} from "../core/batches.ts";
import { checkCallOptions, optionChecks } from "../core/call-options.ts";
import { BadRequestError, type PuffleError } from "../core/errors.ts";
import { saidBy } from "../core/failures.ts";
import type { CallOptions } from "../core/options.ts";
import { CampaignNotDraftError } from "./errors.ts";
import { prepareLead } from "./leads.ts";
import { readCampaign } from "./read-campaign.ts";
import { type CampaignRef, idOf, type NewCampaignLead, type PuffleEngine } from "./types.ts";

export interface AddLeadsOptions extends CallOptions {
  /** Is told how far it has come, after each request's worth of leads. */
  readonly onProgress?: ((progress: BatchProgress) => void) | undefined;
}

/** Adds leads from any source to a draft, chunk by chunk (P38). */
export async function addLeads(
  engine: PuffleEngine,
  campaign: CampaignRef,
  leads: Items<NewCampaignLead>,
  options: AddLeadsOptions = {},
): Promise<BatchReport> {
  const operation = "addLeadsToCampaign";
  checkCallOptions(options, operation, { onProgress: optionChecks.function });
  const { onProgress, ...each } = options;
  const id = idOf(campaign);
  const known = typeof campaign === "object" && campaign !== null ? campaign.type : undefined;
  const channel =
    known === "email" || known === "linkedin" ? known : (await readCampaign(engine, id, each)).campaign.type;
  // What the roster holds: when an answer was lost, only its growth tells what a chunk came to.
  let total = await rosterTotal(engine, id, each);
  return sendBatches({
    operation,
    items: leads,
    noun: "lead",
    max: operations.addLeadsToCampaign.maxItems.max,
    signal: options.signal,
    onProgress,
    prepare: (lead) => prepareLead(lead, channel),
    async send(prospects): Promise<ChunkResult | ChunkRefusal> {
      try {
        const answer = await engine.answer(operation, { path: { id }, body: { prospects } }, each);
        let { imported, duplicates } = answer.data;
        if (!Number.isInteger(imported) || !Number.isInteger(duplicates))
          throw await engine.unreadable(operation, answer, "has no counts");
        if (answer.repeated) {
          const now = await rosterTotal(engine, id, each);
          imported = Math.min(Math.max(now - total, 0), prospects.length);
          duplicates = prospects.length - imported;
        }
        total += imported;
        return { imported, duplicates };
      } catch (error) {
        const refusal = refusalOf(error, prospects.length);
        if (refusal) return refusal;
        throw error;
      }
    },
  });
}

async function rosterTotal(engine: PuffleEngine, id: string, options: CallOptions): Promise<number> {
  const answer = await engine.answer("listCampaignLeads", { path: { id }, query: { page: 1, limit: 1 } }, options);
  const { total } = answer.data;
  if (typeof total !== "number") throw await engine.unreadable("listCampaignLeads", answer, "has no `total`");
  return total;
}

/** A 400 for some of the leads, and not for the campaign. */
function refusalOf(error: unknown, count: number): ChunkRefusal | undefined {
  if (!(error instanceof BadRequestError) || error instanceof CampaignNotDraftError) return undefined;
  const places = placesIn(saidBy(error.body, undefined) ?? "", count);
  const alone = count === 1 && namesLead(error);
  return places.length > 0 || alone ? { places, reason: error.said ?? "refused by the service", error } : undefined;
}

function namesLead(error: PuffleError): boolean {
  return /lead|prospect|email|linkedin|row|index|item|entry/i.test(saidBy(error.body, undefined) ?? "");
}

/** The places that a sentence such as `prospects[3].email is required` or "index 3 has no email" names. */
function placesIn(sentence: string, count: number): number[] {
  const named =
    /\b(?:prospects?|leads?|index(?:es)?|indices|rows?|items?|entry|entries|position|#)\W{0,3}(?:at |no\.? |number |index )?\W{0,2}(\d+(?:\s*(?:,|and|&)\s*\d+)*)/gi;
  const numbers = [...sentence.matchAll(named)].flatMap((match) => match[1]?.match(/\d+/g) ?? []);
  return [...new Set(numbers.map(Number))].filter((place) => place <= count);
}
