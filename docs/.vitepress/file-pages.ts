import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isPage, pageOf, REPOSITORY, slugOf } from "./repository-links.ts";

const DOCS = fileURLToPath(new URL("..", import.meta.url));

/** What VitePress makes a page of. */
interface FilePage {
  readonly params: { readonly file: string; readonly title: string; readonly description: string };
  readonly content: string;
}

/** A page for each file or folder of the repository that a page links to; none where `REPOSITORY_URL` says where they are. */
export function pagesOfFiles(): FilePage[] {
  if (process.env["REPOSITORY_URL"]) return [];
  const names = new Set(markdownIn(DOCS).flatMap(linkedFrom));
  // A folder's page leads to its files, so these have pages, too.
  for (const name of names) if (isFolder(name)) for (const inner of entriesOf(name)) names.add(inner);
  return [...names].sort().map(pageFor);
}

function pageFor(name: string): FilePage {
  const params = { file: slugOf(name), title: name, description: `${name}, as it is in the repository of puffle-sdk.` };
  const heading = `# \`${name}\`\n\n`;
  if (!isFolder(name)) return { params, content: heading + shown(name) };
  const items = entriesOf(name).map((inner) => `- [\`${relative(name, inner)}\`](${pageOf(inner)})`);
  return { params, content: `${heading}${items.join("\n")}\n` };
}

/** A file as code. What is long or a test is not coloured: there are hundreds, and each colour is a tag. */
function shown(name: string): string {
  const text = readFileSync(join(REPOSITORY, name), "utf8");
  const language = name.startsWith("test/") || text.length > 30_000 ? "txt" : (LANGUAGES[extname(name)] ?? "txt");
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length + 1)));
  return `${fence}${language}\n${text.trimEnd()}\n${fence}\n`;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  ".ts": "ts",
  ".mjs": "js",
  ".json": "json",
  ".yaml": "yaml",
  ".md": "md",
  ".sh": "sh",
};

function isFolder(name: string): boolean {
  return statSync(join(REPOSITORY, name)).isDirectory();
}

function entriesOf(folder: string): string[] {
  return readdirSync(join(REPOSITORY, folder))
    .sort()
    .map((entry) => `${folder.replace(/\/$/, "")}/${entry}`);
}

function markdownIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (["node_modules", ".vitepress", "files"].includes(entry.name)) return [];
    if (entry.isDirectory()) return markdownIn(join(folder, entry.name));
    return entry.name.endsWith(".md") ? [join(folder, entry.name)] : [];
  });
}

/** Files of the repository that a page links to; of a page that includes another text, those of that text. */
function linkedFrom(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const included = [...text.matchAll(/<!--\s*@include:\s*(\S+?)\s*-->/g)].map(([, path = ""]) =>
    resolve(dirname(file), path),
  );
  const inText = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)].flatMap(([, href = ""]) => {
    if (/^([a-z]+:|#|\/)/i.test(href)) return [];
    const target = resolve(dirname(file), decodeURI(href.replace(/#.*$/, "")));
    const name = relative(REPOSITORY, target).replaceAll("\\", "/");
    return isPage(name) ? [] : [name];
  });
  return [...inText, ...included.flatMap(linkedFrom)];
}
