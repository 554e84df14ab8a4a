import type { SandboxRequest } from "./requests.ts";
import { defaultWorkspace, type Workspace } from "./workspace.ts";
import type { Rates } from "./world.ts";

export interface SandboxOptions {
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
  /** The keys that are accepted. Default: every well-formed one. */
  readonly apiKeys?: readonly string[];
  /** What the workspace has. Default: a company, an email and a LinkedIn sender in good order, 1 000 credits, no leads. */
  readonly workspace?: Partial<Workspace>;
  /** The chance of a reply for each recipient, from 0 to 1. Default 0.2. */
  readonly replyRate?: number;
  /** The chance that an address bounces, from 0 to 1. Default 0.03. */
  readonly bounceRate?: number;
  /** The chance that a connection request is accepted, from 0 to 1. Default 0.6. */
  readonly acceptRate?: number;
  /** Is told of every request when it is known what becomes of it. */
  readonly onRequest?: (request: SandboxRequest) => void;
}

/** The options, checked, with the defaults. */
export interface Settings {
  readonly speed: number;
  readonly seed: number;
  readonly startAt: number;
  readonly apiKeys: readonly string[] | undefined;
  readonly workspace: Workspace;
  readonly rates: Rates;
  readonly onRequest: ((request: SandboxRequest) => void) | undefined;
}

type Check = (value: unknown) => string | undefined;

const isRate: Check = (value) =>
  typeof value === "number" && value >= 0 && value <= 1 ? undefined : "must be a number from 0 to 1";
const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isList: Check = (value) => (Array.isArray(value) ? undefined : "must be an array");
const objectOrNull: Check = (value) => (value === null || isObject(value) ? undefined : "must be an object or null");

const CHECKS: { readonly [Name in keyof SandboxOptions]-?: Check } = {
  speed: (value) =>
    typeof value === "number" && value >= 0 ? undefined : "must be a number of at least 0, or Infinity",
  seed: (value) => (Number.isSafeInteger(value) ? undefined : "must be a whole number"),
  startAt: (value) =>
    (typeof value === "number" || typeof value === "string") && Number.isFinite(new Date(value).getTime())
      ? undefined
      : "must be a time in ms since 1970, or a date such as 2026-01-05T09:00:00Z",
  apiKeys: (value) =>
    Array.isArray(value) && value.every((key) => typeof key === "string" && /^[\x21-\x7e]+$/.test(key))
      ? undefined
      : "must be an array of keys, each without white space",
  workspace: (value) => (isObject(value) ? undefined : "must be an object"),
  replyRate: isRate,
  bounceRate: isRate,
  acceptRate: isRate,
  onRequest: (value) => (typeof value === "function" ? undefined : "must be a function"),
};

const WORKSPACE_CHECKS: { readonly [Name in keyof Workspace]: Check } = {
  context: objectOrNull,
  profile: objectOrNull,
  account: (value) => (isObject(value) ? undefined : "must be an object"),
  senders: (value) => {
    const types = Array.isArray(value) && value.every((one) => isObject(one) && isChannel(Reflect.get(one, "type")));
    return types ? undefined : "must be an array of senders, each of type email or linkedin";
  },
  leads: isList,
  lists: isList,
  domainsElsewhere: (value) =>
    Array.isArray(value) && value.every((one) => typeof one === "string") ? undefined : "must be an array of domains",
  credits: (value) => (typeof value === "number" && value >= 0 ? undefined : "must be a number of at least 0"),
};

function isChannel(value: unknown): boolean {
  return value === "email" || value === "linkedin";
}

/** @throws TypeError naming every option that is wrong */
export function checkOptions(options: SandboxOptions): Settings {
  if (!isObject(options)) throw new TypeError("createSandbox: the options must be an object");
  const problems = [
    ...problemsOf(options, CHECKS, ""),
    ...(isObject(options.workspace) ? problemsOf(options.workspace, WORKSPACE_CHECKS, "workspace.") : []),
  ];
  if (problems.length > 0) throw new TypeError(`createSandbox: ${problems.join("; ")}`);
  const { speed = Number.POSITIVE_INFINITY, seed = 1, startAt = "2026-01-05T09:00:00Z", apiKeys, workspace } = options;
  const { replyRate: reply = 0.2, bounceRate: bounce = 0.03, acceptRate: accept = 0.6 } = options;
  return {
    speed,
    seed,
    startAt: new Date(startAt).getTime(),
    apiKeys,
    workspace: { ...defaultWorkspace(), ...workspace },
    rates: { reply, bounce, accept },
    onRequest: options.onRequest,
  };
}

function problemsOf(given: object, checks: Readonly<Record<string, Check>>, prefix: string): string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const check = checks[name];
    const problem = check ? check(value) : `is not known (known are ${Object.keys(checks).join(", ")})`;
    return problem === undefined ? [] : [`${prefix}${name} ${problem}`];
  });
}
