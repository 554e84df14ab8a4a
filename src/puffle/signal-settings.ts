import type { ApiResponse } from "../core/call.ts";
import type { CallOptions } from "../core/options.ts";
import { checkScanTime } from "./signal-input.ts";
import type { PuffleEngine, SignalSettings, SignalSettingsUpdate } from "./types.ts";

/** Changes when signals are scanned; the time is looked at before it is sent (P74). */
export async function updateSignalSettings(
  engine: PuffleEngine,
  body: SignalSettingsUpdate,
  options: CallOptions | undefined,
): Promise<ApiResponse<SignalSettings>> {
  checkScanTime(body);
  return engine.call("updateSignalSettings", { body }, options).withResponse();
}
