import { CampaignDismissedError, CampaignStartFailedError, type StartEndedError, TaskVanishedError } from "./errors.ts";
import type { LexiTask } from "./types.ts";

/** What ends a start without a launch, by its task's status; undefined for one that may yet come to something. */
export function startEnded(
  state: "dismissed" | "failed",
  operation: string,
  correlationId: string | undefined,
  task: LexiTask | undefined,
): StartEndedError;
export function startEnded(
  state: string,
  operation: string,
  correlationId: string | undefined,
  task: LexiTask | undefined,
): StartEndedError | undefined;
export function startEnded(
  state: string,
  operation: string,
  correlationId: string | undefined,
  task: LexiTask | undefined,
): StartEndedError | undefined {
  const trace = correlationId === undefined ? "" : ` (correlation id ${correlationId})`;
  const named = task ? `task ${task.id}` : "its task";
  const details = { operation, correlationId, state, task };
  if (state === "dismissed") {
    const message = `${operation}: ${named} was dismissed, so the campaign is not launched. Nothing is being sent. Find out why before starting it again.${trace}`;
    return new CampaignDismissedError(message, { ...details, code: "campaign_dismissed" });
  }
  if (state === "failed") {
    const message = `${operation}: ${named} was approved and failed, so the campaign is not launched. Look at it in the dashboard.${trace}`;
    return new CampaignStartFailedError(message, { ...details, code: "campaign_start_failed" });
  }
  return undefined;
}

/** Neither the campaign nor any list shows anything of the start. */
export function vanished(
  operation: string,
  correlationId: string | undefined,
  taskId: string | undefined,
): TaskVanishedError {
  const trace = correlationId === undefined ? "" : ` (correlation id ${correlationId})`;
  const what =
    taskId === undefined
      ? "the campaign is not running and no task is there to start it: it was never started, or its task has vanished"
      : `task ${taskId} is in none of the lists, and the campaign is not running`;
  const message = `${operation}: ${what}. Look at the campaign in the dashboard before starting it again.${trace}`;
  const details = { operation, correlationId, state: "vanished", task: undefined, outcome: "unknown" } as const;
  return new TaskVanishedError(message, { ...details, code: "task_vanished", next: "check_outcome" });
}
