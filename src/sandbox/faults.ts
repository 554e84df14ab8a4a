import { isOperation, type Paths } from "./router.ts";

/**
 * Something that goes wrong with the next requests to an operation.
 *
 * At most one of `status`, `drop`, `stall`, `truncate`, `cut` and `answer` says how a request ends; the others combine
 * with that and with each other.
 */
export interface WireFault {
  /** How many requests it is for. Default 1. */
  readonly times?: number;
  /** How many matching requests go by first, counted from when the fault was registered. Default 0. */
  readonly skip?: number;

  /** An answer with this status, in place of the work. */
  readonly status?: number;
  /** With `status`: the body, an object as JSON, text as it is. */
  readonly body?: object | string;
  /** Further headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** With `status`: a Retry-After header, in seconds. */
  readonly retryAfter?: number;
  /** With `status`: the work is done all the same. */
  readonly work?: boolean;

  /** The connection is lost, before or after the work. */
  readonly drop?: "before" | "after";
  /** Silence: before the work, after it, or after the head and half of the body. */
  readonly stall?: "before" | "headers" | "body";
  /** The work is done; the connection closes after half of the body. */
  readonly truncate?: true;
  /** The work is done; the JSON ends too early, and the connection as it should. */
  readonly cut?: true;
  /** The work is done; this text is the body. */
  readonly answer?: string;

  /** Another content type. */
  readonly contentType?: string;
  /** The answer quotes the request's Authorization, in a header and in its body. */
  readonly echoKey?: true;
  /** Virtual ms before the work; it is done even when the client has left by then. */
  readonly latency?: number;
}

/** A fault of one service's: what goes wrong on the wire, and how the service's own work goes on. */
export type FaultOf<Shaping> = WireFault & Shaping;

/** What the faults make of one request. */
export type Trouble<Shaping> = Omit<WireFault, "times" | "skip"> &
  Shaping & {
    /** In a few words, for the list of requests. */
    readonly name: string;
  };

/** A member that shapes the service's own work: what it must be, and the operations for which it means something. */
interface ShapingMember<Operation extends string> {
  readonly check: FaultCheck;
  readonly only: readonly Operation[];
}

/** @returns what is wrong with a member, as the end of a sentence */
export type FaultCheck = (value: unknown) => string | undefined;

/** What a service's faults are about. */
export interface FaultParts<Operation extends string, Shaping> {
  readonly operations: Paths<Operation>;
  readonly shaping: { readonly [Name in keyof Shaping]-?: ShapingMember<Operation> };
}

const ENDINGS = ["status", "drop", "stall", "truncate", "cut", "answer"] as const;

interface Registered<Operation extends string, Shaping> {
  readonly operation: Operation | "*";
  readonly fault: FaultOf<Shaping>;
  left: number;
  skip: number;
}

/** The faults that are still to come. */
export class Faults<Operation extends string, Shaping extends object> {
  readonly #parts: FaultParts<Operation, Shaping>;
  #registered: Registered<Operation, Shaping>[] = [];

  constructor(parts: FaultParts<Operation, Shaping>) {
    this.#parts = parts;
  }

