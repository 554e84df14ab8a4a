import type { InputOf } from "../../core/contract.ts";
import { ok, type Reply } from "../handlers.ts";
import { notFound } from "./refusal.ts";
import { pageOf } from "./signal-pages.ts";
import type { KeywordRecord } from "./signal-state.ts";
import type { Operations, Schemas } from "./wire.ts";
import type { World } from "./world.ts";

type Query = NonNullable<InputOf<Operations["getSignalAnalytics"]>["query"]>;

/** A keyword has at most so many runs to show. */
const MOST_RUNS = 30;

/** How keywords do, or one keyword's runs. (S A15) */
export function analytics(world: World, query: Query): Reply<Schemas["SignalAnalytics"]> {
  const { type, signalTypeId, sourceId, minScore, keywordId } = query;
  const all = [...world.signals.keywords.values()];
  if (type === "keyword-runs") {
    const keyword = all.find(({ id }) => id === keywordId);
    if (!keyword) throw notFound("Keyword");
    // What a run's members are called was not readable.
    return ok({ type, runs: keyword.runs.slice(-MOST_RUNS) });
  }
  const wanted = all.filter(
    (one) =>
      (signalTypeId === undefined || one.typeId === signalTypeId) &&
      (sourceId === undefined || one.sourceId === sourceId) &&
      (minScore === undefined || (mean(one.scores) ?? 0) >= minScore),
  );
  const scores = wanted.flatMap((one) => one.scores);
  const { items, pagination } = pageOf(wanted, ({ order }) => [order], query);
  const summaryAvgScore = { avg: mean(scores), count: scores.length };
  return ok({ type, keywords: items.map(statsOf), pagination, summaryAvgScore });
}

function statsOf({
  id,
  keyword,
  typeId,
  sourceId,
  raw,
  prefilter,
  scores,
}: KeywordRecord): Schemas["SignalKeywordStats"] {
  const avgScore = mean(scores);
  return {
    ...{ id, keyword, signalTypeId: typeId, sourceId },
    rawCount: raw,
    prefilterCount: prefilter,
    validatedCount: scores.length,
    avgConfidence: avgScore === null ? null : avgScore / 3,
    avgScore,
  };
}

function mean(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
