import { readFileSync } from "node:fs";
import type { MarkdownRenderer } from "vitepress";

type Token = ReturnType<MarkdownRenderer["parse"]>[number];

type Inline = Token & { children: Token[] };

const RULE = /\b[PL]\d\d\b/g;

/**
 * Where a text names a rule (`P17`), it leads to the rule's row on the page of rules; there, each row gets the anchor. Code, headings
 * and texts of links stay as they are.
 */
export function linkRules(md: MarkdownRenderer): void {
  const known = new Set(
    [...readFileSync(new URL("../rules.md", import.meta.url), "utf8").matchAll(/^\| ([PL]\d\d) \|/gm)].map(
      ([, rule]) => rule,
    ),
  );
  md.core.ruler.push("link-rules", (state) => {
    const onRules = String(state.env.relativePath) === "rules.md";
    for (const [index, token] of state.tokens.entries()) {
      if (token.type !== "inline" || !token.children) continue;
      const container = state.tokens[index - 1]?.type;
      if (container === "heading_open") continue;
      if (onRules) {
        if (container === "td_open" && known.has(token.content))
          token.children = anchor(new state.Token("html_inline", "", 0), token.content);
        continue;
      }
      token.children = (token as Inline).children.flatMap(splitOutsideLinks());
    }

    /** Splits texts at the rules' names; remembers whether it is inside a link. */
    function splitOutsideLinks(): (token: Token) => Token[] {
      let inLink = 0;
      return (token) => {
        if (token.type === "link_open") inLink += 1;
        if (token.type === "link_close") inLink -= 1;
        if (token.type !== "text" || inLink > 0) return [token];
        return parts(token);
      };
    }

    function parts(token: Token): Token[] {
      const found = [...token.content.matchAll(RULE)].filter(([rule]) => known.has(rule));
      if (found.length === 0) return [token];
      const split: Token[] = [];
      let from = 0;
      for (const match of found) {
        split.push(text(token.content.slice(from, match.index)), ...link(match[0]));
        from = match.index + match[0].length;
      }
      split.push(text(token.content.slice(from)));
      return split.filter(({ type, content }) => type !== "text" || content !== "");
    }

    function text(content: string): Token {
      const token = new state.Token("text", "", 0);
      token.content = content;
      return token;
    }

    function link(rule: string): Token[] {
      const open = new state.Token("link_open", "a", 1);
      open.attrs = [
        ["href", `/rules#${rule.toLowerCase()}`],
        ["class", "rule"],
      ];
      return [open, text(rule), new state.Token("link_close", "a", -1)];
    }
  });
}

function anchor(token: Token, rule: string): Token[] {
  token.content = `<a id="${rule.toLowerCase()}" class="rule" href="#${rule.toLowerCase()}">${rule}</a>`;
  return [token];
}
