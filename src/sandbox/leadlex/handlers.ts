import type { HandlersOf } from "../handlers.ts";
import type { Operations } from "./wire.ts";
import type { World } from "./world.ts";

/** What the service does at one request besides answering it as documented; asked for by a fault. */
export interface Shaping {
  /** How the approved task goes on: it fails, or never comes to an end. */
  readonly task?: "fails" | "stuck";
  /** No task is listed in this answer. */
  readonly hidden?: true;
}

/** How operations are played: synchronously, all checks before the first change; answers are without their envelopes. */
export type Handlers = HandlersOf<Operations, World, Shaping>;
