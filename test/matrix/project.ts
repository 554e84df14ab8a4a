import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Cleanup } from "./cleanup.ts";
import { npmrc, type Registry } from "./registry.ts";
import { run } from "./run.ts";

export interface ProjectParts {
  readonly type?: "module" | "commonjs";
  readonly files: Readonly<Record<string, string>>;
  /** Others that the project needs, with their versions. */
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A fresh project, outside the repository, that has the package from the registry. */
export async function makeProject(
  cleanup: Cleanup,
  registry: Registry,
  folder: string,
  { type = "module", files, dependencies = {} }: ProjectParts,
): Promise<string> {
  const project = await mkdtemp(join(folder, "project-"));
  const manifest = {
    name: "consumer",
    private: true,
    type,
    dependencies: { "puffle-sdk": registry.version, ...dependencies },
  };
  await writeFile(join(project, "package.json"), JSON.stringify(manifest));
  await writeFile(join(project, ".npmrc"), npmrc(registry.url, registry.cache));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, name)), { recursive: true });
    await writeFile(join(project, name), text);
  }
  await run(cleanup, "npm", ["install", "--ignore-scripts", "--omit=peer"], { cwd: project });
  return project;
}
