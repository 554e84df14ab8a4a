import ts from "typescript";

/** More rows than this nobody reads: then only the outermost members are listed. */
const MOST_ROWS = 60;

/**
 * What a type is that stands in the contract: its name says nothing to somebody who can't see it.
 * @returns the type in short, and the table of its members as Markdown; undefined where typedoc shows it well by itself
 */
export function membersOf(symbol, checker) {
  const declaration = symbol.declarations?.find(ts.isTypeAliasDeclaration);
  if (!declaration || declaration.typeParameters || !refersToContract(declaration.type)) return undefined;
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  if (!isObject(type)) return { type: inShort(type, checker), table: "" };
  const deep = rowsOf(type, checker, "", 2);
  const rows = deep.length <= MOST_ROWS ? deep : rowsOf(type, checker, "", 0);
  const lines = rows.map(
    ({ name, optional, type, text }) => `| \`${name}\`${optional ? " (optional)" : ""} | ${code(type)} | ${text} |`,
  );
  return { type: "{ … }", table: `\n\n| member | type | |\n| --- | --- | --- |\n${lines.join("\n")}\n` };
}

/** Whether a type is written with the names of others that are not exported: `Schemas["Campaign"]`, `Immutable<…>`. */
function refersToContract(node) {
  let found = false;
  const visit = (one) => {
    if (ts.isIndexedAccessTypeNode(one) || (ts.isTypeReferenceNode(one) && one.getText().startsWith("Immutable")))
      found = true;
    ts.forEachChild(one, visit);
  };
  visit(node);
  return found;
}

export function isObject(type) {
  if (type.isIntersection()) return type.types.some(isObject);
  return (
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    type.getProperties().length > 0 &&
    type.getCallSignatures().length === 0 &&
    !isArray(type)
  );
}

function isArray(type) {
  return ["Array", "ReadonlyArray"].includes(type.symbol?.name ?? "");
}

function rowsOf(type, checker, prefix, depth) {
  return checker.getPropertiesOfType(type).flatMap((member) => {
    const optional = (member.flags & ts.SymbolFlags.Optional) !== 0;
    const own = withoutUndefined(checker.getTypeOfSymbol(member), checker, optional);
    const name = `${prefix}${member.name}`;
    const row = { name, optional, type: inShort(own, checker), text: textOf(member, checker) };
    const inner = elementOf(own, checker);
    if (depth === 0 || !isObject(inner.type)) return [row];
    return [row, ...rowsOf(inner.type, checker, `${name}${inner.array ? "[]" : ""}.`, depth - 1)];
  });
}

function elementOf(type, checker) {
  const some = type.isUnion() ? type.types.filter((one) => (one.flags & ts.TypeFlags.Null) === 0) : [type];
  const only = some.length === 1 ? some[0] : type;
  if (!isArray(only)) return { type: only, array: false };
  return { type: checker.getTypeArguments(only)[0] ?? only, array: true };
}

function withoutUndefined(type, checker, optional) {
  return optional ? (checker.getNonNullableType(type) === type ? type : removed(type, checker)) : type;
}

function removed(type, checker) {
  if (!type.isUnion()) return type;
  const nullable = type.types.some((one) => (one.flags & ts.TypeFlags.Null) !== 0);
  return nullable ? type : checker.getNonNullableType(type);
}

function textOf(member, checker) {
  const tags = member.getJsDocTags(checker).filter(({ name }) => name === "description");
  const parts = [member.getDocumentationComment(checker), ...tags.map(({ text }) => text ?? [])];
  return parts
    .map((part) => ts.displayPartsToString(part))
    .join(" ")
    .replace(/\s+/g, " ")
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .trim();
}

/** A type on one line: objects by their members' names. */
export function inShort(type, checker) {
  if (type.isUnion() && !(type.flags & ts.TypeFlags.Boolean)) return unionInShort(type, checker);
  if (isArray(type)) {
    const element = inShort(checker.getTypeArguments(type)[0], checker);
    return element.includes(" | ") ? `(${element})[]` : `${element}[]`;
  }
  if (isObject(type)) {
    const names = checker
      .getPropertiesOfType(type)
      .map((one) => `${one.name}${one.flags & ts.SymbolFlags.Optional ? "?" : ""}`);
    return names.length > 6 ? `{ ${names.slice(0, 6).join(", ")}, … }` : `{ ${names.join(", ")} }`;
  }
  if (checker.getIndexInfosOfType(type).length > 0) return "{ [key]: … }";
  const text = checker.typeToString(type, undefined, ts.TypeFlags.None | ts.TypeFormatFlags.NoTruncation);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/** What says the most comes first: known texts, then any other text, then null. */
function unionInShort(type, checker) {
  const texts = type.types
    .filter((one) => !(one.flags & ts.TypeFlags.Undefined))
    .map((one) => (one.isIntersection() && !isObject(one) ? "string" : inShort(one, checker)));
  const rank = (text) => (text === "null" ? 2 : text === "string" ? 1 : 0);
  const sorted = [...new Set(texts)].sort((one, other) => rank(one) - rank(other));
  return sorted.join(" | ").replace(/false \| true|true \| false/, "boolean");
}

function code(text) {
  return `\`${text.replaceAll("|", "\\|")}\``;
}
