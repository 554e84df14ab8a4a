import { statSync } from "node:fs";
import { join } from "node:path";

/**
 * A document with its links into the repository made absolute, at one commit: in the package, and on its page, there is nothing beside it.
 * @param base the repository's address, like `https://github.com/owner/name`
 * @throws Error when a link points to nothing
 */
export function absoluteLinks(markdown: string, root: string, base: string, commit: string): string {
  return markdown.replace(/\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)]*)?\)/g, (_, path: string, fragment = "") => {
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    if (!found) throw new Error(`a link points to ${path}, which is not there`);
    return `](${base}/${found.isDirectory() ? "tree" : "blob"}/${commit}/${path.replace(/^\.\//, "")}${fragment})`;
  });
}
