import type { Handlers } from "./handlers.ts";

export const webhooks: Handlers = {};
