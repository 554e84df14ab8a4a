import type { MarkdownRenderer } from "vitepress";

/** Fences that are more than code: `mermaid` is drawn, and a title (```` ```text [output] ````) is shown above. */
export function renderFences(md: MarkdownRenderer): void {
  const code = md.renderer.rules.fence;
  if (!code) throw new Error("there is nothing that renders code");
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index];
    if (!token) return "";
    if (token.info.trim() === "mermaid") {
      env.diagrams = (env.diagrams ?? 0) + 1;
      return `<StateDiagram :number="${env.diagrams}" source="${encodeURIComponent(token.content)}" />\n`;
    }
    const title = /\[([^\]]+)\]/.exec(token.info)?.[1];
    const rendered = code(tokens, index, options, env, self);
    return title === undefined || isInGroup(tokens, index)
      ? rendered
      : `<div class="titled"><p class="title">${md.utils.escapeHtml(title)}</p>${rendered}</div>`;
  };
}

/** In a code group a title is its tab's, which VitePress shows. */
function isInGroup(tokens: readonly { readonly type: string }[], index: number): boolean {
  const around = tokens.slice(0, index).filter(({ type }) => type.startsWith("container_code-group_"));
  return around.at(-1)?.type === "container_code-group_open";
}
