import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { format } from "node:util";
import { compileFunction } from "node:vm";
import { vi } from "vitest";
import { root } from "./pages.ts";
import { folder, type Snippet } from "./programs.ts";
import { runTests } from "./tests-in-a-snippet.ts";
import { endWorld, world } from "./world.ts";

const METHODS = ["log", "info", "warn", "error", "debug"] as const;

/**
 * Runs a snippet in a world of its own. Whatever calls the service with the platform's `fetch` reaches the sandbox, too;
 * nothing leaves this machine.
 * @param until looks at what was printed so far; throws as long as more must come
 * @returns what was printed, line by line
 */
export async function run(snippet: Snippet, until: (printed: string) => void): Promise<string> {
  const printed: string[] = [];
  for (const method of METHODS)
    vi.spyOn(console, method).mockImplementation((...words) => void printed.push(format(...words)));
  vi.stubEnv("PUFFLE_API_KEY", "pk_test");
  vi.stubEnv("LEADLEX_API_KEY", "wbk_test");
  vi.stubGlobal("fetch", reachingTheSandbox(globalThis.fetch));
  try {
    if (snippet.file.endsWith(".cjs")) await runCommonJs(snippet);
    else {
      const file = snippet.file.replace(/\.(\w+)$/, ".run.$1");
      await writeFile(file, snippet.runs);
      await import(/* @vite-ignore */ file);
    }
    await runTests();
    const look = () => until(printed.join("\n"));
    // A program without top-level await goes on after it was loaded.
    if (snippet.file.endsWith(".cjs")) await vi.waitFor(look, { timeout: 10_000, interval: 20 });
    else look();
    return printed.join("\n");
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
    endWorld();
  }
}

function reachingTheSandbox(real: typeof fetch): typeof fetch {
  return (input, init) => {
    const { hostname } = new URL(input instanceof Request ? input.url : input);
    if (hostname === "127.0.0.1") return real(input, init);
    const { sandbox, leadlexSandbox } = world();
    return (hostname.includes("leadlex") ? leadlexSandbox : sandbox).fetch(input, init);
  };
}

/** The module itself is built from sources here, which `require` can't load: what it would load is loaded before. */
async function runCommonJs({ file, runs, page, line }: Snippet): Promise<void> {
  const modules = new Map<string, unknown>();
  for (const [, name = ""] of runs.matchAll(/require\("([^"]+)"\)/g)) {
    if (name.startsWith("../../../")) modules.set(name, await import(/* @vite-ignore */ join(file, "..", name)));
    else if (name.startsWith("puffle-sdk")) modules.set(name, await import(/* @vite-ignore */ name));
  }
  if (runs.includes("import ")) throw new Error(`${page}:${line}: CommonJS has no import statements`);
  const real = createRequire(join(root, folder));
  const require = (name: string) => modules.get(name) ?? real(name);
  compileFunction(runs, ["require", "module", "exports"])(require, { exports: {} }, {});
}
