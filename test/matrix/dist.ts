import { existsSync } from "node:fs";
import { join } from "node:path";
import { staleness } from "../../scripts/publish/build-record.ts";
import type { Cleanup } from "./cleanup.ts";
import { root } from "./paths.ts";
import { Failure, run } from "./run.ts";

/**
 * Builds dist/ where there is none; one that is not what a build of these sources would be is refused rather than replaced:
 * somebody may be using it.
 */
export async function ensureBuilt(cleanup: Cleanup, say: (line: string) => void): Promise<void> {
  if (!existsSync(join(root, "dist"))) {
    say("building dist/, which is not there…");
    await run(cleanup, "npm", ["run", "build"], { cwd: root, timeout: 600_000 });
    return;
  }
  const why = await staleness(root);
  if (why) throw new Failure(`dist/ is stale: ${why}. Run \`npm run build\` first.`);
  say("using dist/ as it is: nothing has changed since it was built");
}
