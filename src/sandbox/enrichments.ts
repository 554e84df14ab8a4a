import type { Handlers } from "./handlers.ts";

/** What can be found out about leads, and the runs that do. */
export const enrichments: Handlers = {};
