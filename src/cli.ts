import { type Arguments, HELP, readArguments } from "./cli-arguments.ts";
import {
  createLeadLexSandbox,
  createSandbox,
  type LeadLexRequest,
  type LeadLexSandbox,
  type Listening,
  type Sandbox,
  type SandboxRequest,
} from "./sandbox/index.ts";

async function main(words: string[]): Promise<void> {
  // Who reads the log may stop reading (`| head`); who calls the sandbox is answered all the same.
  process.stdout.on("error", (problem: NodeJS.ErrnoException) => {
    if (problem.code !== "EPIPE") throw problem;
  });
  const given = words.length === 0 ? "help" : readArguments(words);
  if (given === "help") return print(HELP);
  if ("problem" in given) return fail(given.problem);
  const sandbox = sandboxOf(given);
  try {
    const listening = await sandbox.listen(given.port);
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

function sandboxOf({ service, plan, speed, seed }: Arguments): Sandbox | LeadLexSandbox {
  const onRequest = (request: SandboxRequest | LeadLexRequest) => print(`${line(request)}\n`);
  return service === "leadlex"
    ? createLeadLexSandbox({ speed, seed, onRequest, ...(plan && { plan }) })
    : createSandbox({ speed, seed, onRequest });
}

function greeting(
  { service, apiKey }: Sandbox | LeadLexSandbox,
  { url, options }: Listening,
  { speed, seed }: Arguments,
): string {
  const accepted = service === "leadlex" ? "Any key that begins with wbk_" : "Any key";
  return `The sandbox listens on ${url} (speed ${speed}, seed ${seed}). Ctrl-C ends it.
${accepted} is accepted, this one for example: ${apiKey}

  export ${service.toUpperCase()}_API_BASE_URL=${options.baseURL}
  export ${service.toUpperCase()}_API_KEY=${apiKey}

`;
}

/** Method, path template and status; never the key, never anybody's data. */
function line({ method, path, operation, status, fault }: SandboxRequest | LeadLexRequest): string {
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
