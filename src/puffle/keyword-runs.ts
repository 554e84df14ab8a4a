import type { ApiResponse } from "../core/call.ts";
import { checkIds } from "../core/check-ids.ts";
import type { CallOptions } from "../core/options.ts";
import type { PuffleEngine, SignalAnalytics } from "./types.ts";

/** Reads one keyword's runs. Its id goes into the query, where nothing else looks at it. */
export async function keywordRuns(
  engine: PuffleEngine,
  keywordId: string,
  options: CallOptions | undefined,
): Promise<ApiResponse<SignalAnalytics>> {
  checkIds("getSignalAnalytics", { keywordId });
  return engine.call("getSignalAnalytics", { query: { type: "keyword-runs", keywordId } }, options).withResponse();
}
