import { ok } from "../handlers.ts";
import type { Handlers } from "./handlers.ts";
import { invalid, missing } from "./refusal.ts";
import { approve, dismiss, type Task, taskView } from "./task.ts";
import type { World } from "./world.ts";

export const tasks: Handlers = {
  /** No paging and no order is documented: newest first, and cut off where the options say so. */
  listLexiTasks({ query }, world, { hidden }) {
    const { status = "pending" } = query ?? {};
    const newestFirst = [...world.tasks.values()].reverse().filter((task) => task.status === status);
    return ok({ tasks: hidden ? [] : newestFirst.slice(0, world.tasksListed).map(taskView) });
  },

  approveLexiTask({ path }, world, shaping) {
    const task = pendingTask(world, path.id);
    approve(world, task, shaping.task);
    return ok({ task_id: task.id, status: "approved", execution_started: true });
  },

  dismissLexiTask({ path, body }, world) {
    const task = pendingTask(world, path.id);
    dismiss(world, task, body?.reason);
    return ok({ task_id: task.id, status: "dismissed" });
  },
};

/** @throws Refusal 404, or 400 where somebody has answered before */
function pendingTask(world: World, id: string): Task {
  const task = world.tasks.get(id);
  if (!task) throw missing(world.chance, "not_found", "task");
  if (task.status !== "pending") throw invalid(world.chance, "task_answered", { what: task.status });
  return task;
}
