import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

/**
 * Takes the sources out of the maps in a folder. Ours are published once, in `src/` and `generated/`, where maps look for them; of
 * bundled packages there is a line, since a map that points to files which nobody has makes bundlers warn.
 */
export async function slimMaps(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => one.endsWith(".map"))) {
    const map: SourceMap = JSON.parse(await readFile(join(folder, name), "utf8"));
    await writeFile(join(folder, name), JSON.stringify({ ...map, sourcesContent: map.sources.map(contentOf) }));
  }
}

function contentOf(source: string): string | null {
  if (/^\.\.\/(src|generated)\//.test(source)) return null;
  const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
  return name ? `// Bundled from ${name}; see LICENSES.md for its version.\n` : "// Written while building.\n";
}
