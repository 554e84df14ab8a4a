import { type ChildProcess, spawn } from "node:child_process";
import type { Cleanup } from "./cleanup.ts";

/** A project that failed: why, and what of a program's output says more. */
export class Failure extends Error {
  readonly output: string;

  constructor(why: string, output = "") {
    super(why);
    this.output = output;
  }
}

/** What can't be run on this machine, and why. */
export class NotRun extends Error {}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** In ms; 180 s unless given. */
  readonly timeout?: number;
}

/** Runs a program to its end and returns what it printed. @throws Failure */
export async function run(
  cleanup: Cleanup,
  program: string,
  args: readonly string[],
  { cwd, env, timeout = 180_000 }: RunOptions,
): Promise<string> {
  const child = start(cleanup, program, args, { cwd, ...(env && { env }) });
  let stdout = "";
  let all = "";
  child.stdout?.on("data", (data) => {
    stdout += data;
    all += data;
  });
  child.stderr?.on("data", (data) => {
    all += data;
  });
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    kill(child);
  }, timeout);
  try {
    const code = await new Promise<number | string>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status, signal) => resolve(status ?? signal ?? "nothing"));
    });
    const command = [program, ...args].join(" ").slice(0, 300);
    if (late) throw new Failure(`\`${command}\` was still running after ${timeout / 1_000} s`, all);
    if (code !== 0) throw new Failure(`\`${command}\` ended with ${code}`, all);
    return stdout;
  } finally {
    clearTimeout(limit);
  }
}

/** Starts a program in a group of its own, which ends with the matrix at the latest. */
export function start(
  cleanup: Cleanup,
  program: string,
  args: readonly string[],
  { cwd, env = {}, extra }: { cwd: string; env?: Readonly<Record<string, string>>; extra?: "ipc" | "pipe" },
): ChildProcess {
  const child = spawn(program, [...args], {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe", ...(extra ? [extra] : [])],
  });
  const forget = cleanup.add(() => kill(child));
  child.once("close", forget);
  child.once("error", forget);
  return child;
}

/** Ends a program and whatever it has started. */
export function kill(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}

/** Without what npm tells its scripts, which an npm inside would take for its own settings, and without anybody's keys. */
function cleanEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_OPTIONS$|INIT_CWD$|PUFFLE_|LEADLEX_|FORCE_COLOR$)/i.test(name),
  );
  return { ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ""])), NO_COLOR: "1" };
}
