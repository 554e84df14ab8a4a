import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { pack, project, run } from "./packed.ts";

let packed: Awaited<ReturnType<typeof pack>>;
beforeAll(async () => {
  packed = await pack(await mkdtemp(join(tmpdir(), "puffle-pack-")));
});

const FAILING = `const sandbox = createSandbox();
const told = (error) => console.log(error.stack);
(async () => {
  await new Puffle(sandbox.options).campaigns.get("nowhere").catch(told);
  await new Puffle(sandbox.options).campaigns.launchAndWait("nowhere").catch(told);
  try { new Puffle({ timeuot: 5 }); } catch (error) { told(error); }
})();`;

test.each([
  [
    "ES modules",
    "main.mjs",
    'import { Puffle } from "puffle-sdk"; import { createSandbox } from "puffle-sdk/sandbox";',
  ],
  [
    "CommonJS",
    "main.cjs",
    'const { Puffle } = require("puffle-sdk"); const { createSandbox } = require("puffle-sdk/sandbox");',
  ],
])("a stack trace in %s shows lines of src/ that are in the package", async (_, file, imports) => {
  const folder = await project(packed.tarball, { [file]: imports + FAILING });
  const out = await run(process.execPath, ["--enable-source-maps", file], folder);
  const frames = [...out.matchAll(/node_modules\/puffle-sdk\/(\S+?):(\d+):\d+/g)].map(([, path = "", line]) => ({
    path,
    line: Number(line),
  }));
  expect(frames.length).toBeGreaterThan(3);
  expect(frames.filter(({ path }) => path.startsWith("dist/"))).toEqual([]);
  for (const { path, line } of frames) {
    expect(path).toMatch(/^src\/.*\.ts$/);
    const text = await readFile(join(folder, "node_modules/puffle-sdk", path), "utf8");
    expect(text.split("\n")[line - 1]).toMatch(/\S/);
  }
});

test("every source that a map names is in the package, or says in a line where it is from", async () => {
  const folder = await project(packed.tarball, {});
  const installed = join(folder, "node_modules/puffle-sdk");
  const maps = packed.files.filter((file) => file.endsWith(".map"));
  expect(maps.length).toBeGreaterThan(5);
  for (const name of maps) {
    const map: { sources: string[]; sourcesContent: (string | null)[] } = JSON.parse(
      await readFile(join(installed, name), "utf8"),
    );
    for (const [index, source] of map.sources.entries()) {
      const content = map.sourcesContent[index];
      if (content === null) expect(packed.files).toContain(source.replace(/^\.\.\//, ""));
      else expect(content).toMatch(/^\/\/ (Bundled from|Written while building).*\n$/);
    }
  }
});

test("the package stays under 1.6 MB", () => {
  expect(packed.size).toBeLessThan(1_600_000);
});
