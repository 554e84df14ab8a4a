import type { Pace } from "./quota.ts";
import type { LexiTaskStatus } from "./types.ts";

/** Where a look is: at the campaign (`first` before anything is known), or at the tasks of one status. */
export type Place = "first" | "campaign" | LexiTaskStatus;

/** What a look leaves for the next one. */
export interface Memo {
  readonly place: Place;
  /** How often all lists have been looked through in vain. */
  readonly misses: number;
  /** How often the approved task has been seen at work. */
  readonly waits: number;
  /** How the looks are spread over the plan's window. */
  readonly pace?: Pace | undefined;
  readonly taskId: string | undefined;
}

/** Where to look when it was not there: what has been approved may be launched already. */
export const NEXT: Readonly<Record<Place, Place>> = {
  first: "pending",
  pending: "campaign",
  campaign: "approved",
  approved: "completed",
  completed: "dismissed",
  dismissed: "failed",
  failed: "pending",
};

/** Small, and without anybody's data: it goes into tokens. */
export function note({ place, misses, waits, pace, taskId = "" }: Memo): string {
  return [place, misses, waits, pace?.apart ?? 0, pace?.until ?? 0, taskId].join(" ");
}

/** Where to look first when the start has said what is to be approved. */
export function firstNote(taskId: string): string {
  return note({ place: "pending", misses: 0, waits: 0, taskId });
}

/** What is no note is looked at from the beginning. */
export function parse(memo: string | undefined): Memo {
  const [place = "", misses, waits, apart, until, ...taskId] = (memo ?? "").split(" ");
  const id = taskId.join(" ");
  return {
    place: isPlace(place) ? place : "first",
    misses: count(misses),
    waits: count(waits),
    pace: { apart: count(apart), until: count(until) },
    taskId: id === "" ? undefined : id,
  };
}

function count(text = ""): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

function isPlace(text: string): text is Place {
  return Object.hasOwn(NEXT, text);
}
