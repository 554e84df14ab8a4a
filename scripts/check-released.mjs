/** `npm run check:released`: compiles what users of the last release wrote, and says what a failure means. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const { status } = spawnSync("npx tsc -p test/types/released", { cwd, shell: true, stdio: "inherit" });
if (status !== 0)
  console.error(`
Programs that compiled with the last release no longer do. Undo that; or, if it is meant to break them, say so in a changeset
(npx changeset: minor until 1.0, major after) and mend these lines as a user would have to. A release writes them anew (npm run version;
by hand npx tsx scripts/release.ts --freeze).`);
process.exitCode = status ?? 1;
