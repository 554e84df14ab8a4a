/** Where a machine has its Chromium. As a program (of `.ci/run`) it says with its exit code whether there is one. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** @returns the one that `CHROMIUM_PATH` names, or else the first one there is */
export function findBrowser(): string | undefined {
  const folders = ["/usr/bin", ...(process.env["PATH"] ?? "").split(delimiter).filter(Boolean)];
  return [
    process.env["CHROMIUM_PATH"] ?? "",
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  ].find((path) => existsSync(path));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = findBrowser() === undefined ? 1 : 0;
