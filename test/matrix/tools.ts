import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import type { Cleanup } from "./cleanup.ts";
import { here } from "./paths.ts";
import { run } from "./run.ts";

/** `light` is the registry alone; `whole` has the TypeScripts, the bundlers and the runtimes too. */
export type Tools = "light" | "whole";

/** Installs what the lockfile of the matrix says, unless that is there. What npm left out is tried again by the next whole run. */
export async function installTools(cleanup: Cleanup, wanted: Tools, say: (line: string) => void): Promise<void> {
  const stamp = `${here}node_modules/.lockfile`;
  const lockfile = createHash("sha256")
    .update(await readFile(`${here}package-lock.json`))
    .digest("hex");
  const there = await readFile(stamp, "utf8").catch(() => "");
  if (there === `${lockfile} whole` || there === `${lockfile} ${wanted}`) return;
  say(`installing the tools of the matrix${wanted === "whole" ? ": some hundred megabytes, once" : ""}…`);
  const omitted = wanted === "light" ? ["--omit=dev", "--omit=optional"] : [];
  await run(cleanup, "npm", ["ci", "--ignore-scripts", ...omitted], { cwd: here, timeout: 600_000 });
  const missing = wanted === "whole" ? await leftOut() : [];
  if (missing.length > 0) say(`npm left out ${missing.join(", ")}; the next run tries again`);
  await writeFile(stamp, `${lockfile} ${missing.length > 0 ? "light" : wanted}`);
}

interface Locked {
  readonly os?: string | readonly string[];
  readonly cpu?: string | readonly string[];
  readonly libc?: string | readonly string[];
}

/** The packages for this platform that are not there: npm says nothing of one that it could not get, for it is optional. */
async function leftOut(): Promise<string[]> {
  const { packages }: { packages: Record<string, Locked> } = JSON.parse(
    await readFile(`${here}package-lock.json`, "utf8"),
  );
  const { header }: { header?: { glibcVersionRuntime?: string } } = Object(process.report.getReport());
  const libc = header?.glibcVersionRuntime === undefined ? "musl" : "glibc";
  const fits = (wanted: string | readonly string[] | undefined, is: string) =>
    wanted === undefined || [wanted].flat().includes(is);
  return Object.entries(packages)
    .filter(([, { os }]) => os !== undefined)
    .filter(([, one]) => fits(one.os, process.platform) && fits(one.cpu, process.arch) && fits(one.libc, libc))
    .map(([path]) => path)
    .filter((path) => !existsSync(`${here}${path}/package.json`));
}
