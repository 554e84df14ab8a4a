import { execFile } from "node:child_process";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs a program and returns what it printed; what it prints on failure is in the error. */
export async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: "", npm_config_fund: "false", npm_config_audit: "false" };
  try {
    const { stdout } = await promisify(execFile)(program, [...args], { cwd, env, maxBuffer: 50_000_000 });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "" }: { stdout?: string; stderr?: string } = Object(error);
    throw new Error(`${program} ${args.join(" ")} failed:\n${stdout}\n${stderr}`);
  }
}

/** The tarball as `npm pack` makes it of what is built, and the files in it. */
export async function pack(folder: string): Promise<{ tarball: string; files: readonly string[]; size: number }> {
  const out = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], root);
  const [{ filename, files, size }] = JSON.parse(out);
  return { tarball: join(folder, filename), files: files.map(({ path }: { path: string }) => path).sort(), size };
}

/** A fresh project that has the tarball installed, and nothing else. */
export async function project(
  tarball: string,
  files: Readonly<Record<string, string>>,
  type: "module" | "commonjs" = "module",
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "puffle-project-"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type }));
  await run("npm", ["install", tarball, "--no-save", "--offline", "--ignore-scripts"], folder);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}
