import { checkCallOptions, handedOn, optionChecks } from "../core/call-options.ts";
import { InputError, NotFoundError, type Problem, PuffleError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { idProblem } from "../core/path.ts";
import { pauseBetween } from "../core/pause-between.ts";
import { isPassing, TOLERATED_FAILURES } from "../core/polling.ts";
import type { Budget } from "../core/waits.ts";
import { Pace, Patience, type WatchOptions } from "../core/watching.ts";
import { launchRolledBack } from "./launch-reader.ts";
import { readCampaign } from "./read-campaign.ts";
import type { Campaign, PuffleEngine } from "./types.ts";
import { endOf, pauseAfter, type WatchEnd } from "./watch-rules.ts";

/**
 * One of several campaigns as it was seen last. `ended` says why it is not looked at any more: what a watch of one ends with,
 * or, each with its `error`, that there is no such campaign (`not_found`), that it is a draft (`draft`: never launched, or
 * rolled back), or that it could not be read ten times in a row (`unreadable`).
 */
export type WatchedCampaign =
  | { readonly id: string; readonly done: false; readonly campaign?: Campaign; readonly error?: PuffleError }
  | { readonly id: string; readonly done: true; readonly campaign: Campaign; readonly ended: WatchEnd }
  | {
      readonly id: string;
      readonly done: true;
      readonly campaign?: Campaign;
      readonly ended: "not_found" | "draft" | "unreadable";
      readonly error: PuffleError;
    };

/** All campaigns of a watch as one look saw them. */
export interface WatchManyStep {
  /** In the order in which they were given, each once. */
  readonly campaigns: readonly WatchedCampaign[];
  /** How many have not ended. */
  readonly open: number;
  /** How many had to be read one by one, because the list does not show them, or not what tells their end. */
  readonly readSingly: number;
  /** When the next look comes, in ms; absent in the last step. */
  readonly nextPollInMs?: number;
}

/** So many campaigns are read one by one at the same time. */
const SIDE_BY_SIDE = 5;

/** What a watch remembers of a campaign. */
interface Watched {
  readonly id: string;
  readonly pace: Pace;
  failures: number;
  last: WatchedCampaign;
}

/** Polls campaigns until all have ended: one request for all of them, every time (P22, P23). */
export async function* watchCampaigns(
  engine: PuffleEngine,
  ids: readonly string[],
  options: WatchOptions = {},
): AsyncGenerator<WatchManyStep, void, undefined> {
  const METHOD = "campaigns.watchMany";
  checkCallOptions(options, METHOD, { interval: optionChecks.interval });
  const problems = ids.flatMap((id, index): Problem[] => {
    const problem = idProblem(id);
    return problem ? [{ field: `campaigns[${index}]`, problem }] : [];
  });
  if (ids.length === 0)
    problems.push({
      field: "campaigns",
      problem: "must be an array, or another iterable, with campaigns or their ids in it",
    });
  if (problems.length > 0) throw new InputError(problems, METHOD);
  const all = [...new Set(ids)].map(
    (id): Watched => ({ id, pace: new Pace(), failures: 0, last: { id, done: false } }),
  );
  const budget = engine.budget(options, Number.POSITIVE_INFINITY);
  const patience = new Patience(engine, METHOD, budget);
  const call = handedOn(options);
  let open = all;
  let told = false;
  while (open.length > 0) {
    let wait: number;
    try {
      const rows = await listed(engine, call, budget);
      patience.seen();
      const singly: Watched[] = [];
      const pauses: number[] = [];
      for (const one of open) {
        const row = rows.get(one.id);
        if (row && tellsEnd(row)) see(one, row, row.status, pauses);
        else singly.push(one);
      }
      await sideBySide(singly, (one) => readOne(engine, one, call, budget, pauses));
      open = open.filter(({ last }) => !last.done);
      if (singly.length > 0 && !told) {
        told = true;
        engine.config.events.warn(
          `${METHOD}: the list of campaigns does not show what is needed of ${singly.length}, so they are read one by one`,
        );
      }
      wait = options.interval ?? Math.min(...pauses);
      const campaigns = all.map(({ last }) => last);
      const seen = { campaigns, open: open.length, readSingly: singly.length };
      yield open.length > 0 ? { ...seen, nextPollInMs: wait } : seen;
      if (open.length === 0) return;
    } catch (error) {
      wait = patience.missed(error, options.interval ?? Math.min(...open.map(({ pace }) => pace.pause)));
    }
    await pauseBetween(engine, "listCampaigns", wait, budget);
  }
}

async function listed(
  engine: PuffleEngine,
  options: CallOptions,
  budget: Budget,
): Promise<ReadonlyMap<string, Campaign>> {
  const answer = await engine.answer("listCampaigns", {}, options, { budget, once: true });
  await engine.items("listCampaigns", answer, "campaigns");
  return new Map(answer.data.campaigns.map((campaign) => [campaign.id, campaign]));
}

/** Whether a row of the list has what it takes: the status, and the counters of a campaign whose end they tell. */
function tellsEnd(row: Campaign): row is Campaign & { readonly status: string } {
  return typeof row.status === "string" && (row.status !== "active" || row.stats !== undefined);
}

function see(one: Watched, campaign: Campaign, status: string, pauses: number[], correlationId?: string): void {
  const { id, pace } = one;
  one.failures = 0;
  const ended = endOf(status, campaign.stats);
  if (status === "draft") {
    const error = launchRolledBack(status, "listCampaigns", correlationId);
    one.last = { id, done: true, campaign, ended: "draft", error };
  } else if (ended) one.last = { id, done: true, campaign, ended };
  else {
    one.last = { id, done: false, campaign };
    pauses.push(pauseAfter(pace, status, campaign.stats));
  }
}

/** One campaign by itself. That one is gone, or can't be read for now, is no reason to stop watching the others. */
async function readOne(
  engine: PuffleEngine,
  one: Watched,
  options: CallOptions,
  budget: Budget,
  pauses: number[],
): Promise<void> {
  const { id, last, pace } = one;
  const seen = last.campaign && { campaign: last.campaign };
  try {
    const { campaign, status, answer } = await readCampaign(engine, id, options, { budget, once: true });
    see(one, campaign, status, pauses, answer.correlationId);
  } catch (error) {
    if (error instanceof NotFoundError) one.last = { id, ...seen, done: true, ended: "not_found", error };
    else if (!(error instanceof PuffleError) || !isPassing(error)) throw error;
    else if (++one.failures > TOLERATED_FAILURES) one.last = { id, ...seen, done: true, ended: "unreadable", error };
    else {
      one.last = { id, ...seen, done: false, error };
      pauses.push(Math.max(pace.pause, error.retryAfterMs ?? 0));
    }
  }
}

/** Does the work for all, for so many at a time; the first error that is thrown ends it, and no more is begun. */
async function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  let failed = false;
  const worker = async () => {
    for (const item of rest) {
      if (failed) return;
      await work(item).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, items.length) }, worker));
}
