import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DESKTOP, openBrowser, PHONE, troubleOf } from "./browser.ts";
import { faintTexts } from "./contrast.ts";
import { builtPages } from "./pages.ts";
import { serveSite } from "./serve.ts";

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

/** Opens a page, does something there, and sees that nothing went wrong. */
async function onPage(path: string, viewport: typeof DESKTOP, act: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage({ viewport });
  const trouble = troubleOf(page, site.origin);
  await page.goto(`${site.origin}${path}`);
  await page.waitForFunction(() => "__vue_app__" in (document.querySelector("#app") ?? {}));
  await act(page);
  expect(trouble).toEqual([]);
  await page.close();
}

describe("searching", () => {
  it("opens with Control-K and finds a method, which Enter opens", async () => {
    await onPage("/getting-started.html", DESKTOP, async (page) => {
      await page.keyboard.press("Control+k");
      await find(page, "launchAndWait");
      await page.waitForURL(/\/(reference|errors|journeys|long-operations|getting-started|states|methods)/);
      await page.waitForSelector('main:has-text("launchAndWait")');
    });
  });

  it("opens with a slash and finds a guide", async () => {
    await onPage("/", DESKTOP, async (page) => {
      await page.keyboard.press("/");
      await find(page, "Retries and outcomes");
      await page.waitForURL(/\/retries/);
      // The address changes before the page does.
      await page.waitForSelector('h1:has-text("Retries and outcomes")');
    });
  });

  it("finds a class of the reference", async () => {
    await onPage("/", DESKTOP, async (page) => {
      await page.keyboard.press("/");
      await page.fill(".VPLocalSearchBox input", "OutcomeUnknownError");
      await page.waitForSelector('.VPLocalSearchBox a.result[href*="/reference/puffle-sdk/OutcomeUnknownError"]');
    });
  });
});

async function find(page: Page, words: string): Promise<void> {
  await page.fill(".VPLocalSearchBox input", words);
  await page.waitForSelector(".VPLocalSearchBox a.result.selected");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".VPLocalSearchBox", { state: "detached" });
}

describe("diagrams", () => {
  it("are drawn, say what they show, and are drawn anew in the dark", async () => {
    await onPage("/states.html", DESKTOP, async (page) => {
      await page.waitForFunction(() => document.querySelectorAll('.diagram[data-drawn="true"] svg').length === 4);
      const shown = await page.$$eval(".diagram svg", (all) => all.map((one) => one.getBoundingClientRect().height));
      expect(shown.every((height) => height > 100)).toBe(true);
      const titles = await page.$$eval(".diagram svg title", (all) => all.map((one) => one.textContent));
      expect(titles).toHaveLength(4);
      const light = await page.innerHTML(".diagram");
      await page.click(".VPNavBarAppearance button");
      await page.waitForFunction((before) => document.querySelector(".diagram")?.innerHTML !== before, light);
    });
  });

  for (const [screen, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    it(`are seen whole on a ${screen}, or scroll in their boxes`, async () => {
      for (const path of pagesWithDiagrams()) {
        await onPage(path, viewport, async (page) => {
          await page.waitForFunction(() => !document.querySelector('.diagram:not([data-drawn="true"])'));
          expect(await page.$$eval(".diagram", cutOff), path).toEqual([]);
          expect(await page.$$eval(".diagram foreignObject", cutLabels), path).toEqual([]);
        });
      }
    });
  }

  it("of a decision fits a phone", async () => {
    await onPage("/retries.html", PHONE, async (page) => {
      await page.waitForSelector('.diagram[data-drawn="true"] svg');
      const { svg, box } = await page.$eval(".diagram", (one) => ({
        box: one.clientWidth,
        svg: one.querySelector("svg")?.getBoundingClientRect().width ?? 999,
      }));
      expect(svg).toBeLessThanOrEqual(box + 1);
    });
  });

  it("are loaded only where there are some", async () => {
    const asked: string[] = [];
    const page = await browser.newPage({ viewport: DESKTOP });
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${site.origin}/errors.html`, { waitUntil: "networkidle" });
    expect(asked.some((url) => url.includes("mermaid"))).toBe(false);
    await page.goto(`${site.origin}/states.html`);
    await page.waitForSelector('.diagram[data-drawn="true"]');
    expect(asked.some((url) => url.includes("mermaid"))).toBe(true);
    await page.close();
  });
});

function pagesWithDiagrams(): string[] {
  const found = builtPages().filter(({ html }) => html.includes('class="diagram"'));
  expect(found.length).toBeGreaterThan(1);
  return found.map(({ path }) => path);
}

/** In the page: the diagrams that are wider than their box, which doesn't scroll. */
function cutOff(diagrams: Element[]): string[] {
  return diagrams.flatMap((one) => {
    const svg = one.querySelector("svg")?.getBoundingClientRect();
    const box = one.getBoundingClientRect();
    const scrolls = ["auto", "scroll"].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth;
    const screen = document.documentElement.clientWidth;
    if (svg && svg.left >= box.left - 1 && box.right <= screen + 1 && (svg.right <= box.right + 1 || scrolls))
      return [];
    return [`${svg?.width} px in ${box.width} px`];
  });
}

/** In the page: the labels whose text is higher or wider than the room that Mermaid has measured for it. */
function cutLabels(rooms: Element[]): (string | null)[] {
  return rooms.flatMap((room) => {
    const { right, bottom } = room.getBoundingClientRect();
    const texts = [...room.querySelectorAll("p, span")].map((one) => one.getBoundingClientRect());
    return texts.some((text) => text.bottom > bottom + 2 || text.right > right + 2) ? [room.textContent] : [];
  });
}

describe("on a phone", () => {
  it("the menu opens and leads to another page", async () => {
    await onPage("/getting-started.html", PHONE, async (page) => {
      await page.click(".VPLocalNav button.menu");
      await page.click('.VPSidebar a[href$="/retries.html"]');
      await page.waitForURL(/\/retries/);
      await page.click(".VPNavBarHamburger");
      await page.waitForSelector(".VPNavScreen");
      expect(await page.isVisible(".VPNavScreen")).toBe(true);
    });
  });

  it("code and tables scroll inside their boxes", async () => {
    await onPage("/retries.html", PHONE, async (page) => {
      const boxes = await page.$$eval(".vp-doc pre, .vp-doc table", (all) =>
        all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => getComputedStyle(one).overflowX),
      );
      expect(boxes.length).toBeGreaterThan(5);
      expect(boxes.every((overflow) => overflow === "auto" || overflow === "scroll")).toBe(true);
      const table = page.locator(".operations table").first();
      const call = table.locator("tbody tr:nth-child(5) td:first-child");
      const before = (await call.boundingBox())?.x;
      await table.evaluate((one) => one.scrollTo({ left: 200 }));
      // The browser may round.
      expect(Math.abs(((await call.boundingBox())?.x ?? 999) - (before ?? 0))).toBeLessThan(1);
    });
  });
});

describe("colours", () => {
  for (const path of [
    "/",
    "/journeys/launch-from-search.html",
    "/retries.html",
    "/reference/puffle-sdk/Campaigns.html",
  ]) {
    it(`are told apart easily by day and by night: ${path}`, async () => {
      await onPage(path, DESKTOP, async (page) => {
        for (const scheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
          await page.waitForFunction(
            (dark) => document.documentElement.classList.contains("dark") === dark,
            scheme === "dark",
          );
          await page.waitForTimeout(600); // colours fade over
          expect(await page.evaluate(faintTexts), scheme).toEqual([]);
        }
      });
    });
  }
});
