import type { Answer } from "../core/attempts.ts";
import type { CallDetails } from "../core/engine.ts";
import type { CallOptions } from "../core/options.ts";
import type { LeadLexEngine, LexiTask, LexiTaskStatus } from "./types.ts";

/** Which task is looked for: the one with an id, or the newest that is to start a campaign. */
export type WhichTask = { readonly taskId: string } | { readonly campaignId: string };

/**
 * In the order in which a task goes through them: one that moves on while it is looked for is met further on. What can
 * follow `pending` without a person's approval comes last.
 */
export const STATUSES: readonly LexiTaskStatus[] = ["pending", "approved", "completed", "failed", "dismissed"];

/** Tasks as they were read. */
export interface ReadTasks {
  readonly tasks: readonly LexiTask[];
  readonly answer: Answer;
}

/** One request: the tasks of one status, as far as they are listed. */
export async function readTasks(
  engine: LeadLexEngine,
  status: LexiTaskStatus,
  options: CallOptions | undefined,
  details: CallDetails,
): Promise<ReadTasks> {
  const answer = await engine.answer("listLexiTasks", { query: { status } }, options, details);
  await engine.items("listLexiTasks", answer, "tasks");
  // A status that the service doesn't go by would have a task counted as what it is not.
  return { tasks: answer.data.tasks.filter((task) => task.status === status), answer };
}

/** Looks through the statuses for a task (L04): there is no read of a single one. */
export async function findTask(
  engine: LeadLexEngine,
  which: WhichTask,
  options: CallOptions | undefined,
  details: CallDetails,
  statuses = STATUSES,
): Promise<LexiTask | undefined> {
  for (const status of statuses) {
    const found = pick((await readTasks(engine, status, options, details)).tasks, which);
    if (found) return found;
  }
  return undefined;
}

/** The task among those of one status. */
export function pick(tasks: readonly LexiTask[], which: WhichTask): LexiTask | undefined {
  if ("taskId" in which) return tasks.find(({ id }) => id === which.taskId);
  // A campaign may have been started and dismissed before.
  return tasks.filter((task) => startsCampaign(task, which.campaignId)).reduce<LexiTask | undefined>(newer, undefined);
}

function startsCampaign({ type, metadata }: LexiTask, campaignId: string): boolean {
  return type === "campaign_start" && metadata?.campaign_id === campaignId;
}

function newer(one: LexiTask | undefined, other: LexiTask): LexiTask {
  return one && !(madeAt(other) > madeAt(one)) ? one : other;
}

function madeAt({ created_at }: LexiTask): number {
  return Date.parse(created_at ?? "") || 0;
}
