import { build, version } from "esbuild";

export async function bundle(entry, outdir) {
  await build({
    entryPoints: { main: entry },
    outdir,
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    // For browsers, where nothing is of Node.
    platform: "browser",
    external: ["node:*"],
    target: "es2022",
    logLevel: "warning",
  });
  return version;
}
