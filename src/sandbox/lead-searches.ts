import type { Handlers } from "./handlers.ts";

/** Searches that find leads and fill a list with them. */
export const leadSearches: Handlers = {};
