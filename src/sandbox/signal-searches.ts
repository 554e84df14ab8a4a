import type { Handlers } from "./handlers.ts";

/** Searches through the sources, once. */
export const signalSearches: Handlers = {};
