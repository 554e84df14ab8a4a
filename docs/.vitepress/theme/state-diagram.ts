import { useData } from "vitepress";
import { defineComponent, h, onMounted, ref, watch } from "vue";

/** A Mermaid diagram, drawn in the browser. Mermaid is large: only a page with a diagram loads it. */
export const StateDiagram = defineComponent({
  name: "StateDiagram",
  props: {
    /** Its source, as `encodeURIComponent` has it. */
    source: { type: String, required: true },
    /** Tells the diagrams of a page apart. */
    number: { type: Number, required: true },
  },
  setup({ source, number }) {
    const { isDark } = useData();
    const drawn = ref("");
    const failed = ref("");

    async function draw(): Promise<void> {
      const { default: mermaid } = await import("mermaid");
      mermaid.initialize({
        startOnLoad: false,
        securityLevel: "strict",
        theme: "base",
        themeVariables: { ...(isDark.value ? DARK : LIGHT), fontSize: "14px" },
        fontFamily: "inherit",
        // Not smaller than its letters are legible: the theme scales it to its box, to a limit.
        state: { useMaxWidth: false },
        flowchart: { useMaxWidth: false, nodeSpacing: 16, rankSpacing: 36, padding: 8 },
      });
      try {
        drawn.value = (await mermaid.render(`diagram-${number}`, decodeURIComponent(source))).svg;
      } catch (error) {
        failed.value = String(error);
        console.error("a diagram could not be drawn:", error);
      }
    }

    onMounted(draw);
    watch(isDark, draw);
    return () =>
      failed.value === ""
        ? h("div", {
            class: "diagram",
            style: { "--diagram-width": `${widthOf(drawn.value)}px` },
            "data-drawn": drawn.value !== "",
            innerHTML: drawn.value,
          })
        : h("pre", { class: "diagram" }, decodeURIComponent(source));
  },
});

/** What Mermaid has measured, in px. */
function widthOf(svg: string): string {
  return /^<svg[^>]*\swidth="([\d.]+)"/.exec(svg)?.[1] ?? "0";
}

const LIGHT = {
  darkMode: false,
  background: "#ffffff",
  primaryColor: "#e6f4f1",
  primaryBorderColor: "#0f766e",
  primaryTextColor: "#1f2a2a",
  lineColor: "#5b6b6b",
  textColor: "#1f2a2a",
  edgeLabelBackground: "#ffffff",
};

const DARK = {
  darkMode: true,
  background: "#1b1b1f",
  primaryColor: "#16393a",
  primaryBorderColor: "#5eead4",
  primaryTextColor: "#e6edec",
  lineColor: "#93a3a3",
  textColor: "#e6edec",
  edgeLabelBackground: "#1b1b1f",
};
