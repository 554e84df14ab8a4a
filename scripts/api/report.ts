import ts from "typescript";
import type { Declarations } from "./declarations.ts";
import { isHidden, spelled } from "./spelled.ts";

export interface Entry {
  readonly entry: string;
  readonly file: string;
  readonly report: string;
  /** The operations that `request()` knows. */
  readonly routes?: Readonly<Record<string, { readonly method: string; readonly path: string }>>;
}

/** What of an operation is written down, and where the contract's types have it. */
const PARTS = [
  ["path", "parameters.path"],
  ["query", "parameters.query"],
  ["body", "requestBody.content"],
  ...["200", "201", "202", "206"].map((status) => [status, `responses.${status}.content`] as const),
] as const;

/**
 * The public surface of each entry: what it exports, what that is made of although it has no name outside, and the contract's shapes
 * that it names. What is spelled in one report is not spelled again in those after it.
 */
export function* reportsOf(declarations: Declarations, entries: readonly Entry[]) {
  const spelledIn = new Map<ts.Node, string>();
  for (const { entry, file, report, routes } of entries) {
    const surface = new Surface(declarations, spelledIn, entry);
    surface.exports(declarations.file(file));
    const lines = routes ? surface.routes(declarations.file(contractOf(entry)), routes) : [];
    yield { report, text: page(entry, surface, lines) };
  }
}

const contractOf = (entry: string) => `generated/${entry === "puffle-sdk" ? "puffle" : "leadlex"}.types.ts`;

function page(entry: string, surface: Surface, routes: readonly string[]): string {
  const section = (title: string, texts: readonly string[], fence = "ts") =>
    texts.length === 0 ? "" : `\n## ${title}\n\n\`\`\`${fence}\n${texts.join("\n")}\n\`\`\`\n`;
  return `# The public surface of \`${entry}\`

Written by \`npm run api\`. Don't edit: what is public is changed in \`src/\`, and read here. Members stand in the order of the alphabet.
${section("Exported", surface.exported)}${section("Exported, and spelled in another report", surface.elsewhere)}${section("What that is made of, without a name outside", surface.behind())}${section("Shapes of the contract that it names", surface.shapes())}${section("What request() takes and answers", routes)}`;
}

class Surface {
  readonly exported: string[] = [];
  readonly elsewhere: string[] = [];
  readonly #behind = new Map<string, string>();
  readonly #shapes = new Map<string, string>();
  readonly #declarations: Declarations;
  readonly #spelledIn: Map<ts.Node, string>;
  readonly #entry: string;

  constructor(declarations: Declarations, spelledIn: Map<ts.Node, string>, entry: string) {
    this.#declarations = declarations;
    this.#spelledIn = spelledIn;
    this.#entry = entry;
  }

