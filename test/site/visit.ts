import type { Browser } from "playwright-core";
import { openBrowser, PHONE, troubleOf } from "./browser.ts";
import type { Page } from "./pages.ts";
import { serveSite } from "./serve.ts";

/** So many pages at a time. */
const AT_ONCE = 3;

/** Opens each page on a phone. @returns what is wrong: errors, warnings, requests to elsewhere, scrolling sideways */
export async function troubleOn(pages: readonly Page[]): Promise<string[]> {
  const site = await serveSite();
  let browser: Browser | undefined;
  try {
    browser = await openBrowser();
    return await visit(
      browser,
      site.origin,
      pages.map(({ path }) => path),
    );
  } finally {
    await browser?.close();
    await site.close();
  }
}

async function visit(browser: Browser, origin: string, paths: readonly string[]): Promise<string[]> {
  const waiting = [...paths];
  const wrong: string[] = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const page = await browser.newPage({ viewport: PHONE });
      const trouble = troubleOf(page, origin);
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        await page.goto(`${origin}${path}`, { waitUntil: "load" });
        // Vue has taken over, and diagrams are drawn.
        await page.waitForFunction(() => "__vue_app__" in (document.querySelector("#app") ?? {}));
        await page.waitForFunction(() => !document.querySelector('.diagram[data-drawn="false"]'));
        const wide = await page.evaluate(widest);
        if (wide !== "") trouble.push(`scrolls sideways: ${wide}`);
        wrong.push(...trouble.splice(0).map((what) => `${path}: ${what}`));
      }
      await page.close();
    }),
  );
  return wrong;
}

/** In the page: what reaches further than the screen, outside of boxes that scroll by themselves. */
function widest(): string {
  const width = document.documentElement.clientWidth;
  if (Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) <= width) return "";
  const over = [...document.querySelectorAll("main *")].filter((one) => one.getBoundingClientRect().right > width + 1);
  const first = over[0];
  return first ? `${first.tagName.toLowerCase()}.${first.className} ${first.textContent?.slice(0, 60)}` : "the page";
}
