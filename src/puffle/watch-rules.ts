import type { Pace } from "../core/watching.ts";
import type { CampaignStats } from "./types.ts";

/** Why a watch ended: the status says so, every lead has come to its end, or somebody paused the campaign. */
export type WatchEnd = "completed" | "all_leads_done" | "paused";

const LAUNCHING_INTERVAL = 30_000;

type Stats = CampaignStats | null | undefined;

/** When to look at a campaign again, in ms (P22). */
export function pauseAfter(pace: Pace, status: string, stats: Stats): number {
  const pause = pace.next(status, stats);
  return status === "launching" ? LAUNCHING_INTERVAL : pause;
}

/** P23. Counters decide only when there is a total. */
export function endOf(status: string, stats: Stats): WatchEnd | undefined {
  if (status === "completed" || status === "paused") return status;
  const { total = 0, completed = 0, replied = 0, bounced = 0, timed_out = 0 } = stats ?? {};
  return status === "active" && total > 0 && completed + replied + bounced + timed_out >= total
    ? "all_leads_done"
    : undefined;
}