  behind = () => sorted(this.#behind);
  shapes = () => sorted(this.#shapes);

  exports(file: ts.SourceFile): void {
    const { checker } = this.#declarations;
    const module = checker.getSymbolAtLocation(file);
    if (!module) throw new Error(`${file.fileName} is no module`);
    const values = new Set(
      checker
        .getTypeOfSymbol(module)
        .getProperties()
        .map(({ name }) => name),
    );
    const found = checker
      .getExportsOfModule(module)
      .map((symbol) => ({ name: symbol.name, nodes: this.#nodesOf(symbol) }));
    // All of them first: what is exported is not "behind" anything.
    const fresh = found.filter(({ name, nodes }) => {
      const other = nodes.map((node) => this.#spelledIn.get(node)).find(Boolean);
      if (other) this.elsewhere.push(`export ${values.has(name) ? "" : "type "}{ ${name} } from "${other}";`);
      else for (const node of nodes) this.#spelledIn.set(node, this.#entry);
      return !other;
    });
    // A class that only its type is exported of can be named, and not made.
    for (const { name, nodes } of fresh.sort((a, b) => compare(a.name, b.name)))
      for (const node of nodes)
        this.exported.push(
          `export ${values.has(name) || !ts.isClassDeclaration(node) ? "" : "type "}${this.#spell(node)}\n`,
        );
    this.elsewhere.sort();
  }

  /** What every operation takes and answers. */
  routes(contract: ts.SourceFile, routes: NonNullable<Entry["routes"]>): string[] {
    const operations = contract.statements.find(
      (node) => ts.isInterfaceDeclaration(node) && node.name.text === "operations",
    );
    if (!operations || !ts.isInterfaceDeclaration(operations)) throw new Error("the contract has no operations");
    return operations.members.flatMap((operation) => {
      const route = routes[operation.name?.getText() ?? ""];
      const parts = PARTS.map(([label, path]) => this.#part(operation, path.split("."), label));
      return route ? [`${route.method} ${route.path}`, ...parts.flat()] : [];
    });
  }

  #part(operation: ts.TypeElement, path: readonly string[], label: string): string[] {
    let [member, optional]: [ts.TypeElement | undefined, boolean] = [operation, false];
    for (const name of path) {
      const type: ts.TypeNode | undefined = member && ts.isPropertySignature(member) ? member.type : undefined;
      member =
        type && ts.isTypeLiteralNode(type) ? type.members.find((one) => one.name?.getText() === name) : undefined;
      optional ||= member?.questionToken !== undefined;
    }
    const type = member && ts.isPropertySignature(member) ? member.type : undefined;
    if (!type || type.kind === ts.SyntaxKind.NeverKeyword) return [];
    return [`    ${label}${optional ? "?" : ""}: ${this.#spell(type).replaceAll(/\s+/g, " ")}`];
  }

  #spell(node: ts.Node): string {
    this.#follow(node);
    return spelled(node);
  }

  /** Spells what a declaration names, and what that names, as far as it is ours. */
  #follow(node: ts.Node): void {
    if (isHidden(node)) return;
    const shape = ts.isIndexedAccessTypeNode(node) && this.#shapeOf(node);
    if (shape) this.#take(shape, this.#shapes, `type ${shape.name.getText()} = `);
    else {
      if (ts.isIdentifier(node)) this.#name(node);
      ts.forEachChild(node, (child) => this.#follow(child));
    }
  }

  /** A schema of the contract, where `components["schemas"]["Campaign"]` or a shorter name of it is written. */
  #shapeOf({ objectType, indexType }: ts.IndexedAccessTypeNode): ts.PropertySignature | undefined {
    if (!ts.isLiteralTypeNode(indexType) || !ts.isStringLiteral(indexType.literal)) return undefined;
    const { checker } = this.#declarations;
    const [found] = checker.getTypeFromTypeNode(objectType).getProperty(indexType.literal.text)?.declarations ?? [];
    const owner = found?.parent.parent;
    const group = owner && ts.isPropertySignature(owner) ? owner.name.getText() : "";
    return found && ts.isPropertySignature(found) && /^(schemas|parameters)$/.test(group) ? found : undefined;
  }

  #name(identifier: ts.Identifier): void {
    const symbol = this.#declarations.checker.getSymbolAtLocation(identifier);
    for (const node of symbol ? this.#nodesOf(symbol) : []) {
      const path = this.#declarations.pathOf(node);
      // The contract is reviewed where it is written; of it only what is named is spelled.
      if (path && !/^generated\//.test(path) && isDeclared(node)) this.#take(node, this.#behind, `// ${path}\n`);
    }
  }

  #take(node: ts.Node, into: Map<string, string>, heading: string): void {
    if (this.#spelledIn.has(node)) return;
    this.#spelledIn.set(node, this.#entry);
    const text = ts.isPropertySignature(node) && node.type ? `${this.#spell(node.type)};` : this.#spell(node);
    into.set(`${heading}${text}`, `${heading}${text}\n`);
  }

  #nodesOf(symbol: ts.Symbol): readonly ts.Node[] {
    const { checker } = this.#declarations;
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return target.declarations ?? [];
  }
}

const isDeclared = (node: ts.Node) =>
  ts.isSourceFile(node.parent) || (ts.isVariableDeclaration(node) && ts.isSourceFile(node.parent.parent.parent));

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const sorted = (texts: ReadonlyMap<string, string>) =>
  [...texts.keys()].sort(compare).map((key) => texts.get(key) ?? "");
