import type { Handlers } from "./handlers.ts";

/** Sending domains. */
export const domains: Handlers = {};
