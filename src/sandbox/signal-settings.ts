import type { Handlers } from "./handlers.ts";

/** Types, sources and the daily scan. */
export const signalSettings: Handlers = {};
