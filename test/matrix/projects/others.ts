import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { launches } from "../campaign.ts";
import type { Project, Ran } from "../matrix.ts";
import { program, root } from "../paths.ts";
import { javascript, text } from "../programs.ts";
import { Failure, kill, start } from "../run.ts";

const NODE = `Node ${process.versions.node}`;

const copies: Project = {
  name: "two copies in both formats",
  group: "other",
  fast: true,
  async run(context) {
    const folder = await context.project({
      files: { "main.mjs": await readFile(program("copies.mjs"), "utf8") },
      dependencies: { "second-copy": `npm:puffle-sdk@${context.registry.version}` },
    });
    const printed = await context.run(process.execPath, ["main.mjs"], { cwd: folder });
    // Two services, two copies and two formats: eight of each class, and each knows the errors of all.
    const wanted = JSON.stringify({ classes: 8, pairs: 64, known: true, found: [5, 5, 5, 5] });
    return said(printed, wanted, { on: NODE, formats: ["ESM", "CJS"], note: "errors known, tokens resumed" });
  },
};

const ownZod: Project = {
  name: "with a zod of its own",
  group: "other",
  fast: true,
  async run(context) {
    const { version } = JSON.parse(await readFile(join(root, "node_modules/zod/package.json"), "utf8"));
    const folder = await context.project({
      files: { "main.mjs": await readFile(program("own-zod.mjs"), "utf8") },
      // The repository's own, so that nothing is downloaded.
      dependencies: { zod: `file:${join(root, "node_modules/zod")}` },
    });
    const printed = await context.run(process.execPath, ["main.mjs"], { cwd: folder });
    return said(printed, "true of type string mine", { on: NODE, formats: ["ESM"], note: `zod ${version} beside it` });
  },
};

/** msw's types need Node's, and come with them. */
const msw: Project = {
  name: "with msw, in TypeScript",
  group: "other",
  async run(context) {
    const { devDependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const compilerOptions = { module: "nodenext", strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false };
    const folder = await context.project({
      files: {
        "main.ts": await readFile(program("with-msw.ts"), "utf8"),
        "tsconfig.json": JSON.stringify({ compilerOptions, files: ["main.ts"] }),
      },
      dependencies: { msw: devDependencies.msw },
    });
    await context.run(process.execPath, [join(root, "node_modules/typescript/bin/tsc")], { cwd: folder });
    const printed = await context.run(process.execPath, ["main.js"], { cwd: folder });
    return said(printed, "active 1 0", { on: NODE, formats: ["TypeScript"], note: `msw ${devDependencies.msw}` });
  },
};

/** As the README starts it, for whoever has another language: on a port, from the command line. */
const commandLine: Project = {
  name: "the sandbox from the command line",
  group: "other",
  fast: true,
  async run(context) {
    const folder = await context.project({ files: { "main.mjs": await readFile(program("launch-once.mjs"), "utf8") } });
    const args = ["--no-install", "puffle-sdk", "sandbox", "--port", "0", "--speed", "100000"];
    const child = start(context.cleanup, "npx", args, { cwd: folder });
    let output = "";
    try {
      const url = await new Promise<string>((resolve, reject) => {
        for (const stream of [child.stdout, child.stderr])
          stream?.on("data", (data) => {
            output += data;
            const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
            if (found !== undefined) resolve(found);
          });
        child.once("close", (code) => reject(new Failure(`puffle-sdk sandbox ended with ${code}`, output)));
      });
      const env = { PUFFLE_API_BASE_URL: url, PUFFLE_API_KEY: "pk_anything" };
      const printed = await context.run(process.execPath, ["main.mjs"], { cwd: folder, env });
      const launches = output.match(/^POST +\S+\/launch 200$/gm)?.length;
      if (launches !== 1) throw new Failure(`the sandbox has seen ${launches ?? 0} launches, not one`, output);
      return said(printed, "active", { on: NODE, formats: ["npx"] });
    } finally {
      kill(child);
    }
  },
};

const globals: Project = {
  name: "nothing on globalThis",
  group: "other",
  fast: true,
  async run(context) {
    const folder = await context.project({
      files: {
        "journey.mjs": await javascript(await text("journey.ts"), "esm"),
        "main.mjs": await readFile(program("globals.mjs"), "utf8"),
      },
    });
    await launches(context, this.name, async (env) => {
      const printed = await context.run(process.execPath, ["main.mjs"], { cwd: folder, env });
      const [left, outcome = ""] = printed.split("\n");
      if (left !== "") throw new Failure(`it leaves ${left} on globalThis`);
      return outcome;
    });
    return { on: NODE, formats: ["ESM"] };
  },
};

export const others: readonly Project[] = [copies, ownZod, msw, commandLine, globals];

function said(printed: string, wanted: string, ran: Ran): Ran {
  if (printed.trim() !== wanted) throw new Failure(`it printed something else than \`${wanted}\``, printed);
  return ran;
}
