import { pagesOfFiles } from "../.vitepress/file-pages.ts";

/** A page for each file of the repository that some page links to. */
// biome-ignore lint/style/noDefaultExport: VitePress reads the default export.
export default {
  paths: () => pagesOfFiles(),
};
