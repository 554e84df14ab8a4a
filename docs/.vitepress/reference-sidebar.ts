import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { DefaultTheme } from "vitepress";

/** One entry of the package, as `reference/sidebar.mjs` writes it. */
interface Entry {
  readonly text: string;
  readonly link: string;
  readonly groups: readonly { readonly text: string; readonly items: DefaultTheme.SidebarItem[] }[];
}

/** On a page of the reference: its entry in full, and the others by their names. */
export function referenceSidebar(): DefaultTheme.SidebarMulti {
  const file = fileURLToPath(new URL("../reference/sidebar.json", import.meta.url));
  const entries: readonly Entry[] = JSON.parse(readFileSync(file, "utf8"));
  const list = entries.map(({ text, link }) => ({ text, link }));
  const whole: DefaultTheme.SidebarItem = { text: "Reference", link: "/reference/", items: list };
  const back: DefaultTheme.SidebarItem = { text: "← Guides", link: "/getting-started" };
  return Object.fromEntries([
    ...entries.map(({ link, groups }) => [
      `${link}/`,
      [back, whole, ...groups.map(({ text, items }) => ({ text, items, collapsed: text === "Errors" }))],
    ]),
    ...entries.map(({ link, groups }) => [
      link,
      [back, whole, ...groups.map(({ text, items }) => ({ text, items, collapsed: text === "Errors" }))],
    ]),
    ["/reference/", [back, whole]],
  ]);
}
