import {
  type Check,
  type CommonOptions,
  commonChecks,
  commonSettings,
  isObject,
  isRate,
  problemsOf,
} from "../option-checks.ts";
import type { SandboxRequest } from "./requests.ts";
import type { OperationId } from "./wire.ts";
import { defaultWorkspace, type Workspace } from "./workspace.ts";
import type { Rates } from "./world.ts";

export interface SandboxOptions extends CommonOptions<OperationId> {
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

const isList: Check = (value) => (Array.isArray(value) ? undefined : "must be an array");
const objectOrNull: Check = (value) => (value === null || isObject(value) ? undefined : "must be an object or null");

const CHECKS: { readonly [Name in keyof SandboxOptions]-?: Check } = {
  ...commonChecks,
  apiKeys: (value) =>
    Array.isArray(value) && value.every((key) => typeof key === "string" && /^[\x21-\x7e]+$/.test(key))
      ? undefined
      : "must be an array of keys, each without white space",
  workspace: (value) => (isObject(value) ? undefined : "must be an object"),
  replyRate: isRate,
  bounceRate: isRate,
  acceptRate: isRate,
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
  const { apiKeys, workspace } = options;
  const { replyRate: reply = 0.2, bounceRate: bounce = 0.03, acceptRate: accept = 0.6 } = options;
  return {
    ...commonSettings(options),
    apiKeys,
    workspace: { ...defaultWorkspace(), ...workspace },
    rates: { reply, bounce, accept },
  };
}
