import { join } from "node:path";
import { launches } from "../campaign.ts";
import type { Project } from "../matrix.ts";
import { here, root } from "../paths.ts";
import { printing, text } from "../programs.ts";
import { Failure } from "../run.ts";

/** How a module's name is resolved, and what that is called in a tsconfig.json. */
const RESOLUTIONS = {
  nodenext: { module: "nodenext" },
  node16: { module: "node16" },
  bundler: { module: "esnext", moduleResolution: "bundler", target: "es2022" },
} as const;

/** Where a compiler is: the repository's own, which is of the fast part, or one of the matrix. */
const COMPILERS = [
  ["5.4", join(here, "node_modules/typescript-5.4/bin/tsc")],
  ["5.9", join(root, "node_modules/typescript/bin/tsc")],
  ["6", join(here, "node_modules/typescript-6/bin/tsc")],
  ["7", join(here, "node_modules/typescript-7/bin/tsc")],
] as const;

/**
 * Strict programs without Node's types and with the default `lib`, in both formats where the compiler writes both. What is
 * compiled is run.
 */
export const types: readonly Project[] = COMPILERS.flatMap(([compiler, tsc]): Project[] =>
  Object.entries(RESOLUTIONS).map(([resolution, options]) => ({
    name: `types: TypeScript ${compiler}, ${resolution}`,
    group: "types",
    fast: compiler === "5.9" && resolution === "nodenext",
    async run(context) {
      const main = await printing("journey.ts");
      const programs = resolution === "bundler" ? ["main.ts"] : ["main.mts", "main.cts"];
      const compilerOptions = { ...options, strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false };
      const files = [...programs, "in-process.ts", "claims.ts"];
      const folder = await context.project({
        files: {
          ...Object.fromEntries(programs.map((name) => [name, main])),
          "in-process.ts": await text("in-process.ts"),
          "claims.ts": await text("claims.ts"),
          "tsconfig.json": JSON.stringify({ compilerOptions, files }),
        },
      });
      await context.run(process.execPath, [tsc, "-p", "."], { cwd: folder });
      for (const name of programs.map((name) => name.replace(/ts$/, "js")))
        await launches(context, `${this.name}, ${name}`, (env) =>
          context.run(process.execPath, [name], { cwd: folder, env }),
        );
      const printed = await context.run(process.execPath, [tsc, "--version"], { cwd: folder });
      const version = printed.replace("Version", "").trim();
      if (!version.startsWith(`${compiler}.`)) throw new Failure(`the compiler is TypeScript ${version}`);
      return {
        on: `TypeScript ${version}`,
        formats: programs.length === 1 ? ["ESM"] : ["ESM", "CJS"],
        note: resolution,
      };
    },
  })),
);
