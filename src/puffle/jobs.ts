import { operations } from "../../generated/puffle.operations.ts";
import type { PollInfo } from "../core/contract.ts";
import { type JobReader, Operation, type OperationKind, StartedOperation } from "../core/operation.ts";
import type { OperationToken } from "../core/token.ts";
import { flows } from "./flows.ts";
import type { Campaign, Domain, EnrichmentRun, LeadSearchTask, PuffleEngine, SignalSearch } from "./types.ts";

/** What each kind of job comes to, by the operation that starts it. How one is read: `job-readers.ts`. */
export interface Jobs {
  /** Done when the campaign is active (or completed already), failed when it is a draft again. */
  launchCampaign: Campaign;
  /** Done when the search has completed; its list is `resultListId`. */
  createLeadSearch: LeadSearchTask;
  /** Done when the search has completed, with its results. */
  createSignalSearch: SignalSearch;
  /** Done when every lead has come to an end; what was found is in the leads' attributes, and in the run's items. */
  createEnrichment: EnrichmentRun;
  /** Done when the domain is verified. */
  verifyDomain: Domain;
}

export type JobKind = keyof Jobs;

/** An operation of whichever kind; `kind` tells which. */
export type AnyOperation<Kind extends JobKind = JobKind> = {
  [Name in Kind]: Operation<Jobs[Name]> & { readonly kind: Name };
}[Kind];

/** A job as an operation, from its id alone: nothing is sent. */
export function jobOperation<Kind extends JobKind>(
  engine: PuffleEngine,
  kind: Kind,
  id: string,
  resumed?: OperationToken,
): Operation<Jobs[Kind]> {
  return new Operation(engine, new PuffleJob(engine, kind), id, resumed);
}

/** A job that has just been started. */
export function startedOperation<Kind extends JobKind, Started>(
  engine: PuffleEngine,
  kind: Kind,
  id: string,
  started: Started,
  correlationId: string | undefined,
): StartedOperation<Jobs[Kind], Started> {
  return new StartedOperation(engine, new PuffleJob(engine, kind), id, started, { correlationId });
}

class PuffleJob<Kind extends JobKind> implements OperationKind<Jobs[Kind]> {
  readonly kind: Kind;
  readonly #engine: PuffleEngine;

  constructor(engine: PuffleEngine, kind: Kind) {
    this.kind = kind;
    this.#engine = engine;
  }

  get poll(): PollInfo {
    return operations[this.kind].poll;
  }

  async reader(): Promise<JobReader<Jobs[Kind]>> {
    return (await flows()).jobReaders[this.kind](this.#engine);
  }
}
