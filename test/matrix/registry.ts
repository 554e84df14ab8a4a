import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Cleanup } from "./cleanup.ts";
import { here, root } from "./paths.ts";
import { Failure, run, start } from "./run.ts";

/** A registry of our own, on the loopback address, which has the package as `npm publish` made it. */
export interface Registry {
  readonly url: string;
  /** What is published. */
  readonly version: string;
  readonly tarball: string;
  /** A cache of npm's, which has nothing of other runs. */
  readonly cache: string;
}

/**
 * Starts a verdaccio, packs what is built, and publishes that. The package is taken from nowhere else; what others a project
 * needs comes from the registry that npm is set to.
 */
export async function publish(cleanup: Cleanup, folder: string): Promise<Registry> {
  const cache = join(folder, "npm-cache");
  const storage = join(folder, "registry");
  await mkdir(storage, { recursive: true });
  const elsewhere = (await run(cleanup, "npm", ["config", "get", "registry"], { cwd: root })).trim();
  const config = {
    storage,
    self_path: storage,
    uplinks: { elsewhere: { url: elsewhere } },
    packages: {
      "puffle-sdk": { access: "$all", publish: "$all" },
      "**": { access: "$all", proxy: "elsewhere" },
    },
    // Nobody has an account: whoever reaches the loopback address may publish.
    auth: {},
    max_body_size: "50mb",
    log: { type: "stdout", format: "pretty", level: "warn" },
  };
  const url = await listen(cleanup, storage, config);
  const packed = await run(
    cleanup,
    "npm",
    ["pack", "--json", "--ignore-scripts", "--pack-destination", folder, "--cache", cache],
    { cwd: root },
  );
  const [{ filename, version }] = JSON.parse(packed);
  const tarball = join(folder, filename);
  const publisher = join(folder, "publisher");
  await mkdir(publisher);
  // A token, because npm asks for one; the registry does not.
  await writeFile(join(publisher, ".npmrc"), `${npmrc(url, cache)}${url.replace(/^http:/, "")}:_authToken=none\n`);
  await run(cleanup, "npm", ["publish", tarball, "--ignore-scripts"], { cwd: publisher });
  return { url, version, tarball, cache };
}

/** The settings of npm in a project. */
export function npmrc(url: string, cache: string): string {
  return `registry=${url}\ncache=${cache}\nfund=false\naudit=false\nupdate-notifier=false\n`;
}

async function listen(cleanup: Cleanup, storage: string, config: object): Promise<string> {
  const file = join(storage, "config.json");
  await writeFile(file, JSON.stringify(config));
  const child = start(cleanup, process.execPath, [join(here, "registry-server.mjs"), file], {
    cwd: here,
    extra: "ipc",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data) => {
      output += data;
    });
  const port = await new Promise<unknown>((resolve, reject) => {
    child.once("message", resolve);
    child.once("close", (code) => reject(new Failure(`the registry ended with ${code}`, output)));
  });
  return `http://127.0.0.1:${String(port)}/`;
}
