import type { Rejection } from "./batches.ts";
import { InputError, type Problem } from "./errors.ts";
import { hash, written } from "./hash.ts";
import { isRecord } from "./record.ts";

/**
 * How far a run over a source has come: what it takes to go on after a crash without sending a finished request's worth of
 * inputs again. Written as JSON; it holds counts and hashes, nobody's data.
 */
export interface BatchCheckpoint {
  readonly v: 1;
  readonly operation: string;
  /** What it is sent to, such as the campaign's id. */
  readonly target: string;
  /** How many inputs one request takes: it decides where the source is split. */
  readonly max: number;
  /** How many requests' worth of inputs are finished without a gap, and how many inputs were taken until then. */
  readonly chunks: number;
  readonly offset: number;
  /** Of all that was sent until then. */
  readonly hash: string;
  /** What is finished beyond a gap. */
  readonly ahead: readonly { readonly chunk: number; readonly offset: number; readonly hash: string }[];
  readonly done: number;
  readonly duplicates: number;
  readonly failed: number;
  /** What the service's counts left out. */
  readonly unknown: number;
  /** What the service refused. */
  readonly rejected: readonly Rejection[];
  /** Tells a checkpoint that was cut off or edited. */
  readonly check: string;
}

export type CheckpointFacts = Omit<BatchCheckpoint, "v" | "check">;

export function makeCheckpoint(facts: CheckpointFacts): BatchCheckpoint {
  const checkpoint = { v: 1 as const, ...facts };
  return { ...checkpoint, check: checkOf(checkpoint) };
}

/** Where a run begins: the same source, the same target, cut into pieces of the same size. */
export interface RunOf extends Pick<BatchCheckpoint, "operation" | "target" | "max"> {
  /** What to do about a checkpoint that can't be used, where beginning anew does harm. */
  readonly anew?: string | undefined;
}

/**
 * Reads what a caller kept: the object, or its JSON.
 * @throws InputError saying what is wrong with it; nothing was sent
 */
export function readCheckpoint(given: unknown, run: RunOf): BatchCheckpoint {
  const refuse = (problem: string) => checkpointError(run, problem);
  let checkpoint = given;
  if (typeof given === "string") {
    try {
      checkpoint = JSON.parse(given);
    } catch {
      throw refuse("is not JSON, perhaps cut off");
    }
  }
  if (!isRecord(checkpoint)) throw refuse("is not an object or its JSON");
  if (checkpoint["v"] !== 1) throw refuse("is of another version than 1");
  if (!isWhole(checkpoint)) throw refuse("was changed or cut off");
  for (const name of ["operation", "target", "max"] as const)
    if (checkpoint[name] !== run[name]) throw refuse(`is of another run: its ${name} differs`);
  return checkpoint;
}

/** What is sent twice does no harm, nearly everywhere. */
const ANEW = "Leave it out to begin anew: what the service has by now counts as duplicates, or is set again";

export function checkpointError({ operation, anew = ANEW }: RunOf, problem: string): InputError {
  const problems: Problem[] = [{ field: "checkpoint", problem: `${problem}. ${anew}` }];
  return new InputError(problems, operation);
}

/** Its own check says that it is as it was made. */
function isWhole(value: object): value is BatchCheckpoint {
  const { check, ...facts } = Object.assign({ check: undefined }, value);
  return check === checkOf(facts);
}

function checkOf(facts: object): string {
  return written(hash(JSON.stringify(sorted(facts))));
}

/** The same whatever the order of its members, which a store may change. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]));
}
