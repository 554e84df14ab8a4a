import { launchedInside, launches } from "../campaign.ts";
import type { Context, Project } from "../matrix.ts";
import { javascript, printing } from "../programs.ts";
import { binary } from "../runtimes.ts";

type Format = "ESM" | "CJS" | "require of ESM" | "TypeScript";

interface Runtime {
  readonly name: string;
  readonly fast?: boolean;
  /** Its program, and what stands before the file. */
  command(context: Context): Promise<readonly [program: string, ...args: string[]]>;
  /** The number in what `--version` says. */
  readonly called: string;
  readonly formats: readonly Format[];
  readonly env?: (context: Context) => Readonly<Record<string, string>>;
}

const node = (name: "node20" | "node22" | "node24" | "node26"): Runtime => ({
  name: name.replace("node", "Node "),
  called: "Node",
  command: async () => [await binary(name)],
  // 20 reads no TypeScript.
  formats: ["ESM", "CJS", "require of ESM", ...(name === "node20" ? [] : (["TypeScript"] as const))],
});

const RUNTIMES: readonly Runtime[] = [
  {
    name: "this Node",
    called: "Node",
    fast: true,
    command: async () => [process.execPath, "--disallow-code-generation-from-strings"],
    formats: ["ESM", "CJS"],
  },
  node("node20"),
  node("node22"),
  node("node24"),
  node("node26"),
  { name: "Bun", called: "Bun", command: async () => [await binary("bun")], formats: ["ESM", "CJS", "TypeScript"] },
  {
    name: "Deno",
    called: "Deno",
    // No more than the package needs: where the services are and the key, and those addresses.
    command: async () => [
      await binary("deno"),
      "run",
      "--no-prompt",
      "--allow-net=127.0.0.1",
      "--allow-env=PUFFLE_API_KEY,PUFFLE_API_BASE_URL,LEADLEX_API_KEY,LEADLEX_API_BASE_URL",
    ],
    formats: ["ESM", "CJS", "TypeScript"],
    env: ({ folder }) => ({ DENO_DIR: `${folder}/deno`, DENO_NO_UPDATE_CHECK: "1" }),
  },
];

/** Plain programs, in each format that a runtime reads, against sockets; and with the sandbox inside the process. */
export const runtimes: readonly Project[] = RUNTIMES.map((runtime) => ({
  name: `runtime: ${runtime.name}`,
  group: "runtime",
  fast: runtime.fast ?? false,
  async run(context) {
    const [program, ...args] = await runtime.command(context);
    const esm = await javascript(await printing("journey.ts"), "esm");
    const cjs = await javascript(await printing("journey.ts"), "cjs");
    const files = {
      ESM: ["main.mjs", esm],
      CJS: ["main.cjs", cjs],
      "require of ESM": ["main-esm.cjs", requiringFiles(cjs)],
      TypeScript: ["main.ts", await printing("journey.ts")],
    } as const;
    const folder = await context.project({
      files: {
        "inside.mjs": await javascript(await printing("in-process.ts"), "esm"),
        ...Object.fromEntries(runtime.formats.map((format) => files[format])),
      },
    });
    const env = runtime.env?.(context) ?? {};
    for (const format of runtime.formats)
      await launches(context, `${this.name}, ${format}`, (addresses) =>
        context.run(program, [...args, files[format][0]], { cwd: folder, env: { ...env, ...addresses } }),
      );
    launchedInside(await context.run(program, [...args, "inside.mjs"], { cwd: folder, env }));
    const version = await context.run(program, ["--version"], { cwd: folder, env });
    return {
      on: `${runtime.called} ${/\d+\.\d+\.\d+/.exec(version)?.[0] ?? version.trim()}`,
      formats: [...runtime.formats, "sandbox inside"],
    };
  },
}));

/** CommonJS that takes the files of the other format. */
function requiringFiles(text: string): string {
  return text.replaceAll(/require\("puffle-sdk(?:\/(\w+))?"\)/g, (_, entry) => {
    return `require("./node_modules/puffle-sdk/dist/${entry ?? "index"}.js")`;
  });
}
