import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { builtPages, isGuide, type Page, SITE, unescapeHtml, valuesOf } from "./pages.ts";

const pages = builtPages();
const anchors = new Map(pages.map(({ path, html }) => [path, new Set(valuesOf("id", html))]));

/** Where a link may lead to outside the site. */
const ELSEWHERE = [
  "docs.puffle.ai",
  "app.puffle.ai",
  "docs.leadlex.com",
  "data.leadlex.com",
  "nodejs.org",
  "developer.mozilla.org",
  "v8.dev",
  "mswjs.io",
  "github.com",
  "www.npmjs.com",
];

describe("the site's links", () => {
  it("has pages to look at", () => {
    expect(pages.filter(isGuide).length).toBeGreaterThan(20);
    expect(pages.length).toBeGreaterThan(300);
  });

  it("lead to pages and headings that are there", () => {
    const dead = pages.flatMap((page) =>
      linksOf(page).flatMap((href) => (isExternal(href) || isAlive(href, page) ? [] : [`${page.path}: ${href}`])),
    );
    expect([...new Set(dead)]).toEqual([]);
  });

  it("lead out of it only over https, and to hosts that we know", () => {
    const strange = pages.flatMap((page) =>
      linksOf(page)
        .filter(isExternal)
        .filter((href) => !isKnown(href))
        .map((href) => `${page.path}: ${href}`),
    );
    expect([...new Set(strange)]).toEqual([]);
  });
});

describe("the site's pages", () => {
  it("each have a title and a description of their own", () => {
    const general = descriptionOf(pages.find(({ path }) => path === "/index.html"));
    const nameless = pages.filter((page) => {
      const title = /<title>([^<]*)<\/title>/.exec(page.html)?.[1] ?? "";
      const description = descriptionOf(page);
      return title.length < 3 || description.length < 10 || (page.path !== "/index.html" && description === general);
    });
    expect(nameless.map(({ path }) => path)).toEqual([]);
    const titles = pages.filter(isGuide).map(({ html }) => /<title>([^<]*)<\/title>/.exec(html)?.[1]);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it("are called in the sidebar what they call themselves", () => {
    const start = pages.find(({ path }) => path === "/getting-started.html")?.html ?? "";
    const sidebar = /<aside class="VPSidebar"[\s\S]*?<\/aside>/.exec(start)?.[0] ?? "";
    const items = [...sidebar.matchAll(/<a class="[^"]*" href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)];
    expect(items.length).toBeGreaterThan(20);
    const misnamed = items.flatMap(([, href = "", label = ""]) => {
      const { pathname } = new URL(href, "http://site");
      const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
      const heading = /<h1\b[^>]*>([\s\S]*?)<(?:a|\/h1)\b/.exec(
        pages.find((page) => page.path === path)?.html ?? "",
      )?.[1];
      const called = textOf(label).trim();
      return unescapeHtml(heading ?? "").trim() === unescapeHtml(called) || called === "Journeys"
        ? []
        : [`${href}: ${called}, ${heading}`];
    });
    expect(misnamed).toEqual([]);
  });

  it("are complete: none waits to be written", () => {
    const placeholders = pages.filter(({ html }) => /to be written|lorem ipsum|\bTODO\b/i.test(textOf(html)));
    expect(placeholders.filter(isGuide).map(({ path }) => path)).toEqual([]);
  });

  it("name no file of the machine that they were built on", () => {
    const here = process.cwd();
    expect(pages.filter(({ html }) => html.includes(`${here}/`)).map(({ path }) => path)).toEqual([]);
  });
});

function linksOf({ html }: Page): string[] {
  return [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map(([, href = ""]) => unescapeHtml(href));
}

function isExternal(href: string): boolean {
  return /^[a-z][a-z+.-]*:/i.test(href) || href.startsWith("//");
}

function isKnown(href: string): boolean {
  if (!URL.canParse(href)) return false;
  const { protocol, hostname, href: url } = new URL(href);
  const repository = process.env["REPOSITORY_URL"];
  return (
    (protocol === "https:" && ELSEWHERE.includes(hostname)) || (repository !== undefined && url.startsWith(repository))
  );
}

function isAlive(href: string, { path }: Page): boolean {
  const url = new URL(href, `http://site${path}`);
  const target = url.pathname.endsWith("/") ? `${url.pathname}index.html` : decodeURIComponent(url.pathname);
  const known = anchors.get(target);
  if (!known) return existsSync(join(SITE, target));
  return url.hash === "" || known.has(decodeURIComponent(url.hash.slice(1)));
}

function descriptionOf(page: Page | undefined): string {
  return unescapeHtml(/<meta name="description" content="([^"]*)"/.exec(page?.html ?? "")?.[1] ?? "");
}

function textOf(html: string): string {
  return html.replace(/<(script|style)[\s\S]*?<\/\1>/g, "").replace(/<[^>]+>/g, " ");
}
