import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import { pack, root } from "./packed.ts";

/** What fresh projects make of it is the matrix's to say: `npm run test:matrix -- --fast`. */
let files: readonly string[] = [];
beforeAll(async () => {
  ({ files } = await pack(await mkdtemp(join(tmpdir(), "puffle-pack-"))));
});

describe("the tarball", () => {
  test("holds one flat file per entry and format, one for each service that is loaded on first use, and no more code", () => {
    const code = files.filter((file) => /\.(c?js)$/.test(file));
    expect(code).toEqual([
      "dist/cli.js",
      "dist/index.cjs",
      "dist/index.js",
      "dist/leadlex-on-demand.js",
      "dist/leadlex.cjs",
      "dist/leadlex.js",
      "dist/on-demand.js",
      "dist/sandbox-msw.cjs",
      "dist/sandbox-msw.js",
      "dist/sandbox.cjs",
      "dist/sandbox.js",
    ]);
    // Sources are for the source maps: see source-maps.test.ts.
    const others = files.filter((file) => !/^(dist|src|generated)\//.test(file));
    expect(others).toEqual(["CHANGELOG.md", "LICENSE", "LICENSES.md", "README.md", "package.json"]);
  });

  test("has no dependency at run time, and says that importing it does nothing", async () => {
    const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.sideEffects).toBe(false);
    const { outputFiles } = await build({
      stdin: { contents: 'import "./dist/index.js"; import "./dist/leadlex.js";', resolveDir: root },
      bundle: true,
      write: false,
      format: "esm",
      logLevel: "silent",
    });
    expect(outputFiles[0]?.text.trim()).toBe("");
  });

  test("names the licences of what is bundled, and no others", async () => {
    const licences = await readFile(join(root, "LICENSES.md"), "utf8");
    const maps = ["index", "on-demand", "leadlex", "leadlex-on-demand", "sandbox"].map(async (name) =>
      JSON.parse(await readFile(join(root, `dist/${name}.js.map`), "utf8")),
    );
    const sources: string[] = (await Promise.all(maps)).flatMap(({ sources: found }) => found);
    const bundled = new Set(sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []));
    const named = [...licences.matchAll(/^## (\S+) /gm)].map((match) => match[1]);
    expect(named.sort()).toEqual([...bundled].sort());
  });

  test("holds the licence of each bundled version in full, and only licences that ask for no more than that", async () => {
    const licences = await readFile(join(root, "LICENSES.md"), "utf8");
    const parts = [...licences.matchAll(/^## (\S+) (\S+)\n+```\n([^`]+)```$/gm)];
    expect(parts).toHaveLength(licences.match(/^## /gm)?.length ?? 0);
    for (const [, name = "", version, text = ""] of parts) {
      const folder = join(root, "node_modules", name);
      const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
      expect([name, manifest.version]).toEqual([name, version]);
      expect(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"]).toContain(manifest.license);
      // Notices of what has no part in it may be left out; what is there is there to the letter.
      const [own = ""] = (await readFile(join(folder, "LICENSE"), "utf8")).split(/\n-{3,}\n|\n(?=.*bundles)/);
      expect(text.trim()).toBe(own.trim());
    }
  });

  test("names its version in the code as in the manifest", async () => {
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    expect(await readFile(join(root, "dist/index.js"), "utf8")).toContain(`"${version}"`);
  });

  test("loads nothing of Node's and no code from strings in what runs anywhere", async () => {
    const entries = ["index.js", "on-demand.js", "index.cjs", "leadlex.js", "leadlex-on-demand.js", "leadlex.cjs"];
    for (const name of entries) {
      const text = await readFile(join(root, "dist", name), "utf8");
      expect(text.match(/(?:from|import|require)\s*\(?\s*["']node:[^"']*/g)).toBeNull();
      expect(text.match(/\bnew Function\b|\beval\(/g)).toBeNull();
    }
  });
});

describe("each service", () => {
  test("has nothing of the other in what it loads", async () => {
    const text = async (...names: readonly string[]) =>
      (await Promise.all(names.map((name) => readFile(join(root, "dist", name), "utf8")))).join("\n");
    expect(await text("index.js", "on-demand.js", "index.cjs")).not.toMatch(/leadlex|lexi|x-ratelimit|enrolment/i);
    // The package's name and the errors' brand are of both.
    const others = (await text("leadlex.js", "leadlex-on-demand.js", "leadlex.cjs")).replace(
      /puffle-sdk|PuffleError/g,
      "",
    );
    expect(others).not.toMatch(/app\.puffle|launchCampaign|sequence|prospects/i);
  });
});
