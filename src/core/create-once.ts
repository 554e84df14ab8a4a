import type { Answer, Lost } from "./attempts.ts";
import type { ApiResponse } from "./call.ts";
import { checkCallOptions, optionChecks } from "./call-options.ts";
import type { CallDetails, Engine } from "./engine.ts";
import { ConflictError, OutcomeUnknownError } from "./errors.ts";
import type { CallOptions } from "./options.ts";
import { ownWork } from "./own-work.ts";
import { settlingRead, untilSettled } from "./settling-read.ts";

export interface CreateOptions extends CallOptions {
  /** What to do when the name is taken: throw `DuplicateNameError` (default), or return what has it. */
  readonly ifExists?: "error" | "return" | undefined;
}

/** Something that can be created only once under its name. */
interface Named {
  readonly id: string;
  readonly created_at?: string;
}

/** All that there is of a kind. */
export interface Listed<T> {
  readonly answer: Answer;
  readonly all: readonly T[];
  /** How many requests that took; default 1. */
  readonly requests?: number;
}

/** How such a thing is created, and how it is found. */
export interface Creation<T extends Named> {
  readonly operation: string;
  /** What it is: "inbox of this address". */
  readonly noun: string;
  create(options: CallOptions, details: CallDetails): Promise<{ readonly answer: Answer; readonly made: T }>;
  list(options: CallOptions, details: CallDetails): Promise<Listed<T>>;
  hasName(one: T): boolean;
  /** Equal in everything else that was sent, and untouched since. */
  isAsSent(one: T): boolean;
}

/** Creates it once; a lost answer is settled by reading the list (P17), and so is a name that is taken, if asked for (P11). */
export async function createOnce<T extends Named>(
  engine: Pick<Engine<unknown>, "budget" | "config" | "knows" | "meet" | "wait">,
  creation: Creation<T>,
  options: CreateOptions = {},
): Promise<ApiResponse<T>> {
  const { operation, noun } = creation;
  checkCallOptions(options, operation, { ifExists: optionChecks.ifExists });
  const { ifExists, ...call } = options;
  const budget = engine.budget(call);
  let lost: Lost | undefined;
  let proved: T | undefined;
  let isDear = false;
  const look = async (since: Lost) => {
    const { answer, all, requests = 1 } = await creation.list(settlingRead(call), { budget, settles: true });
    isDear = requests > 1;
    proved = ownWork(engine, {
      operation,
      noun,
      all: all.filter((one) => creation.hasName(one)),
      answer,
      lost: since,
      createdAt: (one) => one.created_at,
      isAsSent: (one) => creation.isAsSent(one),
    });
    return proved && response(answer, proved);
  };
  const reconcile = async (since: Lost) => {
    lost = since;
    await untilSettled(
      engine,
      since,
      () => look(since),
      () => isDear,
    );
    return proved;
  };
  try {
    const { answer, made } = await creation.create(call, { budget, reconcile });
    return response(answer, proved ?? made);
  } catch (error) {
    // The lost attempt may have come through only when nobody looked any more.
    const own = lost && error instanceof ConflictError ? await look(lost).catch(() => undefined) : undefined;
    if (own) return own;
    const isThere =
      error instanceof ConflictError || (error instanceof OutcomeUnknownError && error.candidates.length > 0);
    if (ifExists !== "return" || !isThere) throw error;
    // Whoever made it: any of that name will do. What the read says is no news of the create.
    const { answer, all } = await creation.list(call, { budget }).catch(() => Promise.reject(error));
    const found = all.find((one) => creation.hasName(one));
    if (!found) throw error;
    return response(answer, found);
  }
}

/** What callers are shown of an answer: the key that it was got with is not among it (P02). */
function response<T>({ status, headers, correlationId, attempts }: Answer, data: T): ApiResponse<T> {
  return { data, status, headers, correlationId, attempts };
}
