import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the build puts the site. */
export const SITE = fileURLToPath(new URL("../../docs/.vitepress/dist/", import.meta.url));

/** A page as it was built. */
export interface Page {
  /** From the site's root: `/journeys/signals.html`. */
  readonly path: string;
  readonly html: string;
}

/** Every page of the site but the one for addresses that are none. */
export function builtPages(): Page[] {
  if (!existsSync(SITE)) throw new Error("There is no site to test: run `npm run docs:build` first.");
  return htmlIn(SITE)
    .map((file) => ({ path: `/${relative(SITE, file).replaceAll("\\", "/")}`, html: readFileSync(file, "utf8") }))
    .filter(({ path }) => path !== "/404.html");
}

function htmlIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return htmlIn(path);
    return entry.name.endsWith(".html") ? [path] : [];
  });
}

/** Somebody's words, as opposed to what is written from the source. */
export function isGuide({ path }: Page): boolean {
  return !path.startsWith("/reference/") && !path.startsWith("/files/");
}

/** The values of an attribute, in the page's order. */
export function valuesOf(attribute: string, html: string): string[] {
  const found = html.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, "g"));
  return [...found].map(([, value = ""]) => unescapeHtml(value));
}

export function unescapeHtml(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
