/** `npm run test:matrix`: the package as strangers get it, in projects of every kind. `--help` says more. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Cleanup } from "./cleanup.ts";
import { ensureBuilt } from "./dist.ts";
import type { Context, Outcome, Project } from "./matrix.ts";
import { writePage } from "./page.ts";
import { makeProject } from "./project.ts";
import { all } from "./projects/all.ts";
import { publish } from "./registry.ts";
import { failures, summary } from "./report.ts";
import { Failure, NotRun, run } from "./run.ts";
import { startServices } from "./services.ts";
import { installTools } from "./tools.ts";

const HELP = `npm run test:matrix -- [--fast] [--only <text>] [--strict] [--list] [--keep]

  --fast         what needs nothing but the registry and the repository's own tools
  --only <text>  the projects whose name contains it
  --strict       fails where one can't run on this machine, instead of passing it over
  --list         their names
  --keep         leaves the projects where they are, and says where
`;
/** Two cores, and much waiting. */
const AT_ONCE = 2;

const { values: options } = parseArgs({
  options: {
    fast: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    strict: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const chosen = all.filter(
  ({ name, fast }) => (fast || !options.fast) && name.toLowerCase().includes(options.only.toLowerCase()),
);

if (options.help) process.stdout.write(HELP);
else if (options.list) process.stdout.write(chosen.map(({ name }) => `${name}\n`).join(""));
else if (chosen.length === 0) fail(`no project's name contains "${options.only}"`);
else await main();

async function main(): Promise<void> {
  const cleanup = new Cleanup();
  cleanup.onSignals();
  try {
    const outcomes = await runAll(cleanup);
    process.stdout.write(`\n${summary(outcomes)}\n`);
    const failed = failures(outcomes);
    if (failed) fail(failed);
    else if (!options.fast && options.only === "" && outcomes.every(({ how }) => how === "ran")) {
      await writePage(outcomes);
      say("docs/runtimes.md says so");
    }
  } catch (problem) {
    if (!(problem instanceof Failure)) throw problem;
    fail([problem.message, problem.output].filter(Boolean).join("\n"));
  } finally {
    await cleanup.all();
  }
}

async function runAll(cleanup: Cleanup): Promise<readonly Outcome[]> {
  await ensureBuilt(cleanup, say);
  await installTools(cleanup, chosen.every(({ fast }) => fast) ? "light" : "whole", say);
  const folder = await mkdtemp(join(await realpath(tmpdir()), "puffle-matrix-"));
  if (options.keep) say(`the projects are in ${folder}`);
  else cleanup.add(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const registry = await publish(cleanup, folder);
  say(`published puffle-sdk ${registry.version} on a registry of our own`);
  const context: Context = {
    cleanup,
    registry,
    folder,
    services: await startServices(cleanup, registry, folder),
    run: (program, args, given) => run(cleanup, program, args, given),
    project: (parts) => makeProject(cleanup, registry, folder, parts),
  };
  const waiting = [...chosen];
  const outcomes: Outcome[] = [];
  const work = async () => {
    for (let project = waiting.shift(); project; project = waiting.shift()) {
      const outcome = await runOne(project, context);
      outcomes.push(outcome);
      say(`${outcome.how.padEnd(8)}${project.name} (${outcome.seconds.toFixed(1)} s)`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return chosen.flatMap((project) => outcomes.find((outcome) => outcome.project === project) ?? []);
}

async function runOne(project: Project, context: Context): Promise<Outcome> {
  const begun = performance.now();
  const took = () => (performance.now() - begun) / 1_000;
  try {
    const ran = await project.run(context);
    return { project, seconds: took(), how: "ran", ran };
  } catch (problem) {
    if (problem instanceof NotRun)
      return options.strict
        ? { project, seconds: took(), how: "failed", why: `not run: ${problem.message}`, output: "" }
        : { project, seconds: took(), how: "not run", why: problem.message };
    const output = problem instanceof Failure ? problem.output : String(problem instanceof Error ? problem.stack : "");
    const why = problem instanceof Error ? problem.message : String(problem);
    return { project, seconds: took(), how: "failed", why, output };
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function fail(line: string): void {
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}
