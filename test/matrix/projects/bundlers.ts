import { readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { launches } from "../campaign.ts";
import type { Context, Project } from "../matrix.ts";
import { here } from "../paths.ts";
import { javascript, printing } from "../programs.ts";
import { Failure } from "../run.ts";

/** What the sizes of a bundle are, minified and gzipped, in bytes. */
interface Sizes {
  /** What is loaded at once. */
  readonly first: number;
  /** What is loaded when it is needed. */
  readonly later: number;
}

/** Programs that are bundled for a browser and then run: one that uses everything, one with one resource, one with one function. */
export const bundlers: readonly Project[] = (["esbuild", "rollup", "webpack", "vite"] as const).map((bundler) => ({
  name: `bundler: ${bundler}`,
  group: "bundler",
  fast: bundler === "esbuild",
  async run(context) {
    const folder = await context.project({
      files: {
        "whole.js": await javascript(await printing("journey.ts"), "esm"),
        "resource.js": await javascript(await printing("one-resource.ts"), "esm"),
        "function.js": await javascript(await printing("verify-only.ts"), "esm"),
      },
    });
    // One after the other: two would be more than the machine has.
    const version = await bundle(context, bundler, folder, "whole");
    await bundle(context, bundler, folder, "resource");
    await bundle(context, bundler, folder, "function");
    // Bundled is bundled: nothing may be left to be found in node_modules.
    await rename(join(folder, "node_modules"), join(folder, "gone"));
    await launches(context, this.name, (env) =>
      context.run(process.execPath, [join("built-whole", "main.js")], { cwd: folder, env }),
    );
    const addresses = await context.services.open(`${this.name}, one resource`);
    const listed = await context.run(process.execPath, [join("built-resource", "main.js")], {
      cwd: folder,
      env: addresses,
    });
    await context.services.close(`${this.name}, one resource`);
    if (listed.trim() !== "0")
      throw new Failure("a client with one resource listed something else than nothing", listed);
    const refused = await context.run(process.execPath, [join("built-function", "main.js")], { cwd: folder });
    if (!refused.includes("WebhookVerificationError"))
      throw new Failure("a webhook that nobody signed was not refused", refused);
    const [whole, resource, one] = await Promise.all(
      ["whole", "resource", "function"].map((name) => sizes(join(folder, `built-${name}`))),
    );
    return {
      on: `${bundler} ${version}`,
      formats: ["ESM"],
      cells: [...both(whole), ...both(resource), kilobytes(one?.first)],
    };
  },
}));

async function bundle({ run }: Context, bundler: string, folder: string, name: string): Promise<string> {
  const script = join(here, "bundlers", "bundle.mjs");
  const args = [script, bundler, join(folder, `${name}.js`), join(folder, `built-${name}`)];
  const printed = await run(process.execPath, args, { cwd: folder });
  return printed.trim().split("\n").at(-1) ?? "";
}

const both = (sizes: Sizes | undefined) => [kilobytes(sizes?.first), kilobytes(sizes?.later)];
const kilobytes = (bytes = 0) => `${(bytes / 1_000).toFixed(1)} kB`;

async function sizes(folder: string): Promise<Sizes> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".js"));
  const texts = new Map<string, string>();
  for (const name of names) texts.set(name, await readFile(join(folder, name), "utf8"));
  const first = new Set(["main.js"]);
  // The set grows while it is walked through.
  for (const name of first)
    for (const [, other = ""] of (texts.get(name) ?? "").matchAll(/(?:import|from)\s*["']\.\/([^"']+)["']/g))
      first.add(other);
  const size = (which: (name: string) => boolean) =>
    names.filter(which).reduce((sum, name) => sum + gzipSync(texts.get(name) ?? "", { level: 9 }).length, 0);
  return { first: size((name) => first.has(name)), later: size((name) => !first.has(name)) };
}
