import * as z from "zod/mini";
import { type Fits, QuickLook } from "./fits.ts";
import { at } from "./record.ts";
import type { Mismatch, Validator } from "./validation.ts";

/**
 * A schema of the contract as the generator writes it, small enough to ship for every operation:
 * `"string"`, `"integer"`, `"number"`, `"boolean"`, `"unknown"` or `"#Name"` for a schema of its own, each with a `?` at the
 * end where null is allowed, or an object for everything else.
 */
export type Shape = string | ObjectShape | MapShape | ListShape | EitherShape | OpenShape | LimitedShape;

interface MaybeNull {
  readonly nullable?: true;
}
/** Members; a `?` at a name's end makes it optional. Others are let through. */
interface ObjectShape extends MaybeNull {
  readonly of: Readonly<Record<string, Shape>>;
}
/** An object whose names are data. */
interface MapShape extends MaybeNull {
  readonly map: Shape;
}
export interface ListShape extends MaybeNull {
  readonly list: Shape;
  readonly min?: number;
  readonly max?: number;
}
interface EitherShape extends MaybeNull {
  readonly either: readonly Shape[];
}
/** A string of which some values are known today. */
interface OpenShape extends MaybeNull {
  readonly open: readonly string[];
}
/** A string or number with limits: only requests have them. */
export interface LimitedShape extends MaybeNull {
  readonly type: "string" | "integer" | "number" | "boolean";
  readonly in?: readonly (string | number | boolean)[];
  readonly min?: number;
  readonly max?: number;
  readonly like?: string;
}

export interface Shapes {
  readonly schemas: Readonly<Record<string, Shape>>;
}

/** Makes a limit of the contract out of zod's checks; answers have none, so only the sandbox brings one. */
export type Limit = (shape: LimitedShape | ListShape, base: z.ZodMiniType) => z.ZodMiniType;

/** Builds zod schemas from shapes, each when it is first needed. */
export class SchemaBuilder {
  readonly #shapes: Shapes;
  readonly #limit: Limit | undefined;
  readonly #built = new Map<string, z.ZodMiniType>();

  constructor(shapes: Shapes, limit?: Limit) {
    this.#shapes = shapes;
    this.#limit = limit;
  }

  build(shape: Shape): z.ZodMiniType {
    if (typeof shape === "string")
      return shape.endsWith("?") ? z.nullable(this.#named(shape.slice(0, -1))) : this.#named(shape);
    const schema = this.#object(shape);
    return shape.nullable ? z.nullable(schema) : schema;
  }

  #named(name: string): z.ZodMiniType {
    const known = this.#built.get(name);
    if (known) return known;
    // A schema that contains itself finds this in place of the finished one.
    this.#built.set(
      name,
      z.lazy(() => this.#built.get(name) ?? z.unknown()),
    );
    const schema = name.startsWith("#") ? this.build(this.#shapes.schemas[name.slice(1)] ?? "unknown") : simple(name);
    this.#built.set(name, schema);
    return schema;
  }

  #object(shape: Exclude<Shape, string>): z.ZodMiniType {
    if ("of" in shape) {
      const members = Object.entries(shape.of).map(([key, member]): [string, z.ZodMiniType] => {
        const optional = key.endsWith("?");
        const schema = this.build(member);
        return optional ? [key.slice(0, -1), z.optional(schema)] : [key, schema];
      });
      return z.looseObject(Object.fromEntries(members));
    }
    if ("map" in shape) return z.record(z.string(), this.build(shape.map));
    if ("list" in shape) return this.#limited(shape, z.array(this.build(shape.list)));
    if ("either" in shape) return z.union(shape.either.map((one) => this.build(one)));
    // An unknown value of an open enum is drift, told apart from a mismatch by its own kind of issue.
    if ("open" in shape)
      return z
        .string()
        .check(z.refine((value) => shape.open.includes(value), { params: { expected: shape.open.join(", ") } }));
    return this.#limited(shape, simple(shape.type));
  }

  #limited(shape: LimitedShape | ListShape, base: z.ZodMiniType): z.ZodMiniType {
    return this.#limit ? this.#limit(shape, base) : base;
  }
}

function simple(name: string): z.ZodMiniType {
  switch (name) {
    case "string":
      return z.string();
    case "boolean":
      return z.boolean();
    case "number":
      return z.number();
    case "integer":
      return z.int();
    default:
      return z.unknown();
  }
}

/** Answers' shapes, by operation. */
export interface AnswerShapes extends Shapes {
  readonly answers: Readonly<Record<string, Shape>>;
}

/** Looks at answers; what an operation needs for it is made when its first answer comes. */
export function createValidator(shapes: AnswerShapes): Validator {
  const quickLook = new QuickLook(shapes);
  const builder = new SchemaBuilder(shapes);
  const fits = new Map<string, Fits>();
  return (operation, data) => {
    const shape = shapes.answers[operation];
    if (shape === undefined) return NOTHING;
    let quick = fits.get(operation);
    if (!quick) {
      quick = quickLook.make(shape);
      fits.set(operation, quick);
    }
    if (quick(data)) return NOTHING;
    const schema = builder.build(shape);
    const result = z.safeParse(schema, data);
    if (result.success) return NOTHING;
    const mismatches: Mismatch[] = [];
    const unknownValues: Mismatch[] = [];
    for (const issue of result.error.issues) {
      const path = place(shapes, shape, issue.path) || "body";
      if (issue.code === "custom")
        unknownValues.push({ path, expected: `one of ${String(at(issue, "params.expected"))}` });
      else
        mismatches.push({
          path,
          // Among the rest is a whole number too large to be exact.
          expected:
            issue.code === "invalid_union"
              ? "one of the contract's variants"
              : `of type ${String(at(issue, "expected") ?? at(issue, "origin"))}`,
        });
    }
    return { mismatches: unique(mismatches), unknownValues: unique(unknownValues) };
  };
}

const NOTHING = { mismatches: [], unknownValues: [] };

/** An issue's path without data in it: indexes and the names of maps become `*`. */
function place(shapes: Shapes, start: Shape, path: readonly PropertyKey[]): string {
  let shape: Shape | undefined = start;
  return path
    .map((key) => {
      while (typeof shape === "string" && shape.startsWith("#")) shape = shapes.schemas[shape.replace(/^#|\?$/g, "")];
      if (typeof key === "number") {
        shape = typeof shape === "object" && "list" in shape ? shape.list : undefined;
        return "*";
      }
      const name = String(key);
      if (typeof shape === "object" && "of" in shape) {
        shape = shape.of[name] ?? shape.of[`${name}?`];
        return name;
      }
      shape = typeof shape === "object" && "map" in shape ? shape.map : undefined;
      return "*";
    })
    .join(".");
}

function unique(found: Mismatch[]): Mismatch[] {
  const seen = new Set<string>();
  return found.filter(({ path }) => !seen.has(path) && seen.add(path));
}
