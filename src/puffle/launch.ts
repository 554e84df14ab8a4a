import type { Lost } from "../core/attempts.ts";
import { checkCallOptions, handedOn, waitChecks } from "../core/call-options.ts";
import { IncompleteError, PuffleError } from "../core/errors.ts";
import type { WaitOptions } from "../core/operation.ts";
import type { CallOptions } from "../core/options.ts";
import { pauseBetween } from "../core/pause-between.ts";
import { settlingRead } from "../core/settling-read.ts";
import { SingleFlight } from "../core/single-flight.ts";
import type { Budget } from "../core/waits.ts";
import { LaunchBlockedError, LaunchInProgressError, LaunchRolledBackError } from "./errors.ts";
import { jobOperation } from "./jobs.ts";
import type { LaunchBlocker } from "./launch-blockers.ts";
import { type ReadCampaign, readCampaign } from "./read-campaign.ts";
import { readinessOf } from "./readiness.ts";
import { LAUNCH_IN_PROGRESS_WAIT, launchBlocked } from "./special-errors.ts";
import type { Campaign, PuffleEngine, SkippedProspect } from "./types.ts";

/** The service dispatched the launch. Sending starts within about two minutes. */
export interface LaunchDispatched {
  readonly via: "dispatched";
  readonly runId: string;
  readonly prospectsToProcess: number;
  readonly warning?: string;
  readonly skippedProspects?: readonly SkippedProspect[];
  readonly skippedCount?: number;
  readonly correlationId: string | undefined;
}

/** The answer was lost, or another launch was first, and reading the campaign proved that it is launched. */
export interface LaunchReconciled {
  readonly via: "reconciled";
  readonly campaign: Campaign;
  readonly correlationId: string | undefined;
}

export type LaunchResult = LaunchDispatched | LaunchReconciled;

const LAUNCHED = new Set(["launching", "active", "completed"]);
const POLL_INTERVAL = 30_000;

/** Launches campaigns, each at most once at a time (P29). */
export class Launches {
  readonly #engine: PuffleEngine;
  readonly #flights: SingleFlight<LaunchResult>;

  constructor(engine: PuffleEngine) {
    this.#engine = engine;
    this.#flights = new SingleFlight(engine, "launchCampaign", "campaigns.get(id)");
  }

  /** @param whole what is left of a larger deadline */
  async launch(id: string, options: CallOptions | undefined, whole?: Budget): Promise<LaunchResult> {
    checkCallOptions(options, "launchCampaign");
    const budget = whole ?? this.#engine.budget(options);
    return this.#flights.run(id, budget, () => this.#launch(id, options, budget));
  }

  async #launch(id: string, options: CallOptions | undefined, budget: Budget): Promise<LaunchResult> {
    try {
      return await this.#send(id, options, budget);
    } catch (error) {
      if (!(error instanceof LaunchInProgressError)) throw error;
      const settled = await this.#otherLaunch(id, options, budget, error);
      // That attempt is what resets a launch that is stuck (P24).
      return settled ?? (await this.#send(id, options, budget));
    }
  }

