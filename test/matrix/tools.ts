import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import type { Cleanup } from "./cleanup.ts";
import { here } from "./paths.ts";
import { run } from "./run.ts";

/** `light` is the registry alone; `whole` has the TypeScripts, the bundlers and the runtimes too. */
export type Tools = "light" | "whole";

/** Installs what the lockfile of the matrix says, unless that is there. */
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
  await writeFile(stamp, `${lockfile} ${wanted}`);
}
