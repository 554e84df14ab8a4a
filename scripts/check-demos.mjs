/** The demo, with good luck and with bad, with either service: the same campaign, and nobody written to twice. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const SAME = ["rows", "imported", "duplicates", "rejected", "status", "recipients", "writtenTwice", "approval"];

const root = fileURLToPath(new URL("..", import.meta.url));
for (const service of [["puffle"], ["leadlex", "--yes"]]) {
  const good = demo([...service]);
  const bad = demo([...service, "--faults"]);
  const differing = SAME.filter((name) => good[name] !== bad[name]);
  if (differing.length > 0) throw new Error(`the two demos of ${service[0]} differ in ${differing.join(", ")}`);
  if (good.writtenTwice !== 0) throw new Error(`${service[0]}: somebody was written to twice`);
  if (bad.faults === 0) throw new Error(`${service[0]}: nothing went wrong, so the second demo shows nothing`);
}

/** Runs the demo as a reader would; the last line that it prints is its outcome. */
function demo(options) {
  const args = ["run", "--silent", "demo", "--", "--service", ...options, "--json"];
  const { status, stdout } = spawnSync("npm", args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} ended with ${status}`);
  const last = stdout.trimEnd().split("\n").at(-1);
  console.log(last);
  return JSON.parse(last);
}
