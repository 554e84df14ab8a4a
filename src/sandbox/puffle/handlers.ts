import type { HandlersOf } from "../handlers.ts";
import type { Operations } from "./wire.ts";
import type { World } from "./world.ts";

/** What the service does at one request besides answering it as documented; asked for by a fault. */
export interface Shaping {
  /** How the background task of this launch goes on. */
  readonly background?: "stuck" | "rolls_back" | "slow";
  /** How the work that this request starts goes on: it fails half-way, or never comes to an end. */
  readonly task?: "fails" | "stuck";
  /** The inbox is made, but its warm-up does not start. */
  readonly warmup?: "not_started";
  /** The sequence can't be read back after this change. */
  readonly readBack?: "fails";
  /** Only the first half of the list is imported. */
  readonly partial?: true;
  /** Another call is writing these drafts, of all signals asked for, and takes 5 s. */
  readonly inFlight?: "dm" | "comment" | "both";
  /** The message is sent, then it can't be saved: a 500 says so. */
  readonly saving?: "fails";
}

/** How operations are played: synchronously, all checks before the first change. */
export type Handlers = HandlersOf<Operations, World, Shaping>;
