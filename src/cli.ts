import { parseArgs } from "node:util";
import { createSandbox, type Listening, type Sandbox, type SandboxRequest } from "./sandbox/index.ts";

const HELP = `puffle-sdk sandbox: a Puffle service in memory, to run campaigns against without writing to anybody.

  puffle-sdk sandbox [--port 4010] [--speed 60] [--seed 1]

  --port   where to listen on 127.0.0.1; 0 for any free port
  --speed  virtual time for each unit of real time: 1 is real time, 60 a minute in a second
  --seed   what chance is drawn from; the same seed and the same campaign end the same way
  --help   this text
`;

/** What the command line asks for. */
interface Arguments {
  readonly port: number;
  readonly speed: number;
  readonly seed: number;
}

/** @returns the arguments, `"help"`, or what is wrong with them in one sentence */
function readArguments(words: string[]): Arguments | "help" | { readonly problem: string } {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        port: { type: "string", default: "4010" },
        speed: { type: "string", default: "60" },
        seed: { type: "string", default: "1" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return "help";
    const [command, ...more] = positionals;
    if (command !== "sandbox" || more.length > 0)
      return { problem: `"${positionals.join(" ")}" is no command; the only one is "sandbox"` };
    const port = Number(values.port);
    const speed = Number(values.speed);
    const seed = Number(values.seed);
    if (!/^\d+$/.test(values.port) || port > 65_535)
      return { problem: `--port must be a number from 0 to 65535, got "${values.port}"` };
    if (values.speed.trim() === "" || !(speed > 0 && Number.isFinite(speed)))
      return { problem: `--speed must be a number above 0, got "${values.speed}"` };
    if (!/^-?\d+$/.test(values.seed) || !Number.isSafeInteger(seed))
      return { problem: `--seed must be a whole number, got "${values.seed}"` };
    return { port, speed, seed };
  } catch (problem) {
    // The first sentence says what is wrong; the rest is parseArgs' advice for its own syntax.
    return { problem: message(problem).split(". ")[0] ?? "" };
  }
}

async function main(words: string[]): Promise<void> {
  const given = words.length === 0 ? "help" : readArguments(words);
  if (given === "help") return print(HELP);
  if ("problem" in given) return fail(given.problem);
  const { port, speed, seed } = given;
  const sandbox = createSandbox({ speed, seed, onRequest: (request) => print(`${line(request)}\n`) });
  try {
    const listening = await sandbox.listen(port);
    print(greeting(sandbox, listening, given));
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => {
        listening.close().catch((problem: unknown) => fail(message(problem)));
      });
  } catch (problem) {
    fail(message(problem));
  }
}

function greeting({ apiKey }: Sandbox, { url }: Listening, { speed, seed }: Arguments): string {
  return `The sandbox listens on ${url} (speed ${speed}, seed ${seed}). Ctrl-C ends it.
Any key is accepted, this one for example: ${apiKey}

  export PUFFLE_API_BASE_URL=${url}
  export PUFFLE_API_KEY=${apiKey}

`;
}

/** Method, path template and status; never the key, never anybody's data. */
function line({ method, path, operation, status, fault }: SandboxRequest): string {
  const where = operation === undefined ? "(no such operation)" : path;
  return `${method.padEnd(6)} ${where} ${status ?? "-"}${fault === undefined ? "" : ` (${fault})`}`;
}

function print(text: string): void {
  process.stdout.write(text);
}

function fail(problem: string): void {
  process.stderr.write(`puffle-sdk: ${problem.replace(/\.$/, "")}. Try puffle-sdk --help.\n`);
  process.exitCode = 1;
}

function message(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}

main(process.argv.slice(2)).catch((problem: unknown) => fail(message(problem)));
