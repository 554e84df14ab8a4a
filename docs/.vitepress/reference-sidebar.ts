import type { DefaultTheme } from "vitepress";

export function referenceSidebar(): DefaultTheme.SidebarMulti {
  return {};
}
