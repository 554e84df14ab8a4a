import { type AnyRecord, isRecord } from "./record.ts";
import type { Shape, Shapes } from "./shapes.ts";

/** Whether a value has a shape. */
export type Fits = (value: unknown) => boolean;

/**
 * The quick look at an answer: yes or no, at a tenth of what a schema library takes. Only what does not fit is looked at
 * again, to say where; a test keeps the two at one.
 */
export class QuickLook {
  readonly #shapes: Shapes;
  readonly #made = new Map<string, Fits>();

  constructor(shapes: Shapes) {
    this.#shapes = shapes;
  }

  make(shape: Shape): Fits {
    if (typeof shape === "string") {
      if (!shape.endsWith("?")) return this.#named(shape);
      const fits = this.#named(shape.slice(0, -1));
      return (value) => value === null || fits(value);
    }
    const fits = this.#object(shape);
    return shape.nullable ? (value) => value === null || fits(value) : fits;
  }

  #named(name: string): Fits {
    const known = this.#made.get(name);
    if (known) return known;
    // A shape that contains itself finds this in place of the finished one.
    this.#made.set(name, (value) => this.#made.get(name)?.(value) ?? true);
    const fits = name.startsWith("#") ? this.make(this.#shapes.schemas[name.slice(1)] ?? "unknown") : simple(name);
    this.#made.set(name, fits);
    return fits;
  }

  #object(shape: Exclude<Shape, string>): Fits {
    if ("of" in shape) {
      const members = new Map<string, Fits>();
      const required: string[] = [];
      for (const [key, member] of Object.entries(shape.of)) {
        const optional = key.endsWith("?");
        if (!optional) required.push(key);
        members.set(optional ? key.slice(0, -1) : key, this.make(member));
      }
      return (value) => {
        if (!isMap(value)) return false;
        // Answers have fewer members than the contract knows.
        for (const name in value) {
          const member = value[name];
          if (member !== undefined && members.get(name)?.(member) === false) return false;
        }
        for (const name of required) if (value[name] === undefined) return false;
        return true;
      };
    }
    if ("map" in shape) {
      const fits = this.make(shape.map);
      return (value) => isMap(value) && Object.values(value).every(fits);
    }
    if ("list" in shape) {
      const fits = this.make(shape.list);
      return (value) => Array.isArray(value) && value.every(fits);
    }
    if ("either" in shape) {
      const variants = shape.either.map((one) => this.make(one));
      return (value) => variants.some((fits) => fits(value));
    }
    if ("open" in shape) return (value) => typeof value === "string" && shape.open.includes(value);
    return simple(shape.type);
  }
}

function isMap(value: unknown): value is AnyRecord {
  return isRecord(value) && !Array.isArray(value);
}

function simple(name: string): Fits {
  if (name === "integer") return Number.isSafeInteger;
  if (name === "number") return Number.isFinite;
  if (name === "string" || name === "boolean") return (value) => typeof value === name;
  return () => true;
}
