import { checkCallOptions } from "../core/call-options.ts";
import { AbortError, InputError, type Problem, TimeoutError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { isRecord, member } from "../core/record.ts";
import { type Budget, within } from "../core/waits.ts";
import type { PuffleEngine } from "./types.ts";

/** What one unit of an action costs. */
export interface Price {
  /** In credits. */
  readonly each: number;
  /** What is counted, in the service's words, such as `provider_submission`. */
  readonly unit?: string;
  /** How sure that is, in the service's words: under `maximum` it may cost less. */
  readonly certainty?: string;
}

/**
 * What can be paid for, as far as the documents name it; the live price list may have more, and the ids of its own
 * `operations` will do as well.
 */
export type PaidAction =
  | "FIND_PERSON"
  | "IMPORT_LEAD"
  | "EMAIL_LOOKUP"
  | "PHONE_LOOKUP"
  | "HIRING_STATUS"
  | "WEBSITE_ENRICHMENT"
  | "AI_MESSAGE_GENERATION"
  | (string & {});

/** What an action costs so many times. */
export interface Estimate extends Omit<Price, "each"> {
  readonly action: string;
  readonly count: number;
  /** Altogether; undefined where the service names no price, which does not mean that it is free. */
  readonly credits: number | undefined;
  readonly each: number | undefined;
}

/** Prices that were read so recently are not read again. In ms. */
const GOOD_FOR = 60_000;

type ReadPrices = Readonly<Record<"operations" | "costs" | "legacyCreditActions", Readonly<Record<string, unknown>>>>;

/** The service's prices, read when they are needed: one read for all who ask at the same time, and for a minute (P60). */
export class Prices {
  readonly #engine: PuffleEngine;
  #read: { readonly at: number; readonly prices: ReadPrices } | undefined;
  #reading: Promise<ReadPrices> | undefined;

  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /** @throws InputError, AbortError, TimeoutError, and what reading the prices throws */
  async estimate(action: string, count: number, options?: CallOptions): Promise<Estimate> {
    checkCallOptions(options, "credits.estimate");
    const problems: Problem[] = [];
    if (typeof action !== "string" || action === "")
      problems.push({ field: "action", problem: "must be an action's name, such as AI_MESSAGE_GENERATION" });
    if (!Number.isSafeInteger(count) || count < 0)
      problems.push({ field: "count", problem: "must be a whole number from 0" });
    if (problems.length > 0) throw new InputError(problems, "credits.estimate");
    const price = await this.priceOf(action, this.#engine.budget(options));
    if (!price) return { action, count, credits: undefined, each: undefined };
    return { action, count, credits: price.each * count, ...price };
  }

  /**
   * @param action an older action's name (`EMAIL_LOOKUP`) or the id of an operation of the registry (`work_email_lookup`)
   * @returns undefined where the service names no price
   */
  async priceOf(action: string, budget: Budget): Promise<Price | undefined> {
    return priceIn(await this.#prices(budget), action);
  }

  async #prices(budget: Budget): Promise<ReadPrices> {
    const { clock } = this.#engine.config;
    if (this.#read && clock.now() - this.#read.at < GOOD_FOR) return this.#read.prices;
    // With nobody's own options: others wait for the same read.
    this.#reading ??= this.#fetch().finally(() => {
      this.#reading = undefined;
    });
    const end = await within(this.#engine.waits, this.#reading, budget);
    if (typeof end === "object") return end.value;
    const details = { operation: "getCreditsConfig", next: "try_again" } as const;
    if (end === "late")
      throw new TimeoutError("getCreditsConfig: the call's deadline passed before the prices were read.", {
        ...details,
        code: "deadline_exceeded",
      });
    throw new AbortError("getCreditsConfig: aborted before the prices were read.", {
      ...details,
      code: "aborted",
      cause: budget.signal?.reason,
    });
  }

  async #fetch(): Promise<ReadPrices> {
    const at = this.#engine.config.clock.now();
    const answer = await this.#engine.answer("getCreditsConfig", {});
    const [operations, costs, legacyCreditActions] = ["operations", "costs", "legacyCreditActions"].map((name) => {
      const found = member(answer.data, name);
      return isRecord(found) ? found : undefined;
    });
    if (!operations && !costs)
      throw await this.#engine.unreadable("getCreditsConfig", answer, "has neither `operations` nor `costs`");
    const prices = {
      operations: operations ?? {},
      costs: costs ?? {},
      legacyCreditActions: legacyCreditActions ?? {},
    };
    this.#read = { at, prices };
    return prices;
  }
}

/** Under whichever of its two names; where the two disagree, the higher price: an estimate must not be too low. */
function priceIn({ operations, costs, legacyCreditActions: newer }: ReadPrices, action: string): Price | undefined {
  const own = (of: Readonly<Record<string, unknown>>, name: string) => (Object.hasOwn(of, name) ? of[name] : undefined);
  const renamed = own(newer, action);
  const older = Object.keys(newer).filter((name) => newer[name] === action);
  const found: Price[] = [];
  for (const id of new Set([action, ...(typeof renamed === "string" ? [renamed] : [])])) {
    const operation = own(operations, id);
    const [each, unit, certainty] = ["credits", "billableUnit", "certainty"].map((name) => member(operation, name));
    if (!isPrice(each)) continue;
    found.push({
      each,
      ...(typeof unit === "string" && { unit }),
      ...(typeof certainty === "string" && { certainty }),
    });
  }
  for (const name of [action, ...older]) {
    const each = own(costs, name);
    if (isPrice(each)) found.push({ each });
  }
  const highest = Math.max(...found.map(({ each }) => each));
  return found.find(({ each }) => each === highest);
}

function isPrice(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
