import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { transform } from "esbuild";
import type { Context } from "./matrix.ts";
import { program } from "./paths.ts";
import { Failure } from "./run.ts";
import type { Addresses } from "./services.ts";

/** What the journey must come to, wherever it is run. */
const EXPECTED = {
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

const REACHED = { puffle: { recipients: 2, twice: 0 }, leadlex: { recipients: 1, twice: 0 } };

export const PRINTED = "\nvoid journey().then((outcome) => console.log(JSON.stringify(outcome)));\n";

/** The journey's program, which prints what came of it, in TypeScript. */
export async function journeyText(end = PRINTED): Promise<string> {
  return `${await readFile(program("journey.ts"), "utf8")}${end}`;
}

/** TypeScript as JavaScript of either format. */
export async function javascript(text: string, format: "esm" | "cjs"): Promise<string> {
  return (await transform(text, { loader: "ts", format, target: "es2022" })).code;
}

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
  const outcome = parse(printed);
  if (!isDeepStrictEqual(outcome, EXPECTED))
    throw new Failure("the journey came to something else", differences(outcome, EXPECTED) || printed);
  if (!isDeepStrictEqual(reached, REACHED))
    throw new Failure("other people were written to than should be", differences(reached, REACHED));
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
