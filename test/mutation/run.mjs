// Breaks src/core on purpose, a change at a time, and counts which changes the tests notice.
//
//   npm run test:mutation                        every room, then the score; fails below BREAK
//   npm run test:mutation -- src/core/pages.ts   one file, by the tests of its room, with what survived
//   npm run test:mutation -- lists               one room of rooms.mjs
//   npm run test:mutation -- --report            what the last runs found, once more
//
// A mutant is tried by the tests of its own room alone: quick, and a claim of its own. What survives is in README.md here.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ROOMS } from "./rooms.mjs";

/** In percent of all mutants: less is a failure. */
const BREAK = 80;
const DETECTED = ["Killed", "Timeout"];
const ALIVE = ["Survived", "NoCoverage"];

const root = fileURLToPath(new URL("../..", import.meta.url));
const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith("--"));
const wanted = named.flatMap((arg) => ROOMS[arg]?.files ?? [arg.replace(/^.*src\/core\//, "").replace(/\.ts$/, "")]);

const files = readdirSync(`${root}/src/core`).map((file) => file.replace(/\.ts$/, ""));
const housed = new Set(Object.values(ROOMS).flatMap(({ files }) => files));
const homeless = files.filter((file) => !housed.has(file));
const gone = [...housed, ...wanted].filter((file) => !files.includes(file));
if (homeless.length + gone.length > 0)
  throw new Error(`test/mutation/rooms.mjs and src/core differ: ${[...homeless, ...gone].join(", ")}`);

/** What was killed need not be tried again; the rest is, whichever test is new: Stryker does not know what proves a constant. */
function forgetSurvivors(room) {
  const path = `${root}/.tmp/mutation/${room}.incremental.json`;
  if (!existsSync(path)) return;
  const known = JSON.parse(readFileSync(path, "utf8"));
  for (const file of Object.values(known.files))
    file.mutants = file.mutants.filter(({ status }) => DETECTED.includes(status));
  writeFileSync(path, JSON.stringify(known));
}

const rooms = Object.entries(ROOMS).filter(
  ([, room]) => wanted.length === 0 || room.files.some((file) => wanted.includes(file)),
);
if (!args.includes("--report")) {
  for (const [name, room] of rooms) {
    const mutate = room.files.filter((file) => wanted.length === 0 || wanted.includes(file));
    const started = Date.now();
    forgetSurvivors(name);
    console.log(`\n=== ${name}: ${mutate.join(", ")}`);
    const { status } = spawnSync(
      "npx",
      ["stryker", "run", "--mutate", mutate.map((file) => `src/core/${file}.ts`).join(",")],
      {
        cwd: root,
        stdio: "inherit",
        env: {
          ...process.env,
          MUTATION_ROOM: name,
          MUTATION_TESTS: room.tests
            .map((test) => `test/${test.includes("/") ? test : `core/${test}`}.test.ts`)
            .join(","),
        },
      },
    );
    if (status !== 0) process.exit(1);
    console.log(`${name} took ${((Date.now() - started) / 60_000).toFixed(1)} min`);
  }
}

const score = (mutants) => {
  const detected = mutants.filter(({ status }) => DETECTED.includes(status)).length;
  const alive = mutants.filter(({ status }) => ALIVE.includes(status)).length;
  return detected + alive === 0 ? 100 : (100 * detected) / (detected + alive);
};
const row = (name, mutants) => {
  const count = (status) => String(mutants.filter((mutant) => mutant.status === status).length).padStart(10);
  const counts = ["Killed", "Timeout", "Survived", "NoCoverage"].map(count).join("");
  console.log(
    `${name.padEnd(18)}${score(mutants).toFixed(1).padStart(6)} %${String(mutants.length).padStart(8)}${counts}`,
  );
};

console.log(`\n${"file".padEnd(18)}   score mutants    killed   timeout  survived  no cover`);
const all = [];
for (const [name] of rooms) {
  const report = `${root}/.tmp/mutation/${name}.json`;
  if (!existsSync(report)) {
    console.log(`${name}: not run yet`);
    continue;
  }
  for (const [path, { mutants, source }] of Object.entries(JSON.parse(readFileSync(report, "utf8")).files)) {
    const file = path.replace("src/core/", "").replace(".ts", "");
    if (!ROOMS[name].files.includes(file)) continue;
    all.push(...mutants);
    row(file, mutants);
    if (!wanted.includes(file)) continue;
    const lines = source.split("\n");
    for (const { status, location, mutatorName, replacement } of mutants) {
      if (!ALIVE.includes(status)) continue;
      const { start, end } = location;
      const to = start.line === end.line ? end.column - 1 : undefined;
      const was = lines[start.line - 1].slice(start.column - 1, to);
      console.log(
        `  ${path}:${start.line}:${start.column} ${status} ${mutatorName}: ${was} → ${replacement.replace(/\s+/g, " ")}`,
      );
    }
  }
}
row("all", all);
if (wanted.length === 0 && score(all) < BREAK) {
  console.error(
    `\nThe score is below ${BREAK} %: read the survivors (npm run test:mutation -- FILE), and test what they show.`,
  );
  process.exit(1);
}
