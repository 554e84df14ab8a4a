import DefaultTheme from "vitepress/theme";
import { StateDiagram } from "./state-diagram.ts";
import "./theme.css";

// biome-ignore lint/style/noDefaultExport: VitePress reads the default export.
export default {
  ...DefaultTheme,
  enhanceApp({ app }: Parameters<NonNullable<typeof DefaultTheme.enhanceApp>>[0]) {
    app.component("StateDiagram", StateDiagram);
  },
};
