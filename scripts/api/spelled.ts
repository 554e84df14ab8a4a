import ts from "typescript";

const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });

/** A declaration as text: without comments, without what is private, members in the order of the alphabet. */
export function spelled(node: ts.Node): string {
  const { transformed } = ts.transform(node, [ordered]);
  const text = printer
    .printNode(ts.EmitHint.Unspecified, transformed[0] ?? node, node.getSourceFile())
    .replace(/^(export )?(declare )?/, "")
    // Of a body there is only one format each.
    .replace(/^\{\s*"[\w/-]+": ([^{}]*);\s*\}$/, "$1")
    .replaceAll(/components\["\w+"\]/g, "Schemas");
  return ts.isVariableDeclaration(node) ? `const ${text};` : text;
}

const ordered: ts.TransformerFactory<ts.Node> = (context) => {
  const visit = (node: ts.Node): ts.Node => {
    const { factory } = context;
    const seen = ts.visitEachChild(node, visit, context);
    if (ts.isTypeLiteralNode(seen)) return factory.updateTypeLiteralNode(seen, members(seen.members, node));
    if (ts.isInterfaceDeclaration(seen))
      return factory.updateInterfaceDeclaration(
        seen,
        seen.modifiers,
        seen.name,
        seen.typeParameters,
        seen.heritageClauses,
        members(seen.members, node),
      );
    if (ts.isClassDeclaration(seen))
      return factory.updateClassDeclaration(
        seen,
        seen.modifiers,
        seen.name,
        seen.typeParameters,
        seen.heritageClauses,
        members(seen.members, node),
      );
    return seen;
  };
  return visit;
};

/** Overloads keep their order: it decides which one holds. */
function members<Member extends ts.ClassElement | ts.TypeElement>(all: ts.NodeArray<Member>, of: ts.Node) {
  const named = all
    .filter((member) => !isHidden(ts.getOriginalNode(member)))
    .map((member) => ({ member, name: member.name ? nameOf(member.name) : "" }));
  return ts.factory.createNodeArray(
    named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map(({ member }) => member),
    of.getChildCount() > 0,
  );
}

const nameOf = (name: ts.PropertyName) => ts.getOriginalNode(name).getText();

/** What no user can name: private members, and those that say of themselves that they are internal. */
export function isHidden(node: ts.Node): boolean {
  if (ts.getJSDocTags(node).some(({ tagName }) => tagName.text === "internal")) return true;
  if (!ts.isClassElement(node) || ts.isConstructorDeclaration(node)) return false;
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  const isPrivate = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword) ?? false;
  return isPrivate || (node.name !== undefined && ts.isPrivateIdentifier(node.name));
}
