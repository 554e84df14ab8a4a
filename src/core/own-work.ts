import type { Answer, Lost } from "./attempts.ts";
import type { Engine } from "./engine.ts";
import { OutcomeUnknownError } from "./errors.ts";
import { httpDate } from "./retry-after.ts";

/** What a read found that lost attempts may have left. */
export interface Traces<T> {
  /** The operation whose answer was lost. */
  readonly operation: string;
  /** What is looked for: "list of this name". */
  readonly noun: string;
  /** All that there is of the kind, whoever made it. */
  readonly all: readonly T[];
  /** The read's answer: its `Date` is the service's clock. */
  readonly answer: Answer;
  readonly lost: Lost;
  /** By the service's clock, as the wire has it. */
  createdAt(one: T): string | null | undefined;
  /** Whether it is equal in everything that was sent, and untouched since. */
  isAsSent(one: T): boolean;
}

/**
 * What the lost attempts made, if they made it, of things that may be there several times: created since the first of them
 * by the service's own clock, what was sent, not met before by this client, and the only one (P17).
 * @returns undefined where nothing can have been made since
 * @throws OutcomeUnknownError naming what may be this call's, where that can't be proved
 */
export function ownWork<T extends { readonly id: string }>(
  engine: Pick<Engine<unknown>, "config" | "knows" | "meet">,
  traces: Traces<T>,
): T | undefined {
  const { operation, noun, all, answer, lost } = traces;
  const since = firstAttemptAt(answer, lost, engine.config.clock.now());
  // NaN, which is neither before nor after anything, where the service does not say.
  const createdAt = (one: T) => Date.parse(traces.createdAt(one) ?? "");
  const possible = all.filter(
    (one) => !engine.knows(one.id, lost.since) && !(since && createdAt(one) < since.earliest),
  );
  const [only, ...more] = possible;
  if (!only) return undefined;
  const isFresh = since !== undefined && createdAt(only) >= since.latest;
  if (more.length > 0 || !isFresh || !traces.isAsSent(only)) throw unproved(operation, noun, possible);
  // Met at once: of two calls that look at the same time, one takes it.
  engine.meet(only.id, true);
  return only;
}

/** There is something that may be this call's own, and may be somebody else's. */
export function unproved(
  operation: string,
  noun: string,
  possible: readonly { readonly id: string }[],
): OutcomeUnknownError {
  const candidates = possible.map(({ id }) => id);
  const found = `there is a ${noun} (id ${candidates.join(", ")}), and it can't be told whether it is whole and this call's own.`;
  const none = `it can't be told whether this call has left, or may yet leave, a ${noun}.`;
  const message = `${operation}: ${candidates.length > 0 ? found : none}`;
  return new OutcomeUnknownError(message, { code: "outcome_unknown", operation, candidates });
}

/**
 * When the first attempt was sent, by the service's clock. Its `Date` is cut to the second, so both may be early by as much:
 * what this client has met before is then told apart by its id.
 */
export function firstAttemptAt(
  { headers, attempts }: Answer,
  lost: Pick<Lost, "firstAttemptAt">,
  now: number,
): { readonly earliest: number; readonly latest: number } | undefined {
  const date = httpDate(headers.get("date") ?? "");
  if (date === undefined) return undefined;
  // The answer was made at some time while the request was under way.
  const underWay = attempts.at(-1)?.durationMs ?? 0;
  const earliest = date - (now - lost.firstAttemptAt);
  // Times are whole milliseconds here and there.
  return { earliest, latest: earliest + underWay - 1 };
}

/** Whether two JSON values are the same, whatever the order of their members. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => isEqual(Reflect.get(a, name), Reflect.get(b, name)));
}
