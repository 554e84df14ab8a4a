import type { ServiceRequest } from "./requests.ts";

/** The options of every sandbox. */
export interface CommonOptions<Operation extends string> {
  /**
   * Virtual ms for each real ms: 1 is real time, 60 a minute in a second, 0 stands still until `clock.advance()`, and
   * `Infinity`, the default, jumps to the next thing that is waited for. While a request is being answered the time
   * stands still at any speed.
   */
  readonly speed?: number;
  /** What chance is drawn from: the same seed and the same campaign end the same way. A whole number; default 1. */
  readonly seed?: number;
  /** The virtual start, in ms since 1970 or as a date. Default 2026-01-05T09:00:00Z. */
  readonly startAt?: number | string;
  /** Is told of every request when it is known what becomes of it. */
  readonly onRequest?: (request: ServiceRequest<Operation>) => void;
}

/** @returns what is wrong with an option, as the end of a sentence */
export type Check = (value: unknown) => string | undefined;

export const isRate: Check = (value) =>
  typeof value === "number" && value >= 0 && value <= 1 ? undefined : "must be a number from 0 to 1";

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const commonChecks: { readonly [Name in keyof CommonOptions<string>]-?: Check } = {
  speed: (value) =>
    typeof value === "number" && value >= 0 ? undefined : "must be a number of at least 0, or Infinity",
  seed: (value) => (Number.isSafeInteger(value) ? undefined : "must be a whole number"),
  startAt: (value) =>
    (typeof value === "number" || typeof value === "string") && Number.isFinite(new Date(value).getTime())
      ? undefined
      : "must be a time in ms since 1970, or a date such as 2026-01-05T09:00:00Z",
  onRequest: (value) => (typeof value === "function" ? undefined : "must be a function"),
};

/** What is wrong with each option that is given. */
export function problemsOf(given: object, checks: Readonly<Record<string, Check>>, prefix: string): string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const check = checks[name];
    const problem = check ? check(value) : `is not known (known are ${Object.keys(checks).join(", ")})`;
    return problem === undefined ? [] : [`${prefix}${name} ${problem}`];
  });
}

/** The options of every sandbox, with the defaults. */
export function commonSettings<Operation extends string>({
  speed,
  seed,
  startAt,
  onRequest,
}: CommonOptions<Operation>) {
  return {
    speed: speed ?? Number.POSITIVE_INFINITY,
    seed: seed ?? 1,
    startAt: new Date(startAt ?? "2026-01-05T09:00:00Z").getTime(),
    onRequest,
  };
}
