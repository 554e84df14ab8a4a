import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PageData, TransformPageContext } from "vitepress";

/** A page that has no description of its own is described by its first paragraph. */
export function withDescription(page: PageData, { siteConfig }: TransformPageContext): Partial<PageData> | undefined {
  if (page.description !== "") return undefined;
  const described = page.params?.["description"] ?? firstParagraph(join(siteConfig.srcDir, page.filePath));
  return { description: described };
}

function firstParagraph(file: string): string {
  const text = readFileSync(file, "utf8").replace(/^---\n.*?\n---\n/s, "");
  const paragraph = text.split(/\n\s*\n/).find((part) => /^[A-Za-z[`*"]/.test(part.trim()));
  if (paragraph === undefined) return "";
  const plain = paragraph
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[`*]|<[^>]+>/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return plain.length <= 200 ? plain : `${plain.slice(0, plain.lastIndexOf(" ", 199))}…`;
}
