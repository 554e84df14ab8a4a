/** What a client adds to a bundle: everything that importing it brings, minified and gzipped, for Node. */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { clients, load } from "./clients/index.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const sizes = {};
for (const name of clients) {
  const { specifier, later } = await load(name);
  if (specifier) sizes[name] = await size(specifier);
  if (later) sizes[name].later = await size(later);
}
process.stdout.write(JSON.stringify(sizes));

async function size(specifier) {
  const { outputFiles } = await build({
    // `import *` that is used keeps all exports, as a user of all of them would.
    stdin: { contents: `import * as all from ${JSON.stringify(specifier)}; console.log(all);`, resolveDir: here },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "node",
    legalComments: "none",
    logLevel: "error",
    // What a package treats as optional is not installed; our two files are counted each for itself.
    external: ["@react-email/render", "./on-demand.js", "./index.js"],
  });
  const [{ contents }] = outputFiles;
  return { minified: contents.length, gzipped: gzipSync(contents, { level: 9 }).length };
}
