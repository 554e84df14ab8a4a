import { activate } from "./activation.ts";
import type { Campaign } from "./campaign.ts";
import type { Shaping } from "./handlers.ts";
import type { Schemas, TaskStatus } from "./wire.ts";
import type { World } from "./world.ts";

/** A task of Lexi's as the service keeps it. */
export interface Task {
  readonly id: string;
  readonly type: "prospect_search" | "campaign_start";
  readonly description: string;
  readonly created_at: string;
  readonly metadata: Schemas["LexiTaskMetadata"];
  status: TaskStatus;
  /** Why it was dismissed. */
  reason: string | null;
}

/** How long a task takes once it is approved, in ms: not documented. */
const EXECUTION = { min: 2_000, max: 8_000 } as const;

export function addTask(world: World, task: Pick<Task, "type" | "description" | "metadata">): Task {
  const made: Task = {
    ...task,
    id: world.newId("task"),
    created_at: world.timestamp,
    status: "pending",
    reason: null,
  };
  world.tasks.set(made.id, made);
  return made;
}

export function taskView({ id, type, status, description, created_at, metadata }: Task): Schemas["LexiTask"] {
  return { id, type, status, description, created_at, metadata: { ...metadata } };
}

/** Somebody says yes: it is carried out in the background. */
export function approve(world: World, task: Task, how?: Shaping["task"]): void {
  task.status = "approved";
  world.emit("task.approved", { task: taskView(task) });
  if (how === "stuck") return;
  const after = world.chance.between(EXECUTION.min, EXECUTION.max, "execution", task.id);
  world.scheduleEvent(world.now + after, () => {
    task.status = how !== "fails" && carryOut(world, task) ? "completed" : "failed";
    if (task.status === "failed") release(world, task);
  });
}

/** Somebody says no, for good. What the campaign is then is not documented: a draft again. */
export function dismiss(world: World, task: Task, reason: string | undefined): void {
  task.status = "dismissed";
  task.reason = reason ?? null;
  release(world, task);
  world.emit("task.dismissed", { task: taskView(task) });
}

/** @returns false where it can't be done any more */
function carryOut(world: World, task: Task): boolean {
  if (task.type === "prospect_search") return true;
  const campaign = campaignOf(world, task);
  if (campaign?.status !== "draft" || campaign.enrolments.size === 0) return false;
  activate(world, campaign);
  // What Lexi does by itself is said to fire no events, and a start to fire one: either may hold here.
  if (world.chance.of("started by Lexi") < 0.5)
    world.emit("campaign.started", { campaign: { id: campaign.id, status: "active" } });
  return true;
}

function release(world: World, task: Task): void {
  const campaign = campaignOf(world, task);
  if (campaign?.startTaskId === task.id) campaign.startTaskId = undefined;
}

function campaignOf(world: World, { metadata }: Task): Campaign | undefined {
  return metadata.campaign_id === undefined ? undefined : world.campaigns.get(metadata.campaign_id);
}
