import type { Handlers } from "./handlers.ts";

/** Email accounts that the service runs itself. */
export const inboxes: Handlers = {};
