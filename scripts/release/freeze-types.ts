import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What users write against the package: the tests of its types, and the examples. */
const FROZEN = ["test/types", "examples"];
const TARGET = "test/types/released";

/**
 * Copies the type tests and the examples, with all that they import, to `test/types/released/VERSION`, in place of those of the version
 * before. There they are compiled only, against the package's entries: what does not compile any more is broken for users.
 * @returns the files that were written
 */
export async function freezeTypes(root: string, version: string): Promise<string[]> {
  const files = (await Promise.all(FROZEN.map((folder) => typeScriptIn(root, folder)))).flat();
  const frozen = new Map<string, string>();
  for (let file = files.pop(); file !== undefined; file = files.pop()) {
    if (frozen.has(file)) continue;
    const text = await readFile(join(root, file), "utf8");
    frozen.set(file, asUsersSeeIt(text));
    for (const [, path = ""] of frozen.get(file)?.matchAll(/from "(\.[^"]+\.ts)"/g) ?? []) {
      const imported = join(dirname(file), path);
      if (/^(src|generated)\//.test(imported)) throw new Error(`${file} imports ${imported}, which users can't`);
      files.push(imported);
    }
  }
  for (const old of await readdir(join(root, TARGET), { withFileTypes: true }).catch(() => []))
    if (old.isDirectory()) await rm(join(root, TARGET, old.name), { recursive: true });
  for (const [file, text] of frozen) {
    // Not `.test.ts`: they are compiled, not run, and counted nowhere.
    const to = join(root, TARGET, version, file.replace(/\.test\.ts$/, "-test.ts"));
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, text);
  }
  return [...frozen.keys()].sort();
}

/** Only what the package's entries export; and what did not compile then may compile now, which breaks nobody. */
const asUsersSeeIt = (text: string) =>
  text
    .replaceAll(/from "(?:\.\.\/)+src\/core\/clock\.ts"/g, 'from "puffle-sdk"')
    .replaceAll("@ts-expect-error", "@ts-ignore");

async function typeScriptIn(root: string, folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder), { recursive: true });
  return names.filter((name) => name.endsWith(".ts") && !name.startsWith("released")).map((name) => join(folder, name));
}
