import { type Arguments, HELP, readArguments } from "./cli-arguments.ts";
import { createSandbox, type Listening, type Sandbox, type SandboxRequest } from "./sandbox/index.ts";

async function main(words: string[]): Promise<void> {
  // Who reads the log may stop reading (`| head`); who calls the sandbox is answered all the same.
  process.stdout.on("error", (problem: NodeJS.ErrnoException) => {
    if (problem.code !== "EPIPE") throw problem;
  });
  const given = words.length === 0 ? "help" : readArguments(words);
  if (given === "help") return print(HELP);
  if ("problem" in given) return fail(given.problem);
  const { port, speed, seed } = given;
  const sandbox = createSandbox({ speed, seed, onRequest: (request) => print(`${line(request)}\n`) });
  try {
    const listening = await sandbox.listen(port);
    // Before it is said that anything listens: who reads that may end it at once.
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => {
        listening.close().catch((problem: unknown) => fail(message(problem)));
      });
    print(greeting(sandbox, listening, given));
  } catch (problem) {
    fail(message(problem).replace(/^sandbox\.listen: /, ""));
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
