import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";
import { defineConfig, type Options } from "tsup";

/** Everything is bundled, so that the package has no dependencies at run time; msw is the user's own. */
const common: Options = {
  target: "es2022",
  platform: "neutral",
  outDir: "dist",
  splitting: false,
  sourcemap: true,
  clean: false,
  noExternal: [/^(ofetch|zod|ufo|destr)/],
  external: ["msw", "node:http"],
  // "node:http" says what it is to whoever bundles for a place without Node.
  removeNodeProtocol: false,
  esbuildOptions(options) {
    options.mainFields = ["module", "main"];
    options.conditions = ["import"];
    // The licences of what is bundled are in LICENSES.md.
    options.legalComments = "none";
    // Quicker to load, and as legible in a stack trace: names stay, and lines stay short enough to be printed.
    options.minifyWhitespace = true;
    options.minifySyntax = true;
    options.lineLimit = 160;
  },
  // On a line of its own, so that tools that tell formats by reading lines see that this is ESM.
  plugins: [
    {
      name: "exports-on-a-line-of-their-own",
      renderChunk: (code) => ({ code: code.replace(/\}export\{(?=[^}]*\};\s*$)/, "}\nexport{") }),
    },
  ],
};

/** zod keeps its configuration and registry on globalThis; ours must not touch the user's. */
const zodOfOurOwn: Plugin = {
  name: "zod-of-our-own",
  setup(build) {
    build.onLoad({ filter: /node_modules\/zod\/v4\/.*\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      return {
        contents: text
          .replaceAll("globalThis.__zod_", "ownGlobals.__zod_")
          .replaceAll("(_a = globalThis)", "(_a = ownGlobals)")
          .replace(/^/, text.includes("globalThis") ? 'import { ownGlobals } from "own-globals";\n' : ""),
        loader: "js",
      };
    });
    build.onResolve({ filter: /^own-globals$/ }, () => ({ path: "own-globals", namespace: "own" }));
    build.onLoad({ filter: /.*/, namespace: "own" }, () => ({
      contents: "export const ownGlobals = {};",
      loader: "js",
    }));
  },
};

/**
 * Of ofetch only what we use: not its parser for bodies, not what it builds addresses with (ours are whole), and not its ready-made instance, which touches the platform's
 * fetch when it is imported (Node then loads all of its HTTP client: thirty milliseconds).
 */
const ofetchInPart: Plugin = {
  name: "ofetch-in-part",
  setup(build) {
    build.onLoad({ filter: /node_modules\/ofetch\/dist\/index\.mjs$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const used = /import \{ (\w+ as createFetch) \} from '(.*?)'/.exec(text);
      if (!used) throw new Error("ofetch is built otherwise than it was: look at its dist/index.mjs");
      return { contents: `export { ${used[1]} } from "${used[2]}";`, loader: "js" };
    });
    build.onResolve({ filter: /^(destr|ufo)$/ }, ({ path }) => ({ path, namespace: "unused" }));
    build.onLoad({ filter: /.*/, namespace: "unused" }, ({ path }) => ({
      contents: path === "destr" ? "export default JSON.parse;" : "export const withBase = String, withQuery = String;",
      loader: "js",
    }));
  },
};

/** Modules that stay files of their own, by the end of their path. */
function apart(modules: Readonly<Record<string, string>>): Plugin {
  return {
    name: "apart",
    setup(build) {
      for (const [module, file] of Object.entries(modules)) {
        build.onResolve({ filter: new RegExp(`${module.replaceAll(".", "\\.")}$`) }, ({ kind }) =>
          kind === "entry-point" ? undefined : { path: file, external: true },
        );
      }
    },
  };
}

const plugins = [zodOfOurOwn, ofetchInPart];

export default defineConfig([
  // What a client needs to start and to succeed…
  {
    ...common,
    entry: { index: "src/index.ts" },
    format: "esm",
    esbuildPlugins: [...plugins, apart({ "/on-demand.ts": "./on-demand.js" })],
  },
  // …and the rest, loaded on first use. Its error classes are the entry's own.
  {
    ...common,
    entry: { "on-demand": "src/puffle/on-demand.ts" },
    format: "esm",
    esbuildPlugins: [
      ...plugins,
      apart({ "/core/errors.ts": "./index.js", "/puffle/errors.ts": "./index.js", "./errors.ts": "./index.js" }),
    ],
  },
  // LeadLex the same, in files of its own: who talks to one service loads nothing of the other.
  {
    ...common,
    entry: { leadlex: "src/leadlex/index.ts" },
    format: "esm",
    esbuildPlugins: [...plugins, apart({ "/on-demand.ts": "./leadlex-on-demand.js" })],
  },
  {
    ...common,
    entry: { "leadlex-on-demand": "src/leadlex/on-demand.ts" },
    format: "esm",
    esbuildPlugins: [
      ...plugins,
      apart({ "/core/errors.ts": "./leadlex.js", "/leadlex/errors.ts": "./leadlex.js", "./errors.ts": "./leadlex.js" }),
    ],
  },
  // CommonJS can't be split: one file, whose second half runs on first use.
  { ...common, entry: { index: "src/index.ts" }, format: "cjs", esbuildPlugins: plugins },
  { ...common, entry: { leadlex: "src/leadlex/index.ts" }, format: "cjs", esbuildPlugins: plugins },
  { ...common, entry: { sandbox: "src/sandbox/index.ts" }, format: ["esm", "cjs"], esbuildPlugins: plugins },
  {
    ...common,
    entry: { "sandbox-msw": "src/sandbox/msw.ts" },
    format: "esm",
    esbuildPlugins: [...plugins, apart({ "./index.ts": "./sandbox.js" })],
  },
  {
    ...common,
    entry: { "sandbox-msw": "src/sandbox/msw.ts" },
    format: "cjs",
    esbuildPlugins: [...plugins, apart({ "./index.ts": "./sandbox.cjs" })],
  },
  {
    ...common,
    platform: "node",
    entry: { cli: "src/cli.ts" },
    format: "esm",
    banner: { js: "#!/usr/bin/env node" },
    esbuildPlugins: [...plugins, apart({ "./sandbox/index.ts": "./sandbox.js" })],
  },
  // Types are shared by all entries: an error or an operation of one service is of the same type as the other's.
  {
    entry: {
      index: "src/index.ts",
      leadlex: "src/leadlex/index.ts",
      sandbox: "src/sandbox/index.ts",
      "sandbox-msw": "src/sandbox/msw.ts",
    },
    format: ["esm", "cjs"],
    dts: { only: true },
    outDir: "dist",
    external: ["msw"],
  },
]);
