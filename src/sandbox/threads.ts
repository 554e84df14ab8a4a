import type { Handlers } from "./handlers.ts";

/** Conversations with people. */
export const threads: Handlers = {};
