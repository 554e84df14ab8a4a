import DefaultTheme from "vitepress/theme";
import "./theme.css";

// biome-ignore lint/style/noDefaultExport: VitePress reads the default export.
export default DefaultTheme;
