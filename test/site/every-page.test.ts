import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, PHONE, troubleOf } from "./browser.ts";
import { builtPages } from "./pages.ts";
import { serveSite } from "./serve.ts";

/** So many pages at a time. */
const AT_ONCE = 3;

let browser: Browser;
let site: Awaited<ReturnType<typeof serveSite>>;

beforeAll(async () => {
  site = await serveSite();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

describe("every page", () => {
  it("opens on a phone without an error, a warning, a request to elsewhere, or scrolling sideways", async () => {
    const waiting = builtPages().map(({ path }) => path);
    const total = waiting.length;
    const wrong: string[] = [];
    let opened = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        const page = await browser.newPage({ viewport: PHONE });
        const trouble = troubleOf(page, site.origin);
        for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
          await page.goto(`${site.origin}${path}`, { waitUntil: "load" });
          // Vue has taken over, and diagrams are drawn.
          await page.waitForFunction(() => "__vue_app__" in (document.querySelector("#app") ?? {}));
          await page.waitForFunction(() => !document.querySelector('.diagram[data-drawn="false"]'));
          const wide = await page.evaluate(widest);
          if (wide !== "") trouble.push(`scrolls sideways: ${wide}`);
          wrong.push(...trouble.splice(0).map((what) => `${path}: ${what}`));
          opened += 1;
        }
        await page.close();
      }),
    );
    expect(wrong).toEqual([]);
    expect(opened).toBe(total);
  });
});

/** In the page: what reaches further than the screen, outside of boxes that scroll by themselves. */
function widest(): string {
  const width = document.documentElement.clientWidth;
  if (Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) <= width) return "";
  const over = [...document.querySelectorAll("main *")].filter((one) => one.getBoundingClientRect().right > width + 1);
  const first = over[0];
  return first ? `${first.tagName.toLowerCase()}.${first.className} ${first.textContent?.slice(0, 60)}` : "the page";
}
