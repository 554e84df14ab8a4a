import { operations } from "../../generated/puffle.operations.ts";
import type { Shaping } from "./handlers.ts";
import { isOperation } from "./router.ts";
import type { OperationId } from "./wire.ts";

/**
 * Something that goes wrong with the next requests to an operation.
 *
 * At most one of `status`, `drop`, `stall`, `truncate`, `cut` and `answer` says how a request ends; the others combine
 * with that and with each other.
 */
export interface Fault extends Shaping {
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

/** What the faults make of one request. */
export interface Trouble extends Omit<Fault, "times" | "skip"> {
  /** In a few words, for the list of requests. */
  readonly name: string;
}

const ENDINGS = ["status", "drop", "stall", "truncate", "cut", "answer"] as const;

interface Registered {
  readonly operation: OperationId | "*";
  readonly fault: Fault;
  left: number;
  skip: number;
}

/** The faults that are still to come. */
export class Faults {
  #registered: Registered[] = [];

  /** @throws TypeError naming everything that is wrong with the fault */
  add(operation: OperationId | "*", fault: Fault): void {
    const problems = faultProblems(operation, fault);
    if (problems.length > 0) throw new TypeError(`sandbox.fail("${operation}"): ${problems.join("; ")}`);
    this.#registered.push({ operation, fault: { ...fault }, left: fault.times ?? 1, skip: fault.skip ?? 0 });
  }

  clear(): void {
    this.#registered = [];
  }

  /** Takes what is meant for this request: the first fault that ends it, and all that combine with that. */
  take(operation: OperationId | undefined): Trouble | undefined {
    let trouble: Omit<Fault, "times" | "skip"> | undefined;
    for (const one of this.#registered) {
      if (one.operation !== "*" && one.operation !== operation) continue;
      if (one.skip > 0) {
        one.skip--;
        continue;
      }
      if (trouble && isEnding(trouble) && isEnding(one.fault)) continue;
      one.left--;
      const { times: _, skip: __, ...effects } = one.fault;
      trouble = { ...effects, ...trouble, latency: (effects.latency ?? 0) + (trouble?.latency ?? 0) };
    }
    this.#registered = this.#registered.filter(({ left }) => left > 0);
    return trouble && { ...trouble, name: nameOf(trouble) };
  }
}

function isEnding(fault: Fault): boolean {
  return ENDINGS.some((name) => fault[name] !== undefined);
}

function nameOf(fault: Fault): string {
  const words = [
    ...ENDINGS,
    "contentType",
    "echoKey",
    "latency",
    "background",
    "task",
    "warmup",
    "readBack",
    "partial",
    "saving",
    "inFlight",
  ] as const;
  return words
    .flatMap((word) => {
      const value = fault[word];
      if (value === undefined || (word === "latency" && value === 0)) return [];
      return value === true || word === "answer" ? [word] : [`${word} ${String(value)}`];
    })
    .join(", ");
}

const isTrue = (value: unknown) => (value === true ? undefined : "must be true");
const oneOf =
  (...values: readonly string[]) =>
  (value: unknown) =>
    values.some((one) => one === value) ? undefined : `must be one of ${values.join(", ")}`;
const atLeast = (least: number, whole: boolean) => (value: unknown) =>
  typeof value === "number" &&
  value >= least &&
  (!whole || Number.isInteger(value) || value === Number.POSITIVE_INFINITY)
    ? undefined
    : `must be a ${whole ? "whole " : ""}number of at least ${least}`;
const isText = (value: unknown) => (typeof value === "string" ? undefined : "must be a string");
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
const CHECKS: { readonly [Name in keyof Fault]-?: (value: unknown) => string | undefined } = {
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
  background: oneOf("stuck", "rolls_back", "slow"),
  task: oneOf("fails", "stuck"),
  warmup: oneOf("not_started"),
  readBack: oneOf("fails"),
  partial: isTrue,
  saving: oneOf("fails"),
  inFlight: oneOf("dm", "comment", "both"),
};

/** Members that mean something for these operations only. */
const ONLY_FOR: Readonly<Record<string, readonly OperationId[]>> = {
  background: ["launchCampaign"],
  task: ["createLeadSearch", "createEnrichment", "verifyDomain", "createSignalSearch"],
  warmup: ["createInbox"],
  readBack: ["addSequenceNode", "moveSequenceNode", "deleteSequenceNode"],
  partial: ["importLeadsFromListToCampaign"],
  saving: ["sendThreadMessage"],
  inFlight: ["generateSignalMessages"],
};

function faultProblems(operation: string, fault: Fault): string[] {
  const problems: string[] = [];
  if (operation !== "*" && !isOperation(operation))
    problems.push(
      `is no operation of the contract (such as ${Object.keys(operations).slice(0, 3).join(", ")}) and not "*"`,
    );
  if (!isObject(fault)) return [...problems, "the fault must be an object"];
  const checks: Readonly<Record<string, ((value: unknown) => string | undefined) | undefined>> = CHECKS;
  const given = Object.entries(fault).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const check = checks[name];
    const problem = check ? check(value) : `is not known (known are ${Object.keys(CHECKS).join(", ")})`;
    if (problem !== undefined) problems.push(`${name} ${problem}`);
    const only = ONLY_FOR[name];
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
