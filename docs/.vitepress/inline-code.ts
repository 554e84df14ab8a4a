import type { MarkdownRenderer } from "vitepress";

/** Code in a sentence says what it says: a template's `{{name}}` is no expression of the page, which would show nothing. */
export function leaveInlineCodeAlone(md: MarkdownRenderer): void {
  const render = md.renderer.rules["code_inline"];
  md.renderer.rules["code_inline"] = (tokens, index, options, env, self) => {
    tokens[index]?.attrSet("v-pre", "");
    return render ? render(tokens, index, options, env, self) : self.renderToken(tokens, index, options);
  };
}
