/** Checks `.github/`: workflows with actionlint, and that every folder, script and command they name is there. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { mistakesIn } from "./lint-workflows/mistakes.ts";

const root = process.argv[2] ?? fileURLToPath(new URL("..", import.meta.url));
if (!existsSync(root)) throw new Error(`there is no ${root}`);
const mistakes = await mistakesIn(root);
for (const mistake of mistakes) console.error(mistake);
if (mistakes.length > 0) process.exitCode = 1;
else console.log("the workflows are valid, and what they name is there");
