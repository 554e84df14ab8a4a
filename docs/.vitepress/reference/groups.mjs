import { ReflectionKind } from "typedoc";
import ts from "typescript";

/** In the order in which a reader looks for them. */
export const GROUPS = ["Clients", "Resources", "Functions", "Errors", "Types"];

/** Under which heading something exported stands. */
export function groupOf(reflection, symbol, file) {
  if (reflection.name.endsWith("Error") && reflection.kindOf(ReflectionKind.Class)) return "Errors";
  // A class that is exported as a type only: users are handed one, and never make it.
  if (file.includes("/resources/") && symbol?.declarations?.some(ts.isClassDeclaration)) return "Resources";
  if (reflection.kindOf(ReflectionKind.Class)) return "Clients";
  if (reflection.kindOf(ReflectionKind.Function | ReflectionKind.Variable)) return "Functions";
  return "Types";
}
