import type { CallOptions } from "../core/options.ts";
import { WorkspaceNotReadyError } from "./errors.ts";
import type { PuffleEngine, WorkspaceContext, WorkspaceProfile } from "./types.ts";

/** A workspace that is set up. */
export interface ReadyWorkspace {
  readonly context: WorkspaceContext;
  readonly profile: WorkspaceProfile;
}

/** P78: no work for a workspace that nobody has set up. */
export async function requireContext(engine: PuffleEngine, options: CallOptions | undefined): Promise<ReadyWorkspace> {
  const operation = "getContext";
  const { data, status, correlationId, attempts } = await engine.answer(operation, {}, options);
  const { context, profile } = data;
  if (context && profile) return { context, profile };
  const missing = [...(context ? [] : ["context"]), ...(profile ? [] : ["profile"])];
  const message = `${operation}: the workspace has no ${missing.join(" and no ")}. Stop, and ask the person it belongs to: the company profile is set up in the dashboard.`;
  const facts = { operation, method: "GET", path: "/api/context", status, correlationId, attempts };
  throw new WorkspaceNotReadyError(message, { ...facts, code: "workspace_not_ready", next: "ask_human", missing });
}
