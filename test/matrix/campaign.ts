import { isDeepStrictEqual } from "node:util";
import type { Context } from "./matrix.ts";
import { Failure } from "./run.ts";
import type { Addresses } from "./services.ts";

/** What the journey must come to, wherever it is run… */
const JOURNEY = {
  campaignsBefore: 0,
  attempts: 2,
  imported: 2,
  rejected: 1,
  status: "active",
  leadlexStatus: "active",
  approval: "given_here",
  errors: [true, true],
  webhook: true,
};

/** …and whom it must reach. */
const REACHED = { puffle: { recipients: 2, twice: 0 }, leadlex: { recipients: 1, twice: 0 } };

/**
 * Runs the journey against services of its own on sockets, and looks at what it says and at what reached people.
 * @param go runs it, with where the services are, and returns what it printed
 * @throws Failure
 */
export async function launches(
  { services }: Context,
  id: string,
  go: (addresses: Addresses) => Promise<string>,
): Promise<void> {
  const addresses = await services.open(id);
  let printed: string;
  try {
    printed = await go(addresses);
  } catch (problem) {
    await services.close(id);
    throw problem;
  }
  const reached = await services.close(id);
  mustBe(printed, JOURNEY);
  if (!isDeepStrictEqual(reached, REACHED))
    throw new Failure("other people were written to than should be", differences(reached, REACHED));
}

const IN_PROCESS = { ended: "completed", recipients: ["ada@example.com"], writtenTwice: 0, known: true };

/** Looks at what the program with the sandbox inside its process has printed. @throws Failure */
export function launchedInside(printed: string): void {
  mustBe(printed, IN_PROCESS);
}

function mustBe(printed: string, wanted: object): void {
  const outcome = parse(printed);
  if (!isDeepStrictEqual(outcome, wanted))
    throw new Failure("the campaign came to something else", differences(outcome, wanted) || printed);
}

function parse(printed: string): unknown {
  try {
    return JSON.parse(printed.trim().split("\n").at(-1) ?? "");
  } catch {
    throw new Failure("the program printed no outcome", printed);
  }
}

function differences(found: unknown, wanted: object): string {
  const lines = Object.entries(wanted).flatMap(([name, value]) => {
    const got: unknown = Object(found)[name];
    return isDeepStrictEqual(got, value) ? [] : [`${name}: ${JSON.stringify(got)}, not ${JSON.stringify(value)}`];
  });
  return lines.join("\n");
}
