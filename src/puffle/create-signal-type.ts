import type { Answer, Lost } from "../core/attempts.ts";
import type { ApiResponse } from "../core/call.ts";
import { checkCallOptions, optionChecks } from "../core/call-options.ts";
import type { CreateOptions } from "../core/create-once.ts";
import { BadRequestError, DuplicateNameError, OutcomeUnknownError, type PuffleError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { isEqual, unproved } from "../core/own-work.ts";
import { settlingRead, untilSettled } from "../core/settling-read.ts";
import type { Budget } from "../core/waits.ts";
import { SignalTypeLimitError } from "./errors.ts";
import { checkLabel } from "./signal-input.ts";
import type { NewSignalType, PuffleEngine, SignalType } from "./types.ts";

const OPERATION = "createSignalType";

/** Built-in and own types together (P73). */
const MOST_TYPES = 20;

/**
 * Creates a type once. Types carry no time, so what is there is read before: a type of this label that was not there then
 * has been made since (P17).
 */
export async function createSignalType(
  engine: PuffleEngine,
  body: NewSignalType,
  options: CreateOptions = {},
): Promise<ApiResponse<SignalType>> {
  checkCallOptions(options, OPERATION, { ifExists: optionChecks.ifExists });
  checkLabel(body);
  const { ifExists, ...call } = options;
  const budget = engine.budget(call);
  const before = await readTypes(engine, call, budget);
  const known = new Set(before.types.map(({ id }) => id));
  let proved: SignalType | undefined;
  const reconcile = async (lost: Lost) => {
    proved = await untilSettled(engine, lost, () => findOwn(engine, body, known, settlingRead(call), lost));
    return proved;
  };
  try {
    const answer = await engine.answer(OPERATION, { body }, call, { budget, reconcile });
    if (proved) return response(answer, proved);
    await engine.member(OPERATION, answer, "type");
    return response(answer, answer.data.type);
  } catch (error) {
    const isThere = error instanceof OutcomeUnknownError && error.candidates.length > 0;
    if (ifExists === "return" && (error instanceof DuplicateNameError || isThere))
      return existing(engine, body, call, budget, error);
    throw before.types.length >= MOST_TYPES ? asLimit(error) : error;
  }
}

async function readTypes(
  engine: PuffleEngine,
  options: CallOptions,
  budget: Budget,
  settles = false,
): Promise<{ readonly types: readonly SignalType[]; readonly answer: Answer }> {
  const answer = await engine.answer("listSignalTypes", {}, options, { budget, settles });
  await engine.items("listSignalTypes", answer, "types");
  return { types: answer.data.types, answer };
}

/**
 * What the lost attempts made: the type of this label, which was not there before, is what was sent, and was not met by
 * this client.
 * @throws OutcomeUnknownError naming it, where that can't be proved
 */
async function findOwn(
  engine: PuffleEngine,
  body: NewSignalType,
  known: ReadonlySet<string>,
  options: CallOptions,
  lost: Lost,
): Promise<SignalType | undefined> {
  const { types } = await readTypes(engine, options, lost.budget, true);
  // What was there before is why another attempt will be refused.
  const [found] = types.filter(({ id, label }) => label === body.label && !known.has(id));
  if (!found) return undefined;
  if (engine.knows(found.id, lost.since) || !isAsSent(found, body))
    throw unproved(OPERATION, "signal type of this label", [found]);
  engine.meet(found.id, true);
  return found;
}

/** Equal in everything that was sent; of the sources, those that were named. */
function isAsSent(found: SignalType, { sourceOverrides, ...members }: NewSignalType): boolean {
  const same = Object.entries(members).every(
    ([name, value]) => value === undefined || isEqual(Reflect.get(found, name), value),
  );
  const sources = new Map((found.sourceOverrides ?? []).map((one) => [one.sourceId, one]));
  return (
    same &&
    found.builtIn !== true &&
    (sourceOverrides ?? []).every((sent) =>
      Object.entries(sent).every(([name, value]) =>
        isEqual(Reflect.get(sources.get(sent.sourceId) ?? {}, name), value),
      ),
    )
  );
}

/** P11: the type that has the label already; throws `otherwise` where there is none to give back. */
async function existing(
  engine: PuffleEngine,
  { label }: NewSignalType,
  options: CallOptions,
  budget: Budget,
  otherwise: PuffleError,
): Promise<ApiResponse<SignalType>> {
  // What the read says is no news of the create.
  const read = await readTypes(engine, options, budget).catch(() => Promise.reject(otherwise));
  const found = read.types.find((type) => type.label === label);
  // Structured types are built in: none of them is what was asked for.
  if (!found || found.kind === "structured") throw otherwise;
  return response(read.answer, found);
}

/** A refusal while there are as many as there may be, in whichever words. */
function asLimit(error: unknown): unknown {
  if (!(error instanceof BadRequestError) || error instanceof SignalTypeLimitError) return error;
  const { message, body, requestBody, cause } = error;
  return new SignalTypeLimitError(`${message} There are ${MOST_TYPES} signal types already: delete one first.`, {
    ...error,
    body,
    requestBody,
    cause,
  });
}

/** What callers are shown of an answer: the key that it was got with is not among it (P02). */
function response({ status, headers, correlationId, attempts }: Answer, data: SignalType): ApiResponse<SignalType> {
  return { data, status, headers, correlationId, attempts };
}
