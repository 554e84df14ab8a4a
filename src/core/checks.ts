import type { Problem } from "./errors.ts";
import { isRecord } from "./record.ts";

/** Looks at one option's value. */
export type Check = (value: unknown, field: string) => readonly Problem[];

const NONE: readonly Problem[] = [];

export const anything: Check = () => NONE;

/** A check that says what a value must be, and never repeats one that may be a key. */
export function must(be: string, holds: (value: unknown) => boolean): Check {
  return (value, field) => (holds(value) ? NONE : [{ field, problem: `must be ${be}, got ${show(value)}` }]);
}

export const isFunction = (value: unknown) => typeof value === "function";

export const yesOrNo: Check = (value, field) => must("true or false", (one) => typeof one === "boolean")(value, field);

/** An object that has these methods. */
export function withMethods(be: string, names: readonly string[]): Check {
  return must(be, (value) => isRecord(value) && names.every((name) => isFunction(value[name])));
}

export function number(min: number, max: number, unit = "", whole = false): Check {
  const holds = (value: unknown) =>
    typeof value === "number" && value >= min && value <= max && (!whole || Number.isInteger(value));
  return must(`a ${whole ? "whole " : ""}number${unit && ` of ${unit}`} from ${min} to ${max}`, holds);
}

/**
 * An object of which every member has a check of its own; unknown names are refused, undefined values let through. What
 * has no field is the options themselves.
 */
export function members(checks: Readonly<Record<string, Check>>): Check {
  return (value, field) => {
    if (!isRecord(value) || Array.isArray(value)) return must("an object", () => false)(value, field || "options");
    const problems: Problem[] = [];
    // Said once, however many names are unknown.
    let choice = `; there are ${Object.keys(checks).join(", ")}`;
    for (const name in value) {
      const path = field ? `${field}.${name}` : name;
      const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
      const member = value[name];
      if (!check) {
        problems.push({ field: path, problem: `is not an option${choice}` });
        choice = "";
      } else if (member !== undefined) problems.push(...check(member, path));
    }
    return problems;
  };
}

export const orFalse =
  (check: Check): Check =>
  (value, field) =>
    value === false ? NONE : check(value, field);

export function show(value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  return Array.isArray(value) ? "an array" : typeof value;
}
