import { javascript, journeyText, launches } from "../campaign.ts";
import type { Project } from "../matrix.ts";

/** Plain programs of either format on the Node at hand, where code from strings is forbidden. */
export const formats: readonly Project[] = (["esm", "cjs"] as const).map((format) => ({
  name: `${format === "esm" ? "ES modules" : "CommonJS"} on this Node`,
  group: "runtime",
  fast: true,
  async run(context) {
    const file = format === "esm" ? "main.mjs" : "main.cjs";
    const folder = await context.project({ files: { [file]: await javascript(await journeyText(), format) } });
    await launches(context, this.name, (env) =>
      context.run(process.execPath, ["--disallow-code-generation-from-strings", file], { cwd: folder, env }),
    );
    return { on: `Node ${process.versions.node}`, formats: [format === "esm" ? "ESM" : "CJS"] };
  },
}));
