import { ReflectionKind } from "typedoc";

const NAMED = ReflectionKind.ClassOrInterface | ReflectionKind.TypeAlias | ReflectionKind.Function;

/** Where a docstring names an error, or has an exported name in code, it leads to its page. */
export function linkNames(project) {
  const known = new Map();
  for (const one of project.getReflectionsByKind(NAMED)) {
    if (!one.parent?.kindOf(ReflectionKind.Module)) continue;
    known.set(one.name, [...(known.get(one.name) ?? []), one]);
  }
  for (const reflection of Object.values(project.reflections)) {
    const { comment } = reflection;
    if (!comment) continue;
    const find = (name) => nearest(known.get(name), reflection);
    comment.summary = comment.summary.flatMap((part) => linked(part, find));
    for (const tag of comment.blockTags)
      if (tag.tag !== "@example" && tag.tag !== "@group")
        tag.content = tag.content.flatMap((part) => linked(part, find));
  }
}

function linked(part, find) {
  if (part.kind === "code") {
    const target = find(part.text.replace(/^`(.*?)(\(\))?`$/, "$1"));
    return target ? [{ kind: "inline-tag", tag: "@linkcode", text: part.text.slice(1, -1), target }] : [part];
  }
  // Tables of members hold code already.
  if (part.kind !== "text" || part.text.startsWith("\n\n|")) return [part];
  return part.text.split(/\b([A-Z]\w+Error)\b/).map((text, index) => {
    const target = index % 2 === 1 ? find(text) : undefined;
    return target ? { kind: "inline-tag", tag: "@link", text, target } : { kind: "text", text };
  });
}

/** Both services have a `Campaign`: the one of the same entry is meant. A page has no link to itself. */
function nearest(candidates, from) {
  if (!candidates) return undefined;
  const parents = new Set();
  for (let one = from; one; one = one.parent) parents.add(one);
  const found = candidates.find(({ parent }) => parents.has(parent)) ?? candidates[0];
  return parents.has(found) ? undefined : found;
}
