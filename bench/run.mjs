/** `npm run bench`: measures every client, each in a process of its own, prints the report and writes it to README.md. */
import { execFileSync, execSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { clients } from "./clients/index.mjs";
import { map, report } from "./report.mjs";
import { median } from "./statistics.mjs";

const at = (file) => fileURLToPath(new URL(file, import.meta.url));

/** A round of the heap's measure makes less than this, in MB; in a smaller young generation the collector would run. */
const YOUNG = 128;

if (!existsSync(at("../dist/index.js"))) execSync("npm run build", { cwd: at(".."), stdio: ["ignore", 2, 2] });

const begun = performance.now();
const results = { load: loadavg()[0], time: {}, heap: {}, server: {} };
for (const name of clients) {
  say(`${name}: in memory`);
  results.time[name] = measure("measure-time.mjs", [name]);
  results.heap[name] = measure(
    "measure-heap.mjs",
    [name],
    ["--expose-gc", `--min-semi-space-size=${YOUNG}`, `--max-semi-space-size=${YOUNG}`],
  );
  say(`${name}: over a socket`);
  results.server[name] = measure("measure-server.mjs", [name]);
}
say("a million leads");
results.importing = middle(() => measure("measure-import-leads.mjs", [], ["--expose-gc"]), "seconds");
say("ten thousand operations");
results.waiting = middle(() => measure("measure-waiting.mjs", [], ["--expose-gc"]), "idle", "usPerPoll", "bytes");
say("a thousand campaigns");
results.watching = middle(() => measure("measure-watch-many.mjs"), "ms");
say("imports");
results.imported = measure("measure-import.mjs");
say("bundles");
results.bundle = measure("measure-bundle.mjs");

const text = report(results);
writeFileSync(at("README.md"), text);
writeFileSync(at("treemap.svg"), map(results));
console.log(text);
say(`${Math.round((performance.now() - begun) / 1_000)} s`);

function measure(file, args = [], flags = []) {
  return JSON.parse(execFileSync(process.execPath, [...flags, at(file), ...args], { encoding: "utf8" }));
}

/** The last of three runs, with the medians of what differs from run to run. */
function middle(run, ...differing) {
  const runs = [run(), run(), run()];
  const medians = differing.map((name) => [name, median(runs.map((result) => result[name]))]);
  return { ...runs.at(-1), ...Object.fromEntries(medians) };
}

function say(line) {
  process.stderr.write(`${line}\n`);
}
