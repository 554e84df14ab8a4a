import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Milliseconds that an import takes in a Node that has just started, without its start. */
export function importOnce(specifier) {
  const program = `const begun = performance.now();
await import(${JSON.stringify(specifier)});
const took = performance.now() - begun;
process.stdout.write(String(took));`;
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: here }));
}

/** Each once in a round, so that a busy machine slows them all: times by specifier. */
export function importInTurn(specifiers, rounds) {
  const times = specifiers.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [at, specifier] of specifiers.entries()) times[at].push(importOnce(specifier));
  }
  return times;
}
