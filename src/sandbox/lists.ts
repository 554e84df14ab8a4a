import type { Handlers } from "./handlers.ts";

/** Lists of leads. */
export const lists: Handlers = {};
