import type { Handlers } from "./handlers.ts";

/** The feed and what is made of it. */
export const signals: Handlers = {};