  /** One call of the operation: its attempts, and the read that settles a lost one. */
  async #send(id: string, options: CallOptions | undefined, budget: Budget): Promise<LaunchResult> {
    let proof: ReadCampaign | undefined;
    const reconcile = async (lost: Lost) => {
      const found = await readCampaign(this.#engine, id, settlingRead(options), { budget: lost.budget });
      if (!LAUNCHED.has(found.status)) return undefined;
      proof = found;
      return found.campaign;
    };
    try {
      const { data, correlationId } = await this.#engine.answer("launchCampaign", { path: { id } }, options, {
        budget,
        reconcile,
      });
      if (proof) return reconciled(proof);
      const { runId, prospectsToProcess, warning, skippedProspects, skippedCount } = data;
      return {
        via: "dispatched",
        runId,
        prospectsToProcess,
        ...(warning != null && { warning }),
        ...(skippedProspects != null && { skippedProspects }),
        ...(skippedCount != null && { skippedCount }),
        correlationId,
      };
    } catch (error) {
      throw error instanceof LaunchBlockedError ? await this.#explain(id, error, options, budget) : error;
    }
  }

  /**
   * P24: somebody else's launch. Active or completed is success. A launch still under way is waited for, two minutes at
   * the most; undefined means that it is to be launched once more.
   */
  async #otherLaunch(
    id: string,
    options: CallOptions | undefined,
    budget: Budget,
    error: LaunchInProgressError,
  ): Promise<LaunchResult | undefined> {
    const { clock } = this.#engine.config;
    const until = clock.now() + LAUNCH_IN_PROGRESS_WAIT;
    for (;;) {
      const found = await readCampaign(this.#engine, id, settlingRead(options), { budget });
      if (found.status === "active" || found.status === "completed") return reconciled(found);
      const left = until - clock.now();
      if (found.status !== "launching" || left <= 0) return undefined;
      if (until >= budget.endsAt) throw error;
      await pauseBetween(this.#engine, "launchCampaign", Math.min(left, POLL_INTERVAL), budget);
    }
  }

  /** Where the service's sentence names no blocker, or several, reading the campaign does (P27). */
  async #explain(
    id: string,
    error: LaunchBlockedError,
    options: CallOptions | undefined,
    budget: Budget,
  ): Promise<LaunchBlockedError> {
    const [only, ...more] = error.blockers;
    const settled = only && more.length === 0 && only.blocker !== "unknown" && !lacksData(only);
    if (settled) return error;
    const readiness = await readinessOf(this.#engine, id, settlingRead(options), budget).catch(() => undefined);
    if (!readiness) return error;
    const named = readiness.blockers.filter((found) => error.blockers.some((one) => one.blocker === found.blocker));
    const rest = readiness.blockers.filter((found) => !named.includes(found));
    const [first, ...others] = [...named, ...rest];
    return first ? launchBlocked(error, [first, ...others]) : error;
  }
}

/** A status or positions that the sentence did not give. */
function lacksData(found: LaunchBlocker): boolean {
  if (found.blocker === "not_draft") return found.campaignStatus === undefined;
  return found.positions !== undefined && found.positions.length === 0;
}

function reconciled({ campaign, answer }: ReadCampaign): LaunchReconciled {
  return { via: "reconciled", campaign, correlationId: answer.correlationId };
}

/** What `campaigns.launchAndWait` came to. */
export interface LaunchReport {
  /** The campaign, active or completed. */
  readonly campaign: Campaign;
  /** How it was launched. */
  readonly launch: LaunchResult;
}

/** The default for launch and wait together, in ms. */
const LAUNCH_AND_WAIT_TIMEOUT = 300_000;

export async function launchAndWait(
  engine: PuffleEngine,
  launches: Launches,
  id: string,
  options: WaitOptions<Campaign> = {},
): Promise<LaunchReport> {
  checkCallOptions(options, "campaigns.launchAndWait", waitChecks);
  const budget = engine.budget(options, LAUNCH_AND_WAIT_TIMEOUT);
  const launch = await launches.launch(id, handedOn(options), budget);
  try {
    return { campaign: await jobOperation(engine, "launchCampaign", id).wait(options, budget), launch };
  } catch (error) {
    throw launchedUnseen(error, launch);
  }
}

/** What kept the wait from seeing the launch is no news of the launch itself: that was carried out, whatever a read says. */
function launchedUnseen(error: unknown, launch: LaunchResult): unknown {
  if (!(error instanceof PuffleError) || error.outcome !== "not_sent" || error instanceof LaunchRolledBackError)
    return error;
  const { code, status, correlationId, attempts, retryAfterMs } = error;
  const why = status === undefined ? code : `${status} ${code}`;
  const trace = correlationId === undefined ? "" : ` (correlation id ${correlationId})`;
  const message = `campaigns.launchAndWait: the campaign was launched, and what has become of it could not be read (${why}). Don't launch it again: go on with campaigns.launchOperation(id).${trace}`;
  return new IncompleteError(message, {
    code,
    operation: "launchCampaign",
    status,
    correlationId,
    attempts,
    retryAfterMs,
    outcome: "sent",
    next: error.next === "try_again" ? "wait" : error.next,
    cause: error,
    report: { launch },
  });
}
