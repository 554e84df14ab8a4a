import type { Shape } from "../../src/core/shapes.ts";
import { type Contract, operationsOf, type Schema } from "./contract.ts";
import { literal } from "./operations.ts";

/** What answers are checked with: types only, no limits, so that a real answer never fails for a format. */
export function answerShapes(contract: Contract): string {
  const used = new Set<string>();
  const answers = operationsOf(contract).map(({ operation }) => {
    const success = Object.entries(operation.responses).filter(([status]) => status.startsWith("2"));
    const schemas = success.flatMap(([, response]) => response.content?.["application/json"]?.schema ?? []);
    const shapes = [...new Set(schemas.map((schema) => literal(shapeOf(schema, false, used))))];
    const shape =
      shapes.length === 1 ? shapes[0] : shapes.length === 0 ? '"unknown"' : `{ either: [${shapes.join(", ")}] }`;
    return `    ${operation.operationId}: ${shape},`;
  });
  return `
import type { AnswerShapes } from "../src/core/shapes.ts";

export const shapes: AnswerShapes = {
  answers: {
${answers.join("\n")}
  },
  schemas: {
${schemasUsed(contract, used, false)}
  },
};
`;
}

/** What the sandbox checks requests with, limits included. */
export function requestShapes(contract: Contract): string {
  const used = new Set<string>();
  const requests = operationsOf(contract).map(({ operation, parameters }) => {
    const query = parameters.filter((parameter) => parameter.in === "query");
    const members = Object.fromEntries(
      query.map(({ name, required, schema }) => [required ? name : `${name}?`, shapeOf(schema, true, used)]),
    );
    const parts: Record<string, unknown> = {};
    if (query.length > 0) parts["query"] = { of: members };
    const body = operation.requestBody;
    const schema = body?.content["application/json"]?.schema;
    if (schema) parts["body"] = shapeOf(schema, true, used);
    if (body?.required) parts["bodyRequired"] = true;
    return `    ${operation.operationId}: ${literal(parts)},`;
  });
  const schemas = schemasUsed(contract, used, true);
  const open = [...used].filter((name) => {
    const { properties, additionalProperties } = contract.components.schemas[name] ?? {};
    return properties && additionalProperties;
  });
  return `
import type { RequestShapes } from "../src/sandbox/contract.ts";

export const requests: RequestShapes = {
  requests: {
${requests.join("\n")}
  },
  schemas: {
${schemas}
  },
  open: ${literal(open.sort())},
};
`;
}

function schemasUsed(contract: Contract, used: Set<string>, limits: boolean): string {
  const lines: string[] = [];
  // Looking at one schema may bring others: a Set gives those out as well.
  for (const name of used) {
    const schema = contract.components.schemas[name];
    if (!schema) throw new Error(`the contract refers to the schema ${name}, which it does not have`);
    lines.push(`    ${name}: ${literal(shapeOf(schema, limits, used))},`);
  }
  return lines.sort().join("\n");
}

function shapeOf(schema: Schema, limits: boolean, used: Set<string>): Shape {
  if (schema.$ref) {
    const name = schema.$ref.replace("#/components/schemas/", "");
    used.add(name);
    return `#${name}`;
  }
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  const nullable = types.includes("null");
  const kinds = types.filter((type) => type !== "null");
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants) {
    const solid = variants.filter((variant) => variant.type !== "null");
    const shapes = solid.map((variant) => shapeOf(variant, limits, used));
    const either = shapes.length === 1 && shapes[0] !== undefined ? shapes[0] : { either: shapes };
    return orNull(either, nullable || solid.length < variants.length);
  }
  if (schema.allOf) throw new Error("allOf is not understood: write the object out");
  if (schema["x-extensible-enum"]) return orNull({ open: schema["x-extensible-enum"] }, nullable);
  if (kinds.length > 1)
    return orNull({ either: kinds.map((type) => shapeOf({ ...schema, type }, limits, used)) }, nullable);
  const [kind] = kinds;
  if (kind === "object" || schema.properties) return orNull(objectShape(schema, limits, used), nullable);
  if (kind === "array") {
    const list = schema.items ? shapeOf(schema.items, limits, used) : "unknown";
    return orNull({ list, ...(limits && numbers({ min: schema.minItems, max: schema.maxItems })) }, nullable);
  }
  if (kind !== "string" && kind !== "integer" && kind !== "number" && kind !== "boolean") return "unknown";
  const bounds = limits ? limitsOf(schema) : {};
  return orNull(Object.keys(bounds).length > 0 ? { type: kind, ...bounds } : kind, nullable);
}

function objectShape(schema: Schema, limits: boolean, used: Set<string>): Shape {
  const { properties, required = [], additionalProperties } = schema;
  if (!properties)
    return { map: typeof additionalProperties === "object" ? shapeOf(additionalProperties, limits, used) : "unknown" };
  const members = Object.entries(properties).map(
    ([name, member]) => [required.includes(name) ? name : `${name}?`, shapeOf(member, limits, used)] as const,
  );
  return { of: Object.fromEntries(members) };
}

function limitsOf(schema: Schema) {
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  return {
    ...(values && { in: values.filter((value) => value !== null) }),
    ...numbers({ min: schema.minLength ?? schema.minimum, max: schema.maxLength ?? schema.maximum }),
    ...(schema.pattern !== undefined && { like: schema.pattern }),
  };
}

function numbers(limits: Record<string, number | undefined>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(limits).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function orNull(shape: Shape, nullable: boolean): Shape {
  if (!nullable) return shape;
  return typeof shape === "string" ? (shape.endsWith("?") ? shape : `${shape}?`) : { ...shape, nullable: true };
}
