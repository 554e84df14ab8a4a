/** What people read: the README and the pages of the site, taken apart into fences. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Page {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly fences: readonly Fence[];
}

/** A block of code, or of anything else, on a page. */
export interface Fence {
  readonly page: string;
  /** The line that it begins on, from 1. */
  readonly line: number;
  readonly language: string;
  /** What stands in brackets: a file's name, a tab's, `output`. */
  readonly label: string;
  readonly text: string;
  /** What the comment above says of it: `goes on`, `compiled only: …`, `ends with …`. */
  readonly remark: string;
  /** Which code group it is a tab of, by the line that the group begins on. */
  readonly group: number | undefined;
}

/** Written by tools, or no pages at all. */
const NOT_OURS = ["node_modules", ".vitepress", "public", "reference"];

function pathsUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.includes(entry.name) ? [] : pathsUnder(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
}

export const pages: readonly Page[] = ["README.md", ...pathsUnder("docs").sort()].map((path) => {
  const text = readFileSync(join(root, path), "utf8");
  return { path, text, fences: fencesOf(path, text) };
});

export function relativeToRoot(path: string): string {
  return relative(root, path).split(sep).join("/");
}

function fencesOf(page: string, text: string): Fence[] {
  const fences: Fence[] = [];
  const lines = text.split("\n");
  let remark = "";
  let group: number | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const begin = /^(\s*)(`{3,}|~{3,})(.*)$/.exec(line);
    if (/^\s*::: *code-group/.test(line)) group = at + 1;
    else if (/^\s*:::\s*$/.test(line)) group = undefined;
    const said = /^\s*<!-- snippet: (.*) -->$/.exec(line)?.[1];
    if (said) remark = said;
    else if (!begin && group === undefined && line.trim() !== "") remark = "";
    if (!begin) continue;
    const [, indent = "", marks = "", info = ""] = begin;
    const first = at + 1;
    const inside: string[] = [];
    for (at++; at < lines.length && lines[at]?.trim() !== marks; at++)
      inside.push((lines[at] ?? "").slice(indent.length));
    if (at === lines.length) throw new Error(`${page}:${first}: the fence has no end`);
    const words = /^([\w-]*)\s*(?:\{[\d,-]+\})?\s*(?:\[(.+)\])?\s*(?:\{[\d,-]+\})?$/.exec(info.trim());
    if (!words) throw new Error(`${page}:${first}: this can't be read: ${info}`);
    const [, language = "", label = ""] = words;
    fences.push({ page, line: first, language, label, text: inside.join("\n"), remark, group });
    if (group === undefined) remark = "";
  }
  return fences;
}
