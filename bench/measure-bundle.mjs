/** What a client adds to a bundle: everything that importing it brings, minified and gzipped, for Node. */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { clients, load, ours } from "./clients/index.mjs";
import { whereBytesGo } from "./where-bytes-go.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const sizes = {};
for (const name of clients) {
  const { specifier, later } = await load(name);
  if (!specifier) continue;
  sizes[name] = await size(specifier);
  if (name !== ours) continue;
  sizes[name].modules = await modulesOf(specifier);
  sizes[name].later = { ...(await size(later)), modules: await modulesOf(later) };
}
process.stdout.write(JSON.stringify(sizes));

async function size(specifier) {
  // `import *` that is used keeps all exports, as a user of all of them would.
  const [{ contents }] = await bundle(`import * as all from ${JSON.stringify(specifier)}; console.log(all);`);
  return { minified: contents.length, gzipped: gzipSync(contents, { level: 9 }).length };
}

async function modulesOf(specifier) {
  const map = { sourcemap: "external", sourcesContent: false, outdir: here };
  const files = await bundle(`export * from ${JSON.stringify(specifier)};`, map);
  const [code, itsMap] = [".js", ".map"].map((end) => files.find(({ path }) => path.endsWith(end)).text);
  return whereBytesGo(code, itsMap);
}

async function bundle(contents, more) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: here },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "node",
    legalComments: "none",
    logLevel: "error",
    // What a package treats as optional is not installed; our two files are counted each for itself.
    external: ["@react-email/render", "./on-demand.js", "./index.js"],
    ...more,
  });
  return outputFiles;
}
