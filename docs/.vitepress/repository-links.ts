import { existsSync } from "node:fs";
import { dirname, join, normalize, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { MarkdownRenderer } from "vitepress";

const DOCS = fileURLToPath(new URL("..", import.meta.url));
export const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Links to files of the repository that are no pages. With `REPOSITORY_URL` (and `REPOSITORY_REF`, default `main`) they lead there;
 * otherwise to a page that shows the file, see `files/[file].paths.ts`. A link to nothing fails the build.
 *
 * A page whose text stands elsewhere in the repository says from where its links go: `linksFrom` in its front matter.
 */
export function linkRepositoryFiles(md: MarkdownRenderer): void {
  md.core.ruler.push("link-repository-files", (state) => {
    const page = String(state.env.relativePath ?? "");
    const folder = state.env.frontmatter?.linksFrom ?? dirname(page);
    for (const token of state.tokens.flatMap((one) => one.children ?? [])) {
      if (token.type !== "link_open") continue;
      const href = String(token.attrGet("href"));
      const target = targetOf(href, join(DOCS, folder));
      if (target !== undefined) token.attrSet("href", target);
    }
  });
}

/** @returns undefined where the link is fine as it is */
function targetOf(href: string, folder: string): string | undefined {
  if (/^([a-z]+:|#|\/)/i.test(href)) return undefined;
  const [path = "", hash = ""] = splitAt(href, href.indexOf("#"));
  const file = resolve(folder, decodeURI(path));
  const name = relative(REPOSITORY, file).replaceAll("\\", "/");
  if (PAGES[name] !== undefined) return `${PAGES[name]}${hash}`;
  if (name.startsWith("docs/")) return `/${name.slice("docs/".length).replace(/(?:index)?\.md$/, "")}${hash}`;
  // A link that leads nowhere is left to VitePress, which stops at it.
  return isPage(name) ? undefined : `${pageOf(normalize(name))}${name.endsWith(".md") ? "" : hash}`;
}

/** Whether something in the repository is a page of the site already, or is not there at all. */
export function isPage(name: string): boolean {
  return (
    PAGES[name] !== undefined ||
    name.startsWith("docs/") ||
    name.startsWith("..") ||
    !existsSync(join(REPOSITORY, name))
  );
}

function splitAt(text: string, index: number): readonly [string, string] {
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index)];
}

/** Files of the repository that are pages of the site. */
const PAGES: Readonly<Record<string, string>> = {
  "README.md": "/getting-started",
  "CHANGELOG.md": "/changelog",
  "CONTRIBUTING.md": "/contributing",
};

/** Where a file or a folder of the repository is shown. */
export function pageOf(name: string): string {
  const url = process.env["REPOSITORY_URL"];
  if (url) return `${url.replace(/\/$/, "")}/blob/${process.env["REPOSITORY_REF"] ?? "main"}/${name}`;
  return `/files/${slugOf(name)}`;
}

/** A file's name as the last part of an address: a dot would be taken for the end of a file's name. */
export function slugOf(name: string): string {
  return name.replace(/\/$/, "").replaceAll("/", "--").replaceAll(".", "-");
}
