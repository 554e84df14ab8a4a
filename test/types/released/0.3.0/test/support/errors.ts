/** What a promise rejects with; a promise that resolves fails the test. */
export async function caught(promise: PromiseLike<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`expected a rejection, got ${JSON.stringify(value)}`);
}

/** Like `caught`, and it must be of this class. */
export async function caughtAs<Kind>(
  kind: { new (...args: never[]): Kind; readonly name: string },
  promise: PromiseLike<unknown>,
): Promise<Kind> {
  const error = await caught(promise);
  if (error instanceof kind) return error;
  throw new Error(`expected a ${kind.name}, got ${describe(error)}`, { cause: error });
}

/** What a function throws. */
export function thrown(act: () => unknown): unknown {
  let value: unknown;
  try {
    value = act();
  } catch (error) {
    return error;
  }
  throw new Error(`expected it to throw, got ${JSON.stringify(value)}`);
}

/** Like `thrown`, and it must be of this class. */
export function thrownAs<Kind>(
  kind: { new (...args: never[]): Kind; readonly name: string },
  act: () => unknown,
): Kind {
  const error = thrown(act);
  if (error instanceof kind) return error;
  throw new Error(`expected a ${kind.name}, got ${describe(error)}`, { cause: error });
}

/**
 * What was rejected without anybody listening, while `act` ran. In a program each of these ends the process.
 */
export async function unhandledDuring(act: () => Promise<unknown>): Promise<unknown[]> {
  const reasons: unknown[] = [];
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  const note = (reason: unknown) => reasons.push(reason);
  process.on("unhandledRejection", note);
  try {
    await act();
    // They are told after the microtasks of a turn.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off("unhandledRejection", note);
    for (const listener of others) process.on("unhandledRejection", listener);
  }
  return reasons;
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
