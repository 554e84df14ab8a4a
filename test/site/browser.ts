import { type Browser, chromium, type Page } from "playwright-core";
import { findBrowser } from "./find-browser.ts";

/** The machine's own Chromium, without a window. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    throw new Error(
      "There is no Chromium to open the site with. Install one (Debian: apt-get install chromium), or name it in CHROMIUM_PATH.",
    );
  }
  const args = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    // It asks for nothing but the site.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  // Chromium's sandbox refuses to run as root.
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return chromium.launch({ executablePath, args });
}

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };

/** Notes what goes wrong on a page: errors, warnings, failed requests, requests to anywhere else. */
export function troubleOf(page: Page, origin: string): string[] {
  const trouble: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) trouble.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => trouble.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith("data:")) trouble.push(`asks ${url}`);
  });
  page.on("requestfailed", (request) => {
    // What was still under way when the next page was opened is no failure.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") trouble.push(`failed: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) trouble.push(`${response.status()}: ${response.url()}`);
  });
  return trouble;
}
