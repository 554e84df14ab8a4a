import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { absoluteLinks } from "../../scripts/publish/absolute-links.ts";
import { recordBuild } from "../../scripts/publish/build-record.ts";
import { refusals } from "../../scripts/publish/refusals.ts";
import { slimMaps } from "../../scripts/publish/slim-maps.ts";

const roots: string[] = [];
let root = "";

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
}

const manifest = (generated = 0, version = "1.2.0") =>
  JSON.stringify({ version, scripts: { "check:generated": `node -e "process.exit(${generated})"` } });

function commit(): void {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.test", ...args], { cwd: root });
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "all of it");
}

/** A package that may be published: built, committed, and told of. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "puffle-publishing-"));
  roots.push(root);
  await put({
    "package.json": manifest(),
    "package-lock.json": "{}",
    "tsup.config.ts": "",
    "tsconfig.json": "{}",
    "src/index.ts": "export const a = 1;",
    "generated/a.ts": "",
    "dist/index.js": "const a=1;",
    "CHANGELOG.md": "# Changelog\n\n## 1.2.0\n\n- All of it.\n\n## 1.1.0\n",
    ".changeset/README.md": "How it works.",
    ".gitignore": "dist/\n",
  });
  await recordBuild(root);
  commit();
});

afterAll(() => Promise.all(roots.map((folder) => rm(folder, { recursive: true }))));

describe("publishing", () => {
  test("goes on where everything is committed, built and told of", async () => {
    expect(await refusals(root)).toEqual([]);
  });

  test.each([
    ["src/index.ts", "export const a = 2;"],
    ["src/new.ts", ""],
    ["generated/a.ts", "// other"],
    ["tsup.config.ts", "// other"],
    ["package-lock.json", "{ }"],
  ])("is refused where %s is not what the build was made from", async (name, text) => {
    await put({ [name]: text });
    commit();
    expect(await refusals(root)).toEqual([
      "The build is stale: dist/ was built from other sources than these. Run npm run build, then npm run check:package.",
    ]);
  });

  test("is refused where dist/ has a file of an older build, or one that was changed by hand", async () => {
    await put({ "dist/version-8qwxpaCw.d.ts": "", "dist/index.js": "const a=3;" });
    expect(await refusals(root)).toEqual([expect.stringContaining("dist/index.js, dist/version-8qwxpaCw.d.ts")]);
  });

  test("is refused where nothing is built, or a build did not come to its end", async () => {
    await rm(join(root, "dist/.build.json"));
    expect(await refusals(root)).toEqual([expect.stringContaining("its build was interrupted. Run npm run build")]);
  });

  test("is refused where generated/ is not what the contract says", async () => {
    await put({ "package.json": manifest(1) });
    await recordBuild(root);
    commit();
    expect(await refusals(root)).toEqual([
      expect.stringMatching(/^generated\/ .* Run npm run generate, test, and commit/s),
    ]);
  });

  test("is refused with changes that no commit has, which it names", async () => {
    await put({ "README.md": "new" });
    expect(await refusals(root)).toEqual([expect.stringMatching(/Commit them, or put them away:\n\?\? README\.md$/)]);
  });

  test("is refused with a file that no commit has where git is told not to look for such", async () => {
    execFileSync("git", ["config", "status.showUntrackedFiles", "no"], { cwd: root });
    await put({ "README.md": "new" });
    expect(await refusals(root)).toEqual([expect.stringMatching(/\n\?\? README\.md$/)]);
  });

  test.each(["src", "generated"])(
    "is refused with an ignored file in %s/, which would be published",
    async (folder) => {
      await put({ [`${folder}/dist/a.ts`]: "" });
      await recordBuild(root);
      expect(await refusals(root)).toEqual([expect.stringContaining(`\n!! ${folder}/dist/a.ts`)]);
    },
  );

  test("is refused outside a git checkout", async () => {
    await rm(join(root, ".git"), { recursive: true });
    expect(await refusals(root)).toEqual([expect.stringContaining("publish from a clone")]);
  });

  test("is refused where the changelog does not know the version", async () => {
    await put({ "package.json": manifest(0, "1.3.0") });
    await recordBuild(root);
    commit();
    expect(await refusals(root)).toEqual([expect.stringMatching(/no section "## 1\.3\.0"\. Run npm run version/)]);
  });

  test("is refused while changes wait for a version", async () => {
    await put({ ".changeset/brave-cats-sing.md": '---\n"puffle-sdk": patch\n---\n\nA fix.\n' });
    commit();
    expect(await refusals(root)).toEqual([expect.stringContaining("brave-cats-sing.md. Run npm run version")]);
  });

  test("names everything at once", async () => {
    await put({ "package.json": manifest(1, "2.0.0"), ".changeset/one.md": "" });
    expect(await refusals(root)).toHaveLength(5);
  });
});

test("source maps keep where they point to, and of sources only what nobody could look up", async () => {
  const map = {
    sources: ["../src/a.ts", "../node_modules/@scope/lib/x.js", "../node_modules/zod/v4/y.js", "own:own-globals"],
    sourcesContent: ["1", "2", "3", "4"],
    mappings: "AAAA",
  };
  await put({ "dist/index.js.map": JSON.stringify(map) });
  await slimMaps(join(root, "dist"));
  const slim = JSON.parse(await readFile(join(root, "dist/index.js.map"), "utf8"));
  expect(slim).toMatchObject({ sources: map.sources, mappings: "AAAA" });
  expect(slim.sourcesContent).toEqual([
    null,
    expect.stringContaining("from @scope/lib;"),
    expect.stringContaining("from zod;"),
    expect.stringContaining("while building"),
  ]);
});

describe("links of a published document", () => {
  const links = (text: string) => absoluteLinks(text, root, "https://example.test/o/r", "abc123");

  test("into the repository are made absolute, at the commit that is published", () => {
    expect(links("[a](src/index.ts), [b](./src), [c](CHANGELOG.md#110)")).toBe(
      "[a](https://example.test/o/r/blob/abc123/src/index.ts), [b](https://example.test/o/r/tree/abc123/src), " +
        "[c](https://example.test/o/r/blob/abc123/CHANGELOG.md#110)",
    );
  });

  test("elsewhere, and within the document, stay as they are", () => {
    const text = "[a](https://zod.dev) [b](#below) [c](mailto:a@example.test) a[0](1 + 2)";
    expect(links(text)).toBe(text);
  });

  test("to nothing are an error", () => {
    expect(() => links("[a](docs/gone.md)")).toThrow("docs/gone.md, which is not there");
  });

  test("are all there in the README", async () => {
    const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
    const repository = fileURLToPath(new URL("../..", import.meta.url));
    const absolute = absoluteLinks(readme, repository, "https://example.test/o/r", "abc123");
    expect(absolute.match(/\]\((?!https:|#)/g)).toBeNull();
  });
});