  /** @throws TypeError naming everything that is wrong with the fault */
  add(operation: Operation | "*", fault: FaultOf<Shaping>): void {
    const problems = faultProblems(this.#parts, operation, fault);
    if (problems.length > 0) throw new TypeError(`sandbox.fail("${operation}"): ${problems.join("; ")}`);
    this.#registered.push({ operation, fault: { ...fault }, left: fault.times ?? 1, skip: fault.skip ?? 0 });
  }

  clear(): void {
    this.#registered = [];
  }

  /** Takes what is meant for this request: the first fault that ends it, and all that combine with that. */
  take(operation: Operation | undefined): Trouble<Shaping> | undefined {
    let trouble: FaultOf<Shaping> | undefined;
    for (const one of this.#registered) {
      if (one.operation !== "*" && one.operation !== operation) continue;
      if (one.skip > 0) {
        one.skip--;
        continue;
      }
      if (trouble && isEnding(trouble) && isEnding(one.fault)) continue;
      one.left--;
      trouble = { ...one.fault, ...trouble, latency: (one.fault.latency ?? 0) + (trouble?.latency ?? 0) };
    }
    this.#registered = this.#registered.filter(({ left }) => left > 0);
    return trouble && { ...trouble, name: nameOf(trouble, Object.keys(this.#parts.shaping)) };
  }
}

function isEnding(fault: WireFault): boolean {
  return ENDINGS.some((name) => fault[name] !== undefined);
}

function nameOf(fault: object, shaping: readonly string[]): string {
  return [...ENDINGS, "contentType", "echoKey", "latency", ...shaping]
    .flatMap((word) => {
      const value: unknown = Reflect.get(fault, word);
      if (value === undefined || (word === "latency" && value === 0)) return [];
      return value === true || word === "answer" ? [word] : [`${word} ${String(value)}`];
    })
    .join(", ");
}

export const isTrue: FaultCheck = (value) => (value === true ? undefined : "must be true");
export const oneOf =
  (...values: readonly string[]): FaultCheck =>
  (value) =>
    values.some((one) => one === value) ? undefined : `must be one of ${values.join(", ")}`;
const atLeast =
  (least: number, whole: boolean): FaultCheck =>
  (value) =>
    typeof value === "number" &&
    value >= least &&
    (!whole || Number.isInteger(value) || value === Number.POSITIVE_INFINITY)
      ? undefined
      : `must be a ${whole ? "whole " : ""}number of at least ${least}`;
const isText: FaultCheck = (value) => (typeof value === "string" ? undefined : "must be a string");
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
/** As the platform sees it: a header that it refuses would end the request like a lost connection. */
const isHeader = (name: string, value: unknown): boolean => {
  if (typeof value !== "string" || /[\r\n]/.test(value)) return false;
  try {
    return new Headers([[name, value]]).has(name);
  } catch {
    return false;
  }
};

/** What a member must be, for each member that a fault may have. */
const CHECKS: { readonly [Name in keyof WireFault]-?: FaultCheck } = {
  times: atLeast(1, true),
  skip: atLeast(0, true),
  status: (value) =>
    Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599
      ? undefined
      : "must be a status from 200 to 599",
  body: (value) => (isObject(value) || typeof value === "string" ? undefined : "must be an object or a string"),
  headers: (value) =>
    isObject(value) && Object.entries(value).every(([name, one]) => isHeader(name, one))
      ? undefined
      : "must be an object of header names and values",
  retryAfter: atLeast(0, false),
  work: (value) => (typeof value === "boolean" ? undefined : "must be true or false"),
  drop: oneOf("before", "after"),
  stall: oneOf("before", "headers", "body"),
  truncate: isTrue,
  cut: isTrue,
  answer: isText,
  contentType: (value) => (isHeader("content-type", value) ? undefined : "must be a header's value"),
  echoKey: isTrue,
  latency: (value) =>
    typeof value === "number" && value >= 0 && value < Number.POSITIVE_INFINITY ? undefined : "must be a number of ms",
};

function faultProblems<Operation extends string, Shaping>(
  { operations, shaping }: FaultParts<Operation, Shaping>,
  operation: string,
  fault: object,
): string[] {
  const problems: string[] = [];
  if (operation !== "*" && !isOperation(operations, operation))
    problems.push(
      `is no operation of the contract (such as ${Object.keys(operations).slice(0, 3).join(", ")}) and not "*"`,
    );
  if (!isObject(fault)) return [...problems, "the fault must be an object"];
  const checks: Readonly<Record<string, FaultCheck>> = CHECKS;
  const members: Readonly<Record<string, ShapingMember<Operation>>> = shaping;
  const given = Object.entries(fault).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const check = checks[name] ?? members[name]?.check;
    const problem = check
      ? check(value)
      : `is not known (known are ${[...Object.keys(CHECKS), ...Object.keys(shaping)].join(", ")})`;
    if (problem !== undefined) problems.push(`${name} ${problem}`);
    const only = members[name]?.only;
    if (only && !only.some((one) => one === operation)) problems.push(`${name} is for ${only.join(", ")} only`);
  }
  const names = given.map(([name]) => name);
  const endings = ENDINGS.filter((name) => names.includes(name));
  if (endings.length > 1) problems.push(`${endings.join(" and ")} can't be combined: a request ends in one way`);
  for (const name of ["body", "retryAfter", "work"])
    if (names.includes(name) && !names.includes("status")) problems.push(`${name} needs a status`);
  if (!names.some((name) => name !== "times" && name !== "skip")) problems.push("the fault does nothing");
  return problems;
}
