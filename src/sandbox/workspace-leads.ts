import type { Handlers } from "./handlers.ts";

/** The leads of the workspace, whatever list or campaign they are in. */
export const workspaceLeads: Handlers = {};
