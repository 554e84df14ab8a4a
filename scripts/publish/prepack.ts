/**
 * `prepack`: builds where the build is stale. Where GitHub publishes, it also names the repository in package.json (without it npm
 * takes no provenance) and makes the README's links absolute; both are left in the runner's checkout, which is thrown away.
 * Nothing in the repository names its own address, so that a fork publishes its own.
 */
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { absoluteLinks } from "./absolute-links.ts";
import { staleness } from "./build-record.ts";

const root = process.cwd();
const { npm_command, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA } = process.env;

if (await staleness(root)) {
  // What a build prints goes to stderr: `npm pack --json` has stdout.
  const { status } = spawnSync("npm run build", { cwd: root, shell: true, stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
if (npm_command === "publish" && GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_SHA) {
  const base = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const named = { ...manifest, repository: { type: "git", url: `git+${base}.git` } };
  await writeFile(join(root, "package.json"), `${JSON.stringify(named, undefined, 2)}\n`);
  const readme = await readFile(join(root, "README.md"), "utf8");
  await writeFile(join(root, "README.md"), absoluteLinks(readme, root, base, GITHUB_SHA));
}
