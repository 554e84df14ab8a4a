import { readFile } from "node:fs/promises";
import type { Cleanup } from "./cleanup.ts";
import { program } from "./paths.ts";
import { makeProject } from "./project.ts";
import type { Registry } from "./registry.ts";
import { Failure, start } from "./run.ts";

/** Where a project's own two services are: what the SDK takes from the environment. */
export type Addresses = Readonly<Record<string, string>>;

/** What came of it at one service. */
export interface Reached {
  readonly recipients: number;
  /** How many were written to twice. */
  readonly twice: number;
}

/** The sandboxes on sockets, in a Node process of their own that has them from the tarball. */
export interface Services {
  open(id: string): Promise<Addresses>;
  /** Ends them a virtual week later. */
  close(id: string): Promise<Readonly<Record<"puffle" | "leadlex", Reached>>>;
}

export async function startServices(cleanup: Cleanup, registry: Registry, folder: string): Promise<Services> {
  const files = { "service.mjs": await readFile(program("service.mjs"), "utf8") };
  const project = await makeProject(cleanup, registry, folder, { files });
  const child = start(cleanup, process.execPath, ["service.mjs"], { cwd: project, extra: "ipc" });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data) => {
      output += data;
    });
  const waiting = new Map<number, { resolve: (answer: never) => void; reject: (problem: unknown) => void }>();
  child.on("message", (message) => {
    const { ask, answer, problem }: { ask: number; answer: never; problem?: string } = Object(message);
    const asked = waiting.get(ask);
    waiting.delete(ask);
    if (problem === undefined) asked?.resolve(answer);
    else asked?.reject(new Failure("the sandbox failed", problem));
  });
  child.once("close", (code) => {
    for (const { reject } of waiting.values()) reject(new Failure(`the sandboxes' process ended with ${code}`, output));
  });
  let asked = 0;
  const ask = <T>(what: string, id: string): Promise<T> =>
    new Promise((resolve, reject) => {
      if (!child.connected) return reject(new Failure("the sandboxes' process has ended", output));
      const number = asked++;
      waiting.set(number, { resolve, reject });
      child.send({ ask: number, what, id });
    });
  return { open: (id) => ask("open", id), close: (id) => ask("close", id) };
}
