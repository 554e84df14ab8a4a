import type MarkdownIt from "markdown-it";

/** Fences that are more than code: `mermaid` is drawn, and a title (```` ```text [output] ````) is shown above. */
export function renderFences(md: MarkdownIt): void {
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
    return title === undefined
      ? rendered
      : `<div class="titled"><p class="title">${md.utils.escapeHtml(title)}</p>${rendered}</div>`;
  };
}
