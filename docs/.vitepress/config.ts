import { defineConfig } from "vitepress";
import { renderFences } from "./fences.ts";
import { leaveInlineCodeAlone } from "./inline-code.ts";
import { navigation, sidebar } from "./navigation.ts";
import { withDescription } from "./page-description.ts";
import { linkRepositoryFiles } from "./repository-links.ts";
import { linkRules } from "./rule-links.ts";

/** Where the site will stand below its host: "/", or "/<repository>/" on pages of a repository. */
const base = process.env["DOCS_BASE"] ?? "/";

// biome-ignore lint/style/noDefaultExport: VitePress reads the default export.
export default defineConfig({
  base,
  // What every page needs to know of all others is one file, not a part of each.
  metaChunk: true,
  lang: "en",
  title: "puffle-sdk",
  description:
    "The TypeScript client for Puffle and LeadLex: launch outreach campaigns, and never write to anybody twice.",
  srcExclude: ["parts/**", "node_modules/**"],
  // Every page names its words once; none depends on another host.
  head: [
    ["link", { rel: "icon", type: "image/svg+xml", href: `${base}mark.svg` }],
    ["meta", { name: "theme-color", content: "#0f766e" }],
  ],
  markdown: {
    // Every colour is legible on the ground of code.
    theme: { light: "github-light-high-contrast", dark: "github-dark-default" },
    config(md) {
      linkRepositoryFiles(md);
      linkRules(md);
      leaveInlineCodeAlone(md);
      renderFences(md);
    },
  },
  // Mermaid is large, and loaded by the pages with diagrams only.
  vite: { build: { chunkSizeWarningLimit: 1_000 } },
  transformPageData: withDescription,
  themeConfig: {
    logo: "/mark.svg",
    nav: navigation,
    sidebar: sidebar(),
    outline: { level: [2, 3] },
    search: { provider: "local" },
    docFooter: { prev: "Before", next: "Next" },
  },
});
