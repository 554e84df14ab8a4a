import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { staleness } from "./build-record.ts";

/** Everything that keeps this tree from being published, each with what to do about it; none when it may be. */
export async function refusals(root: string): Promise<string[]> {
  const all = await Promise.all([
    unclean(root),
    staleGenerated(root),
    staleBuild(root),
    unsaid(root),
    unreleased(root),
  ]);
  return all.filter((refusal) => refusal !== undefined);
}

async function unclean(root: string): Promise<string | undefined> {
  const status = ["status", "--porcelain", "--untracked-files=all"];
  const tree = await run(root, "git", status);
  if (tree.failed) return "This is no git checkout, so nobody could tell what was published: publish from a clone.";
  // What git ignores is published all the same; what is in dist/ is known from its build.
  const shipped = await run(root, "git", [...status, "--ignored", "--", "src", "generated"]);
  const changed = [...new Set(`${tree.out}${shipped.out}`.split("\n").filter(Boolean))];
  if (changed.length === 0) return undefined;
  return `The working tree has changes that no commit has. Commit them, or put them away:\n${changed.slice(0, 10).join("\n")}`;
}

async function staleGenerated(root: string): Promise<string | undefined> {
  const { failed, out } = await run(root, "npm", ["run", "--silent", "check:generated"]);
  return failed
    ? `generated/ is not what the contract says. Run npm run generate, test, and commit it:\n${out.trim()}`
    : undefined;
}

async function staleBuild(root: string): Promise<string | undefined> {
  const why = await staleness(root);
  return why && `The build is stale: ${why}. Run npm run build, then npm run check:package.`;
}

async function unsaid(root: string): Promise<string | undefined> {
  const { version }: { version: string } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const changelog = await readFile(join(root, "CHANGELOG.md"), "utf8").catch(() => "");
  if (changelog.split("\n").includes(`## ${version}`)) return undefined;
  return `CHANGELOG.md has no section "## ${version}". Run npm run version, which writes it from the changesets, or write it.`;
}

async function unreleased(root: string): Promise<string | undefined> {
  const names = await readdir(join(root, ".changeset")).catch(() => []);
  const waiting = names.filter((name) => name.endsWith(".md") && name !== "README.md");
  if (waiting.length === 0) return undefined;
  return `Changes wait for a version: ${waiting.join(", ")}. Run npm run version, and commit what it writes.`;
}

async function run(cwd: string, program: string, args: readonly string[]): Promise<{ failed: boolean; out: string }> {
  try {
    // npm is a script on Windows.
    const { stdout } = await promisify(execFile)(program, [...args], { cwd, shell: process.platform === "win32" });
    return { failed: false, out: stdout };
  } catch (error) {
    const { stdout = "", stderr = "" }: { stdout?: string; stderr?: string } = Object(error);
    return { failed: true, out: `${stdout}${stderr}` };
  }
}
