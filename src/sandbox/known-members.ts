import { isRecord } from "../core/record.ts";
import type { Shape } from "../core/shapes.ts";
import type { RequestShapes } from "./contract.ts";

/**
 * What a request says, without members that the contract does not have: a caller can't set what is not offered. Objects
 * that the contract leaves open are taken as they are.
 */
export function knownMembers(shapes: RequestShapes, shape: Shape | undefined, value: unknown): unknown {
  if (shape === undefined) return value;
  if (typeof shape === "string") {
    const name = shape.replace(/^#|\?$/g, "");
    return shapes.open.includes(name) ? value : knownMembers(shapes, shapes.schemas[name], value);
  }
  if (Array.isArray(value))
    return "list" in shape ? value.map((item) => knownMembers(shapes, shape.list, item)) : value;
  if (!isRecord(value) || !("of" in shape)) return value;
  return Object.fromEntries(
    Object.entries(shape.of).flatMap(([key, member]) => {
      const name = key.replace(/\?$/, "");
      return Object.hasOwn(value, name) ? [[name, knownMembers(shapes, member, value[name])]] : [];
    }),
  );
}
