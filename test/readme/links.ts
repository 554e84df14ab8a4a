/** Links between pages, as the place where a page is read resolves them. */
import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import ts from "typescript";
import { root } from "./pages.ts";

/** Written when the site is built; the site's own test follows links there. */
const BUILT = /^(\.{0,2}\/)*reference(\/|$)/;

/** @returns what is wrong with a page's links to other pages and files of the repository */
export async function problemsOfLinks(path: string, text: string): Promise<string[]> {
  const problems: string[] = [];
  for (const [, link = ""] of text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)) {
    const [file = "", heading] = link.split("#");
    if (path !== "README.md" && BUILT.test(file)) continue;
    const target = await targetOf(path, file);
    if (!target) problems.push(`${path} links to ${link}`);
    else if (heading !== undefined && !anchorsOf(target, await readFile(target, "utf8")).includes(heading))
      problems.push(`${path} links to ${link}: there is no such heading`);
  }
  return problems;
}

export function isExisting(path: string): boolean {
  return ts.sys.fileExists(path);
}

async function targetOf(path: string, link: string): Promise<string | undefined> {
  const folder = link.startsWith("/") ? join(root, "docs") : dirname(join(root, path));
  const plain = link === "" ? join(root, path) : join(folder, link);
  // The site's addresses have no endings, and a folder's page is its index.
  const candidates = [plain, `${plain}.md`, plain.replace(/\.html$/, ".md"), join(plain, "index.md")];
  for (const candidate of path === "README.md" ? [plain] : candidates) {
    const found = await stat(candidate).catch(() => undefined);
    if (found?.isFile() || (found && path === "README.md")) return candidate;
  }
  return undefined;
}

/** What a page's headings are linked to by: GitHub's way, the site's, and what a heading or a table of rules says itself. */
function anchorsOf(path: string, text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].flatMap(([, heading = ""]) => {
    const own = /\{#([\w-]+)\}\s*$/.exec(heading)?.[1];
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const github = plain.replace(/[^\w -]/g, "").replaceAll(" ", "-");
    const site = plain.replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, "-").replace(/^-+|-+$/g, "");
    return own ? [own] : [github, site.replace(/^(\d)/, "_$1")];
  });
  const rules = path.endsWith("rules.md") ? [...text.matchAll(/^\| ([PL]\d\d) /gm)].map(([, rule = ""]) => rule) : [];
  return [...headings, ...rules.map((rule) => rule.toLowerCase())];
}
