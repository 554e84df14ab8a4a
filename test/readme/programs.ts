/** Snippets as programs: with what they go on from, in a file of their own, to be compiled and to be run. */
import { join } from "node:path";
import ts from "typescript";
import { type Given, given } from "./given.ts";
import { type Fence, type Page, root } from "./pages.ts";

export const folder = join(root, ".tmp/readme");

export interface Snippet extends Fence {
  readonly title: string;
  /** What is compiled. */
  readonly file: string;
  readonly program: string;
  /** What is run: the same, in a sandbox. */
  readonly runs: string;
  /** What the page says that it prints. */
  readonly output: string | undefined;
}

const EXTENSION: Readonly<Record<string, RegExp>> = { ts: /\.(ts|mts|cts)$/, js: /\.(mjs|cjs)$/ };

export function snippetsOf({ path, fences }: Page): readonly Snippet[] {
  const own = join(folder, path.replace(/\.md$/, "").replace(/\W+/g, "-").toLowerCase());
  const snippets: Snippet[] = [];
  const outputs = outputsOf(fences);
  let before = "";
  for (const fence of fences) {
    const { language, label, line, remark } = fence;
    if (!isCode(fence)) continue;
    const name = label.includes(".") ? label : "";
    if (language === "js" && !name) throw new Error(`${path}:${line}: js is a whole program: [app.mjs] or [app.cjs]`);
    if (name && !EXTENSION[language]?.test(name)) throw new Error(`${path}:${line}: ${name} is not ${language}`);
    const file = join(own, name || `line-${line}.ts`);
    if (snippets.some((other) => other.file === file)) throw new Error(`${path}:${line}: ${name} is there already`);
    const code = remark === "goes on" ? `${before}\n${fence.text}` : fence.text;
    before = code;
    const program = name.endsWith(".cjs") ? fence.text : `${declarationsFor(code)}${code}\nexport {};\n`;
    const title = `${path}:${line}${name && `, ${name}`}`;
    const runs = inTheSandbox(program);
    snippets.push({ ...fence, title, file, program, runs, output: outputs.get(fence) });
  }
  return snippets;
}

export function isCode({ language }: Fence): boolean {
  return language in EXTENSION;
}

/** A page's outputs, each by the programs that print it: the fence above, with all of its group. */
function outputsOf(fences: readonly Fence[]): ReadonlyMap<Fence, string> {
  const outputs = new Map<Fence, string>();
  for (const [place, { page, line, label, language, text }] of fences.entries()) {
    if (label !== "output") continue;
    // How it is started may stand in between.
    const last = fences
      .slice(0, place)
      .filter((one) => one.language !== "sh")
      .at(-1);
    if (language !== "text" || !last || !isCode(last)) throw new Error(`${page}:${line}: an output of what?`);
    const together = fences.filter((one) => one === last || (one.group !== undefined && one.group === last.group));
    for (const one of together) if (isCode(one)) outputs.set(one, text);
  }
  return outputs;
}

/** @returns the lines that declare what the code uses and does not make */
function declarationsFor(code: string): string {
  const source = ts.createSourceFile("snippet.ts", code, ts.ScriptTarget.Latest, true);
  const names = new Set<Given>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isGiven(node.text) && isReference(node) && !isDeclaredAround(node))
      names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (names.size === 0) return "";
  const lines = [...names].map((name) => `const ${name} = await given.${name}();`);
  return ['import { given } from "../../../test/readme/given.ts";', ...lines, ""].join("\n");
}

function isGiven(name: string): name is Given {
  return Object.hasOwn(given, name);
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isBindingElement(parent)) return parent.initializer === node;
  return !(ts.isPropertySignature(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent));
}

/** Whether the name is a parameter of a function around it, or declared in the function or file that it stands in. */
function isDeclaredAround({ text, parent }: ts.Identifier): boolean {
  for (let scope = parent; scope; scope = scope.parent)
    if ((ts.isFunctionLike(scope) || ts.isSourceFile(scope)) && declares(scope, text, scope)) return true;
  return false;
}

/** Looks through a function or a file, and not into the functions in it, whose names are their own. */
function declares(node: ts.Node, name: string, scope: ts.Node): boolean {
  if (node !== scope && ts.isFunctionLike(node)) return ts.isFunctionDeclaration(node) && node.name?.text === name;
  const isName = "name" in node && isIdentifierOf(node.name, name);
  if (isName && (isBinding(node) || ts.isClassDeclaration(node) || ts.isImportSpecifier(node))) return true;
  return ts.forEachChild(node, (child) => declares(child, name, scope) || undefined) ?? false;
}

function isBinding(node: ts.Node): boolean {
  return ts.isVariableDeclaration(node) || ts.isBindingElement(node) || ts.isParameter(node);
}

function isIdentifierOf(name: unknown, text: string): boolean {
  return typeof name === "object" && name !== null && "text" in name && name.text === text;
}

const STAND_INS: readonly (readonly [what: string, standIn: string])[] = [
  ["puffle-sdk", "puffle-in-the-sandbox"],
  ["puffle-sdk/leadlex", "leadlex-in-the-sandbox"],
  ["vitest", "tests-in-a-snippet"],
];

/** What msw answers goes the whole way: nothing stands in for a client there. */
function inTheSandbox(program: string): string {
  const standIns = program.includes("puffle-sdk/sandbox/msw") ? STAND_INS.slice(2) : STAND_INS;
  return standIns.reduce(
    (text, [what, standIn]) =>
      text
        .replaceAll(`from "${what}"`, `from "../../../test/readme/${standIn}.ts"`)
        .replaceAll(`require("${what}")`, `require("../../../test/readme/${standIn}.ts")`),
    program,
  );
}
