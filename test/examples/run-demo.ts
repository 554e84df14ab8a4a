import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A program that has ended. */
export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the demo as `npm run demo` does, once everything is installed; nobody sits at a terminal. */
export function demo(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
  return program("examples/demo/main.ts", args, {
    PUFFLE_API_KEY: "",
    PUFFLE_API_BASE_URL: "",
    LEADLEX_API_KEY: "",
    LEADLEX_API_BASE_URL: "",
    ...env,
  });
}

/** Runs a program of the repository as a process of its own. */
export function program(
  path: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", path, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (data: Buffer) => {
      out += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => {
      err += data.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

export function lastLine(out: string): unknown {
  return JSON.parse(out.trimEnd().split("\n").at(-1) ?? "");
}
