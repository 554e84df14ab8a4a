import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What a build was made from, and what it wrote: kept beside it, and not published. */
export interface BuildRecord {
  /** A hash of everything that a build reads. */
  readonly inputs: string;
  /** A hash of each file in `dist/`. */
  readonly outputs: Readonly<Record<string, string>>;
}

const RECORD = "dist/.build.json";
const INPUTS = [
  "src",
  "generated",
  "tsup.config.ts",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
  "scripts/publish",
];

export async function recordBuild(root: string): Promise<void> {
  const record: BuildRecord = { inputs: await inputsOf(root), outputs: await outputsOf(root) };
  await writeFile(join(root, RECORD), `${JSON.stringify(record, undefined, 2)}\n`);
}

/** Why `dist/` is not what a build of this very tree would be; nothing where it is. */
export async function staleness(root: string): Promise<string | undefined> {
  const text = await readFile(join(root, RECORD), "utf8").catch(() => undefined);
  if (text === undefined) return "dist/ is not there, or its build was interrupted";
  const { inputs, outputs }: BuildRecord = JSON.parse(text);
  if (inputs !== (await inputsOf(root))) return "dist/ was built from other sources than these";
  const found = await outputsOf(root);
  const names = [...new Set([...Object.keys(outputs), ...Object.keys(found)])].sort();
  const odd = names.filter((name) => outputs[name] !== found[name]);
  return odd.length > 0 ? `not as the build left it: ${odd.map((name) => `dist/${name}`).join(", ")}` : undefined;
}

async function inputsOf(root: string): Promise<string> {
  const hash = createHash("sha256");
  for (const name of INPUTS) {
    const files = await filesIn(join(root, name));
    for (const file of files)
      hash
        .update(`${join(name, file)}\0`)
        .update(await readFile(join(root, name, file)))
        .update("\0");
  }
  return hash.digest("hex");
}

async function outputsOf(root: string): Promise<Record<string, string>> {
  const outputs: Record<string, string> = {};
  for (const file of await filesIn(join(root, "dist")))
    if (join("dist", file) !== RECORD)
      outputs[file] = createHash("sha256")
        .update(await readFile(join(root, "dist", file)))
        .digest("hex");
  return outputs;
}

/** The files in a folder and in those in it, always in the same order; of a file, itself under no name; of nothing, none. */
async function filesIn(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
      .sort();
  } catch (error) {
    const { code }: { code?: string } = Object(error);
    if (code === "ENOTDIR") return [""];
    if (code === "ENOENT") return [];
    throw error;
  }
}
