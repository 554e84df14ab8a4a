/** `prepublishOnly`: refuses to publish what is not built from what is committed, and says what to do. */
import { refusals } from "./refusals.ts";

const found = await refusals(process.cwd());
for (const refusal of found) console.error(`Not published. ${refusal}\n`);
if (found.length > 0) process.exitCode = 1;
