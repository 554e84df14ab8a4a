import type { SchemaObject } from "openapi-typescript";
import ts from "typescript";

/** Open enums become `"draft" | "active" | (string & {})`: known values are completed, new ones never break a caller.
 * What a caller may send stays closed, although the service takes more. */
export function openEnums(schema: SchemaObject): ts.TypeNode | undefined {
  const values: unknown = Reflect.get(schema, "x-extensible-enum");
  if (!Array.isArray(values) || schema.enum) return undefined;
  const { factory } = ts;
  const known = values.map((value) => factory.createLiteralTypeNode(factory.createStringLiteral(String(value))));
  const others = factory.createParenthesizedType(
    factory.createIntersectionTypeNode([
      factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
      factory.createTypeLiteralNode([]),
    ]),
  );
  const nullable = Array.isArray(schema.type) && schema.type.includes("null");
  return factory.createUnionTypeNode([
    ...known,
    others,
    ...(nullable ? [factory.createLiteralTypeNode(factory.createNull())] : []),
  ]);
}
