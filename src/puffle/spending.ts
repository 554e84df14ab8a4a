import type { Answer } from "../core/attempts.ts";
import { PuffleError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { at, member } from "../core/record.ts";
import type { Paid, PaidCall } from "../core/service.ts";
import type { Budget } from "../core/waits.ts";
import { SpendLimitError } from "./errors.ts";
import { Prices } from "./prices.ts";
import type { Purse } from "./purse.ts";
import type { PuffleEngine } from "./types.ts";

/** What a call may be charged for: an action and how often, as far as that can be told. */
interface Charge {
  readonly action: string | undefined;
  readonly count: number | undefined;
}

/** The prices of a client, read once for all who ask. */
export function pricesOf(engine: PuffleEngine, purse: Purse): Prices {
  purse.prices ??= new Prices(engine);
  return purse.prices;
}

/**
 * Takes what a call may cost out of the client's purse before it is sent (P60).
 * @returns to be told what became of the call: what was not carried out is given back
 * @throws SpendLimitError when the purse does not hold it, or nobody can say what it costs
 */
export async function reserve(engine: PuffleEngine, purse: Purse, call: PaidCall): Promise<Paid> {
  const { limit } = purse;
  if (limit === undefined) return () => {};
  const { operation, budget } = call;
  const body = parsed(call.body);
  const { action, count } = await chargeOf(engine, { ...call, body });
  const price = action === undefined ? undefined : await pricesOf(engine, purse).priceOf(action, budget);
  if (!price || count === undefined) {
    if (purse.allowUnpriced) return () => {};
    throw unpriced(operation, limit, action);
  }
  // From here to the addition nothing waits: of two calls side by side, the second sees what the first has taken.
  const credits = price.each * count;
  const left = limit - purse.used;
  // What sums of fractions are off by is no reason to refuse.
  if (credits > left + 1e-6) throw beyond(operation, { limit, left, credits, each: price.each, count });
  purse.used += credits;
  return (outcome) => {
    purse.used -= isFree(outcome) ? credits : price.each * inFlight(operation, body, outcome);
  };
}

/** A call whose body can be looked into. */
interface ReadCall extends Omit<PaidCall, "body"> {
  readonly body: unknown;
}

function parsed(body: PaidCall["body"]): unknown {
  return typeof body === "string" ? JSON.parse(body) : undefined;
}

/** What a read on the way takes over of the call's options. */
function read({ attemptTimeout, headers, retry }: CallOptions = {}): CallOptions {
  return { attemptTimeout, headers, retry };
}

/**
 * A call that was surely not carried out costs nothing, nor does a run that was there before (P54); one that this call's own
 * lost attempt has begun was not.
 */
function isFree(outcome: PuffleError | Answer): boolean {
  if (outcome instanceof PuffleError) return outcome.outcome === "not_sent";
  return member(outcome.data, "reusedExistingRun") === true && !outcome.repeated;
}

/** How many drafts another call is writing already: this one is not charged for them, and asks for them again (P72). */
function inFlight(operation: string, body: unknown, outcome: PuffleError | Answer): number {
  if (operation !== "generateSignalMessages" || outcome instanceof PuffleError) return 0;
  const [items, results] = [member(body, "items"), member(outcome.data, "results")];
  if (!Array.isArray(items) || !Array.isArray(results)) return 0;
  const asked = items.flatMap((item: unknown) => {
    const result: unknown = results.find(
      (one) => (member(one, "id") ?? member(one, "signalId")) === member(item, "id"),
    );
    return ["dm", "comment"].flatMap((side) => (member(item, side) === true ? [member(result, side) ?? result] : []));
  });
  return asked.filter((one) => typeof member(one, "text") !== "string" && member(one, "error") === IN_FLIGHT).length;
}

const IN_FLIGHT = "already_in_flight";

/**
 * What each operation is charged for. The documents name the action of enrichments; for the others, the registry's own
 * names say what they are for. A search of signals has none.
 */
async function chargeOf(engine: PuffleEngine, call: ReadCall): Promise<Charge> {
  const { operation, body } = call;
  switch (operation) {
    case "createLeadSearch":
      return { action: "FIND_PERSON", count: whole(member(body, "fetch_count")) };
    case "createEnrichment":
      return { action: await enrichmentAction(engine, call), count: await scopeSize(engine, call) };
    case "generateSignalMessages":
      return { action: "AI_MESSAGE_GENERATION", count: sides(member(body, "items")) };
    case "generateMessages":
      return { action: "AI_MESSAGE_GENERATION", count: await recipients(engine, call) };
    default:
      return { action: undefined, count: undefined };
  }
}

/** The catalogue says what an enrichment is charged as. */
async function enrichmentAction(engine: PuffleEngine, { body, options, budget }: ReadCall) {
  const id = member(body, "enrichmentId");
  if (typeof id !== "string") return undefined;
  const answer = await engine.answer("listEnrichments", { query: { id } }, read(options), { budget });
  const entry = answer.data.enrichments?.find(({ slug, id: own }) => slug === id || own === id);
  return entry?.costModel?.creditAction ?? undefined;
}

/** How many leads an enrichment is for. */
async function scopeSize(engine: PuffleEngine, { body, options, budget }: ReadCall): Promise<number | undefined> {
  const scope = member(body, "scope");
  const type = member(scope, "type");
  const ids = member(scope, "leadIds");
  if (type === "explicit_leads") return Array.isArray(ids) ? new Set(ids).size : undefined;
  const id = member(scope, "listId");
  if (type !== "list" || typeof id !== "string") return undefined;
  return sizeOf(engine, "listListLeads", { path: { id }, query: { limit: 1 } }, read(options), budget);
}

/** For whom an AI node's messages are written: some leads, or the whole roster. */
async function recipients(engine: PuffleEngine, { path, body, options, budget }: ReadCall) {
  const ids = member(body, "prospect_ids");
  if (Array.isArray(ids)) return new Set(ids).size;
  const id = path?.["id"];
  if (typeof id !== "string") return undefined;
  return sizeOf(engine, "listCampaignLeads", { path: { id }, query: { limit: 1 } }, read(options), budget);
}

async function sizeOf(
  engine: PuffleEngine,
  operation: "listListLeads" | "listCampaignLeads",
  input: { readonly path: { readonly id: string }; readonly query: { readonly limit: number } },
  options: CallOptions,
  budget: Budget,
): Promise<number | undefined> {
  const answer = await engine.answer(operation, input, options, { budget });
  return whole(at(answer.data, "total"));
}

function sides(items: unknown): number | undefined {
  if (!Array.isArray(items)) return undefined;
  return items.reduce<number>(
    (sum, item: unknown) => sum + Number(member(item, "dm") === true) + Number(member(item, "comment") === true),
    0,
  );
}

function whole(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
}

function unpriced(operation: string, limit: number, action: string | undefined): SpendLimitError {
  const what =
    action === undefined
      ? "the service names no price for it"
      : `the price of ${action}, or how much of it this is, can't be told`;
  const message = `${operation}: not sent, because the client has a spend limit of ${limit} credits and ${what}. Set allowUnpriced to do it uncounted.`;
  return new SpendLimitError(message, { code: "unpriced", operation, next: "ask_human", limit });
}

interface Sum {
  readonly limit: number;
  readonly left: number;
  readonly credits: number;
  readonly each: number;
  readonly count: number;
}

function beyond(operation: string, { limit, left, credits, each, count }: Sum): SpendLimitError {
  const affordable = each > 0 ? Math.floor((left + 1e-6) / each) : count;
  const smaller =
    affordable > 0 ? ` At most ${affordable} of the ${count} are covered: ask for leave to do so many.` : "";
  const message = `${operation}: not sent, because it may cost ${credits} credits and of the client's spend limit of ${limit} there are ${rounded(left)} left.${smaller}`;
  const details = { code: "spend_limit", operation, next: "ask_human", limit } as const;
  return new SpendLimitError(message, { ...details, required: rounded(credits), balance: rounded(left), affordable });
}

function rounded(credits: number): number {
  return Math.round(credits * 1e6) / 1e6 || 0;
}
