/**
 * All that must hold, in the order in which it is quickest told that something doesn't: `npm run check`, and the gate.
 *
 *     npm run check                 stops at the first step that fails
 *     npm run check -- --all        goes on, and ends with a list of what failed
 *     npm run check -- lint unused  these steps alone
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Name, and what is run. What needs dist/ comes after the build. */
const STEPS = [
  ["test", "npm test"],
  // Of core, by core's own tests; `npm run coverage` has floors for the rest, every night.
  ["coverage", "npm run coverage:core"],
  ["demos", "node scripts/check-demos.mjs"],
  ["lint", "npm run lint"],
  ["typecheck", "npm run typecheck"],
  ["generated", "npm run check:generated"],
  ["surface", "npm run check:api"],
  ["unused", "npm run check:unused"],
  ["build", "npm run build"],
  ["package", "npm run check:package"],
  ["released", "npm run check:released"],
  ["budgets", "npm run check:budgets"],
  // The rest of it takes compilers and runtimes of 1.3 GB: `npm run test:matrix`, every night.
  ["matrix", "npm run test:matrix -- --fast"],
  // The pages that are written from the source are opened every night.
  ["site", "npm run docs:build && npm run docs:test -- reading links every-guide"],
];

const names = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const goOn = process.argv.includes("--all");
const unknown = process.argv.slice(2).filter((word) => word !== "--all" && !STEPS.some(([name]) => name === word));
if (unknown.length > 0) {
  console.error(
    `There is no ${unknown.join(", ")}. The steps: ${STEPS.map(([name]) => name).join(", ")}; --all goes on.`,
  );
  process.exit(2);
}

const root = fileURLToPath(new URL("..", import.meta.url));
const done = [];
for (const [name, command] of STEPS) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n=== ${name}: ${command}`);
  const began = performance.now();
  const { status, signal } = spawnSync(command, { cwd: root, shell: true, stdio: ["ignore", "inherit", "inherit"] });
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  const holds = status === 0;
  done.push({ name, seconds, holds });
  console.log(`--- ${name}: ${holds ? "holds" : `failed (${signal ?? status})`} after ${seconds} s`);
  if (!holds && !goOn) break;
}

const failed = done.filter(({ holds }) => !holds);
console.log("\n=== in short");
for (const { name, seconds, holds } of done)
  console.log(`${holds ? "holds " : "FAILED"}  ${seconds.padStart(6)} s  ${name}`);
const left = names.length > 0 ? 0 : STEPS.length - done.length;
if (left > 0)
  console.log(
    `not run: ${STEPS.slice(-left)
      .map(([name]) => name)
      .join(", ")}`,
  );
process.exitCode = failed.length > 0 ? 1 : 0;
