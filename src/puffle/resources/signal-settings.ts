import { asGiven } from "../../core/as-given.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import { flows } from "../flows.ts";
import type { PuffleEngine, SignalSettings, SignalSettingsUpdate } from "../types.ts";

/** When the scan comes: once a day, unless it is paused. */
export class SignalScans {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /** Reads the slot, whether scans are paused, and the state of the last one: null before the first. May be resent. */
  get(options?: CallOptions): Call<SignalSettings> {
    return this.#engine.call("getSignalSettings", {}, options);
  }

  /**
   * Pauses scans or moves their slot. A scan that runs is finished. May be resent.
   * @param body.scanTimeUtc "HH:MM" in UTC, on a quarter of an hour (P74)
   * @returns what holds from now on
   * @throws InputError when the time is none: nothing was sent
   */
  update(body: SignalSettingsUpdate, options?: CallOptions): Call<SignalSettings> {
    const given = asGiven(body);
    return toCall(flows().then(({ updateSignalSettings }) => updateSignalSettings(this.#engine, given, options)));
  }
}
