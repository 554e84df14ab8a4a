/**
 * Writes the public surface into `etc/`, a file for each entry, to be read in a change's diff. `--check` writes nothing and fails
 * when the surface is not the one that was read last.
 */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { operations as leadlexOperations } from "../generated/leadlex.operations.ts";
import { operations as puffleOperations } from "../generated/puffle.operations.ts";
import { declarationsOf } from "./api/declarations.ts";
import { reportsOf } from "./api/report.ts";

const FOLDER = new URL("../etc/", import.meta.url);

/** A type is spelled in the first report that has it. */
const ENTRIES = [
  { entry: "puffle-sdk", file: "src/index.ts", report: "puffle-sdk.api.md", routes: puffleOperations },
  { entry: "puffle-sdk/leadlex", file: "src/leadlex/index.ts", report: "leadlex.api.md", routes: leadlexOperations },
  { entry: "puffle-sdk/sandbox", file: "src/sandbox/index.ts", report: "sandbox.api.md" },
  { entry: "puffle-sdk/sandbox/msw", file: "src/sandbox/msw.ts", report: "sandbox-msw.api.md" },
] as const;

async function main(): Promise<void> {
  const checking = process.argv.includes("--check");
  await mkdir(FOLDER, { recursive: true });
  for (const { report, text } of reportsOf(declarationsOf(ENTRIES.map(({ file }) => file)), ENTRIES)) {
    const file = new URL(report, FOLDER);
    const accepted = await readFile(file, "utf8").catch(() => "");
    if (text === accepted) continue;
    if (!checking) {
      await writeFile(file, text);
      console.log(`written: etc/${report}`);
      continue;
    }
    console.error(`etc/${report} is not the public surface any more:\n\n${await difference(file, text)}\n`);
    process.exitCode = 1;
  }
  if (process.exitCode)
    console.error(
      "If users may see this change, run `npm run api` and commit etc/ with it, with a changeset (`npx changeset`) that says what it\nmeans to them. What was removed or narrowed breaks them: see CONTRIBUTING.md, Versions.",
    );
  else if (checking) console.log("the public surface is the one in etc/");
}

/** As git shows it: each place with the declaration that it is in. */
async function difference(file: URL, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "puffle-api-"));
  await writeFile(join(folder, "now"), text);
  const { stdout } = spawnSync(
    "git",
    ["diff", "--no-index", "--no-color", "-U1", fileURLToPath(file), join(folder, "now")],
    { encoding: "utf8" },
  );
  await rm(folder, { recursive: true });
  return (stdout ?? "(git shows what; it is not here)").split("\n").slice(4).join("\n").trimEnd();
}

await main();
