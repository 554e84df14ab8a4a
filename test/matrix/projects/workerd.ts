import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { launchedInside, launches } from "../campaign.ts";
import type { Context, Project } from "../matrix.ts";
import { text } from "../programs.ts";
import { Failure, kill, start } from "../run.ts";
import { binary } from "../runtimes.ts";
import type { Addresses } from "../services.ts";

/** What Workers run on: no file system, no environment, nothing of Node's. */
export const workerd: Project = {
  name: "runtime: workerd",
  group: "runtime",
  async run(context) {
    const program = await binary("workerd");
    const folder = await context.project({
      files: {
        "journey.ts": await text("journey.ts"),
        "in-process.ts": await text("in-process.ts"),
        "worker.ts": WORKER,
      },
    });
    await build({
      absWorkingDir: folder,
      entryPoints: ["worker.ts"],
      outfile: join(folder, "worker.js"),
      bundle: true,
      format: "esm",
      platform: "neutral",
      target: "es2022",
      logLevel: "silent",
      // `createSandbox().listen()` would need it, on a port; a worker has none, and never gets there.
      external: ["node:http"],
    });
    await launches(context, this.name, (addresses) => answer(context, program, folder, "/journey", addresses));
    launchedInside(await answer(context, program, folder, "/inside", {}));
    const version = await context.run(program, ["--version"], { cwd: folder });
    return { on: `workerd ${/[\d-]+/.exec(version)?.[0] ?? ""}`, formats: ["ESM, bundled", "sandbox inside"] };
  },
};

const WORKER = `import { inProcess } from "./in-process.ts";
import { journey } from "./journey.ts";

export default {
  async fetch(request, env) {
    const outcome = request.url.endsWith("/inside")
      ? await inProcess()
      : await journey(
          { apiKey: env.PUFFLE_API_KEY, baseURL: env.PUFFLE_API_BASE_URL },
          { apiKey: env.LEADLEX_API_KEY, baseURL: env.LEADLEX_API_BASE_URL },
        );
    return Response.json(outcome);
  },
};
`;

/** Starts it with the worker, asks it once, and ends it. @returns what the worker answered */
async function answer(
  { cleanup }: Context,
  program: string,
  folder: string,
  path: string,
  bindings: Addresses,
): Promise<string> {
  await writeFile(join(folder, "workerd.capnp"), config(bindings));
  // It says on the fourth file, as JSON, on which port it listens.
  const child = start(cleanup, program, ["serve", "--control-fd=3", "workerd.capnp"], { cwd: folder, extra: "pipe" });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data) => {
      output += data;
    });
  try {
    const port = await new Promise<string>((resolve, reject) => {
      child.stdio[3]?.on("data", (data) => {
        const said = /"port":\s*(\d+)/.exec(String(data))?.[1];
        if (said !== undefined) resolve(said);
      });
      child.once("error", reject);
      child.once("close", (code) => reject(new Failure(`workerd ended with ${code}`, output)));
    });
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(60_000) });
    const body = await response.text();
    if (!response.ok) throw new Failure(`the worker answered ${response.status}`, `${body}\n${output}`);
    return body;
  } catch (problem) {
    throw problem instanceof Failure ? problem : new Failure(`the worker gave no answer: ${String(problem)}`, output);
  } finally {
    kill(child);
  }
}

function config(bindings: Addresses): string {
  const texts = Object.entries(bindings).map(([name, value]) => `(name = "${name}", text = "${value}")`);
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "loopback", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "2026-10-01",
  globalOutbound = "loopback",
  bindings = [${texts.join(", ")}],
);
`;
}
