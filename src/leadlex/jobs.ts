import { operations } from "../../generated/leadlex.operations.ts";
import { type JobReader, Operation, type OperationKind } from "../core/operation.ts";
import type { OperationToken } from "../core/token.ts";
import { flows } from "./flows.ts";
import type { RateLimits } from "./rate-limit.ts";
import type { Campaign, LeadLexEngine, LexiTask } from "./types.ts";

/** What a look at a start has seen: one request shows the campaign or the task. When it is done, the campaign. */
export interface CampaignStart {
  readonly campaign?: Campaign;
  /** What a person has to decide on, or has. */
  readonly task?: LexiTask;
}

/**
 * A start as a job: done when the campaign is launched, failed when its task was dismissed, failed or has vanished. Its
 * states: `pending_approval` while a person decides, `looking` while it is found out how, `approved` and `executed` while
 * Lexi launches it.
 */
export class StartJob implements OperationKind<CampaignStart> {
  readonly kind = "startCampaign";
  readonly poll = operations.startCampaign.poll;
  readonly #engine: LeadLexEngine;
  readonly #limits: RateLimits;

  constructor(engine: LeadLexEngine, limits: RateLimits) {
    this.#engine = engine;
    this.#limits = limits;
  }

  async reader(): Promise<JobReader<CampaignStart>> {
    return (await flows()).startReader(this.#engine, this.#limits);
  }
}

/** A start as an operation, from the campaign's id: nothing is sent. */
export function startOperation(
  engine: LeadLexEngine,
  limits: RateLimits,
  id: string,
  from?: Pick<OperationToken, "correlationId" | "memo"> & { readonly polls?: number },
): Operation<CampaignStart> {
  return new Operation(engine, new StartJob(engine, limits), id, from);
}
