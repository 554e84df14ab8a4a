import { InputError, type Problem } from "../core/errors.ts";
import { isRecord } from "../core/record.ts";

/** What a member must be, and whether it is. */
export type MemberCheck = readonly [be: string, holds: (value: unknown) => boolean];

/**
 * Looks at what is to be sent; members that have no check, or are not there, are left to the service.
 * @param needed the members that must be there
 * @throws InputError naming everything that is wrong
 */
export function checkBody(
  operation: string,
  body: unknown,
  checks: Readonly<Record<string, MemberCheck>>,
  needed: readonly string[] = [],
): void {
  if (!isRecord(body) || Array.isArray(body))
    throw new InputError([{ field: "body", problem: "must be an object" }], operation);
  const problems = Object.entries(checks).flatMap(([name, [be, holds]]): Problem[] => {
    const value = body[name];
    const isFine = value === undefined ? !needed.includes(name) : holds(value);
    return isFine ? [] : [{ field: `body.${name}`, problem: `must be ${be}` }];
  });
  if (problems.length > 0) throw new InputError(problems, operation);
}

/** Something that is no empty text. */
export function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}
