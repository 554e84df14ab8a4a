/**
 * Installs what a lockfile says, when it is missing or is another lockfile's. A fresh clone needs nothing else.
 * Folders with a package of their own are named as arguments; without one it is the repository's own.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

for (const folder of process.argv.length > 2 ? process.argv.slice(2) : ["."]) install(`${root}${folder}/`);

function install(folder) {
  const stamp = `${folder}node_modules/.lockfile`;
  const wanted = createHash("sha256")
    .update(readFileSync(`${folder}package-lock.json`))
    .digest("hex");
  if (read(stamp) === wanted) return;
  console.error("Installing what the lockfile says…");
  // What npm prints goes to stderr: a command's own output stays clean.
  const { status } = spawnSync("npm ci --no-audit --no-fund", { cwd: folder, shell: true, stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, wanted);
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
