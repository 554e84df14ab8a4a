import { UnknownType } from "typedoc";
import ts from "typescript";
import { inShort, isObject } from "./members.mjs";

/**
 * Methods return what the contract says, in full: `Call<{ id: string; … 40 more }>`. Where an exported type is the same, this is its
 * name; otherwise the members' names.
 */
export class ReturnTypes {
  #aliases = new Map();

  /** What an entry exports: from now on these types go by their names. */
  learn(module, checker) {
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (!(symbol.flags & ts.SymbolFlags.TypeAlias)) continue;
      const type = checker.getDeclaredTypeOfSymbol(symbol);
      if (!this.#aliases.has(type)) this.#aliases.set(type, symbol);
    }
  }

  /** @returns what to show instead, the same where there is nothing to shorten */
  shorten(shown, type, context) {
    if (shown?.type === "reference" && shown.typeArguments) {
      const own = context.checker.getTypeArguments(type);
      const given = type.aliasTypeArguments ?? own;
      shown.typeArguments = shown.typeArguments.map((one, index) =>
        given[index] ? this.shorten(one, given[index], context) : one,
      );
      return shown;
    }
    if (shown?.type === "array") {
      const [element] = context.checker.getTypeArguments(type);
      if (element) shown.elementType = this.shorten(shown.elementType, element, context);
      return shown;
    }
    if (shown?.type !== "reflection") return shown;
    if (!isObject(type))
      return context.checker.getIndexInfosOfType(type).length > 0
        ? new UnknownType(inShort(type, context.checker))
        : shown;
    const alias = this.#aliases.get(type);
    if (alias) return context.createSymbolReference(alias, context, alias.name);
    return new UnknownType(this.#members(type, context.checker));
  }

  #members(type, checker) {
    const members = checker.getPropertiesOfType(type);
    if (members.length > 4) return inShort(type, checker);
    const texts = members.map((member) => {
      const own = checker.getTypeOfSymbol(member);
      const optional = member.flags & ts.SymbolFlags.Optional ? "?" : "";
      return `${member.name}${optional}: ${this.#aliases.get(own)?.name ?? inShort(own, checker)}`;
    });
    return `{ ${texts.join("; ")} }`;
  }
}
