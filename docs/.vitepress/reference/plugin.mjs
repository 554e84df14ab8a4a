/**
 * What the reference needs beyond typedoc: entries by the names they are imported by, groups that a reader looks for, the members
 * of the contract's types, links where a docstring names an error, and a sidebar.
 */
import { writeFileSync } from "node:fs";
import { Comment, CommentTag, Converter, ReflectionKind, RendererEvent, UnknownType } from "typedoc";
import { groupOf } from "./groups.mjs";
import { linkNames } from "./link-names.mjs";
import { membersOf } from "./members.mjs";
import { ReturnTypes } from "./returns.mjs";
import { sidebarOf } from "./sidebar.mjs";

/** What the entries are imported by, and what is in them. */
const ENTRIES = {
  index: [
    "puffle-sdk",
    "Begin at `Puffle`, the client of Puffle. Here is also what both services share: errors, operations, lists, reports.",
  ],
  leadlex: ["puffle-sdk/leadlex", "Begin at `LeadLex`, the client of LeadLex, with its approvals and its webhooks."],
  sandbox: [
    "puffle-sdk/sandbox",
    "Begin at `createSandbox` and `createLeadLexSandbox`: either service in memory, with a clock that jumps, for `Puffle` and `LeadLex` to call.",
  ],
  "sandbox/msw": ["puffle-sdk/sandbox/msw", "Begin at `handlers`: the sandbox as handlers for msw."],
};

/** @param {import("typedoc").Application} app */
export function load(app) {
  /** Types of the contract and what they are in short: typedoc sets the type only after it has told us of the name. */
  const inShort = new Map();
  const returns = new ReturnTypes();
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    if (reflection.kindOf(ReflectionKind.Module)) {
      const [name, text] = ENTRIES[reflection.name];
      reflection.name = name;
      reflection.comment = new Comment([{ kind: "text", text }]);
      returns.learn(context.getSymbolFromReflection(reflection), context.checker);
      return;
    }
    describe(reflection.comment);
    if (!reflection.parent?.kindOf(ReflectionKind.Module)) return;
    const symbol = context.getSymbolFromReflection(reflection);
    const file = symbol?.declarations?.[0]?.getSourceFile().fileName ?? "";
    if (reflection.kindOf(ReflectionKind.TypeAlias) && symbol) {
      const members = membersOf(symbol, context.checker);
      if (members) {
        inShort.set(reflection, members.type);
        comment(reflection).summary.push({ kind: "text", text: members.table });
      }
    }
    comment(reflection).blockTags.push(
      new CommentTag("@group", [{ kind: "text", text: groupOf(reflection, symbol, file) }]),
    );
  });
  app.converter.on(Converter.EVENT_CREATE_SIGNATURE, (context, signature, _, resolved) => {
    joinNestedParameters(signature.comment);
    if (resolved) signature.type = returns.shorten(signature.type, resolved.getReturnType(), context);
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const [alias, text] of inShort) alias.type = new UnknownType(text);
    withoutPlumbing(project);
    linkNames(project);
  });
  app.renderer.on(RendererEvent.END, ({ project, outputDirectory }) => {
    const sidebar = sidebarOf(project, app.renderer.router);
    writeFileSync(`${outputDirectory}/sidebar.json`, `${JSON.stringify(sidebar)}\n`);
  });
}

function comment(reflection) {
  reflection.comment ??= new Comment();
  return reflection.comment;
}

/** The contract's types say with `@description` and `@default` what others say in their sentences. */
function describe(found) {
  const description = found?.getTag("@description");
  if (description) found.summary.push(...description.content);
  const preset = found?.getTag("@default");
  if (preset) found.summary.push({ kind: "text", text: " Default: " }, ...preset.content, { kind: "text", text: "." });
  found?.removeTags("@description");
  found?.removeTags("@default");
}

/** `@param body.listId` belongs to `body`, whose type is a name and has no members here. */
function joinNestedParameters(found) {
  if (!found) return;
  for (const nested of found.blockTags.filter(({ tag, name }) => tag === "@param" && name?.includes("."))) {
    const [whole, ...path] = nested.name.split(".");
    let tag = found.blockTags.find((one) => one.tag === "@param" && one.name === whole);
    if (!tag) {
      tag = new CommentTag("@param", []);
      tag.name = whole;
      found.blockTags.push(tag);
    }
    const before = tag.content.length > 0 ? "; " : "";
    tag.content.push(
      { kind: "text", text: before },
      { kind: "code", text: `\`${path.join(".")}\`` },
      { kind: "text", text: ": " },
    );
    tag.content.push(...nested.content);
    found.blockTags.splice(found.blockTags.indexOf(nested), 1);
  }
}

/**
 * What nobody calls: how errors are made and told apart, and what they have from the platform. What an error has from the class above
 * stands on that class's page.
 */
function withoutPlumbing(project) {
  for (const one of Object.values(project.reflections)) {
    if (!one.parent?.name.endsWith("Error") || !one.parent.kindOf(ReflectionKind.Class)) continue;
    const own = one.kindOf(ReflectionKind.Property | ReflectionKind.Method | ReflectionKind.Accessor);
    if (one.kindOf(ReflectionKind.Constructor) || (own && (one.inheritedFrom || PLUMBING.has(one.name))))
      project.removeReflection(one);
  }
}

const PLUMBING = new Set([
  "[BRAND]",
  "[hasInstance]",
  "captureStackTrace",
  "prepareStackTrace",
  "stackTraceLimit",
  "stack",
  "kind",
]);
