import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Cleanup } from "./cleanup.ts";
import { root } from "./paths.ts";
import { Failure, run } from "./run.ts";

/** What dist/ is made of. */
const SOURCES = ["src", "generated", "tsup.config.ts"];

/**
 * Builds dist/ where there is none; one that is older than what it is made of is refused rather than replaced: somebody may
 * be using it.
 */
export async function ensureBuilt(cleanup: Cleanup, say: (line: string) => void): Promise<void> {
  const files = await published();
  const built = (await Promise.all(files.map(times))).flat().sort((a, b) => a.at - b.at);
  const [oldest] = built;
  const missing = files.find((file) => !built.some((one) => one.file === file));
  if (oldest && missing) throw new Failure(`dist/ is not whole: ${missing} is missing. Run \`npm run build\` first.`);
  if (!oldest) {
    say("building dist/, which is not there…");
    await run(cleanup, "npm", ["run", "build"], { cwd: root, timeout: 600_000 });
    return;
  }
  const newer = (await Promise.all(SOURCES.map(times))).flat().find(({ at }) => at > oldest.at);
  if (newer) throw new Failure(`dist/ is stale: ${newer.file} has changed since. Run \`npm run build\` first.`);
  say("using dist/ as it is: nothing has changed since it was built");
}

/** The files that package.json names. */
async function published(): Promise<string[]> {
  const text = await readFile(join(root, "package.json"), "utf8");
  return [...new Set([...text.matchAll(/"\.\/(dist\/[^"*]+)"/g)].map(([, file = ""]) => file))];
}

/** When every file of a folder, or a file, was last written. */
async function times(path: string): Promise<{ file: string; at: number }[]> {
  const found = await stat(join(root, path)).catch(() => undefined);
  if (!found) return [];
  if (found.isFile()) return [{ file: path, at: found.mtimeMs }];
  const names = await readdir(join(root, path));
  return (await Promise.all(names.map((name) => times(join(path, name))))).flat();
}
