/** Installs what the lockfile says, when it is missing or is another lockfile's. A fresh clone needs nothing else. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = `${root}node_modules/.lockfile`;
const wanted = createHash("sha256")
  .update(readFileSync(`${root}package-lock.json`))
  .digest("hex");

if (read(stamp) !== wanted) {
  console.error("Installing what the lockfile says…");
  // What npm prints goes to stderr: a command's own output stays clean.
  const { status } = spawnSync("npm ci --no-audit --no-fund", { cwd: root, shell: true, stdio: ["ignore", 2, 2] });
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
