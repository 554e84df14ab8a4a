import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { here } from "./paths.ts";
import { NotRun } from "./run.ts";

/** Where the matrix has a runtime's program, in the package of this platform. @throws NotRun when there is none */
export async function binary(
  name: "bun" | "deno" | "workerd" | "node20" | "node22" | "node24" | "node26",
): Promise<string> {
  const [scope, path] = PLACES[name] ?? [name, "bin/node"];
  const modules = join(here, "node_modules");
  const packages = scope.startsWith("@")
    ? (await readdir(join(modules, scope)).catch(() => [])).map((one) => join(scope, one))
    : [scope];
  const found = packages.map((one) => join(modules, one, path)).find((one) => existsSync(one));
  if (!found) throw new NotRun(`no package has ${name} for ${process.platform} on ${process.arch}`);
  return found;
}

const PLACES: Readonly<Record<string, readonly [string, string]>> = {
  bun: ["@oven", "bin/bun"],
  deno: ["@deno", "deno"],
  workerd: ["@cloudflare", "bin/workerd"],
};
