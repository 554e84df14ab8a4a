/**
 * `npm run version`: makes a version of the changesets. Writes CHANGELOG.md, package.json, the lockfile's own version and
 * `src/version.ts`, and freezes the type tests of this version, for those after it. `--freeze` does only that.
 */
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freezeTypes } from "./release/freeze-types.ts";
import { tidyChangelog } from "./release/tidy-changelog.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

async function main(): Promise<void> {
  const before = await versionOf("package.json");
  if (!process.argv.includes("--freeze")) {
    const { status } = spawnSync("npx --no-install changeset version", { cwd: root, shell: true, stdio: "inherit" });
    if (status !== 0) throw new Error("changesets made no version");
    const version = await versionOf("package.json");
    if (version === before) throw new Error("no changeset asks for a version: npx changeset writes one");
    await edit("CHANGELOG.md", (text) => tidyChangelog(text, version));
    await edit("src/version.ts", (text) => text.replace(`"${before}"`, `"${version}"`));
    // Only the two places of our own; npm would take the chance to leave other platforms' packages out.
    await edit("package-lock.json", (text) => {
      let left = 2;
      return text.replaceAll(`"version": "${before}"`, (found) => (left-- > 0 ? `"version": "${version}"` : found));
    });
    console.log(`${before} becomes ${version}. Read CHANGELOG.md, and commit.`);
  }
  const frozen = await freezeTypes(root, await versionOf("package.json"));
  console.log(`${frozen.length} files of types and examples are frozen in test/types/released.`);
}

async function versionOf(file: string): Promise<string> {
  const { version }: { version: string } = JSON.parse(await readFile(join(root, file), "utf8"));
  return version;
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(join(root, file), "utf8");
  const changed = change(text);
  if (changed === text) throw new Error(`${file} did not change: is the version in it the one of package.json?`);
  await writeFile(join(root, file), changed);
}

await main();
