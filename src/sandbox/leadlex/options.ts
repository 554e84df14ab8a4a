import {
  type Check,
  type CommonOptions,
  commonChecks,
  commonSettings,
  isObject,
  isRate,
  problemsOf,
} from "../option-checks.ts";
import type { Envelopes } from "./envelopes.ts";
import type { LeadLexKey } from "./keys.ts";
import { LIMITS, type Plan } from "./limits.ts";
import type { OperationId } from "./wire.ts";
import { defaultWorkspace, type LeadLexWorkspace } from "./workspace.ts";
import type { Approval, Rates } from "./world.ts";

export interface LeadLexSandboxOptions extends CommonOptions<OperationId> {
  /** The keys that are accepted, and what each may do. Default: every one that begins with `wbk_`, for everything. */
  readonly apiKeys?: readonly (string | LeadLexKey)[];
  /** What the workspace has. Default: 1 000 credits, no contacts, no lists. */
  readonly workspace?: Partial<LeadLexWorkspace>;
  /** The plan, which sets how many calls a minute and a day there are; `unlimited` has no limit and no rate headers. Default `org`. */
  readonly plan?: Plan;
  /** Whether a start needs approval: by the number of recipients, always, or never. Default `by_size`. */
  readonly approval?: Approval;
  /** More recipients than this need approval. Default 100. */
  readonly approvalAbove?: number;
  /**
   * Whether a campaign whose start waits for approval is read as `pending_approval`; otherwise as `draft`. Which of them is
   * not documented. Default: by the seed.
   */
  readonly showsPending?: boolean;
  /** How many tasks one answer lists at most, newest first. Default: all. */
  readonly tasksListed?: number;
  /** How answers with one object are put into their envelopes. Default `documented`: each as its page has it. */
  readonly envelopes?: Envelopes;
  /**
   * Whether webhooks may be registered for this machine's own addresses (localhost, 127.0.0.1, [::1]), with http as well.
   * The service takes https and public addresses only, as the sandbox does with `false`. Default true, for trying out.
   */
  readonly allowLocalWebhooks?: boolean;
  /**
   * What webhook deliveries go out through. Default: the platform's `fetch`, to this machine alone; a delivery to any other
   * address fails without being sent.
   */
  readonly deliver?: typeof globalThis.fetch;
  /**
   * Real ms for which the virtual time stands still while a webhook's receiver answers. Then the time goes on, and the
   * delivery fails when 10 virtual seconds have passed. Default 2 000.
   */
  readonly deliveryPatience?: number;
  /** The chance that a message is opened, from 0 to 1. Default 0.5. */
  readonly openRate?: number;
  /** The chance that a link of an opened message is clicked, from 0 to 1. Default 0.2. */
  readonly clickRate?: number;
  /** The chance of a reply for each recipient, from 0 to 1. Default 0.1. */
  readonly replyRate?: number;
  /** The chance that an address bounces, from 0 to 1. Default 0.02. */
  readonly bounceRate?: number;
  /** The chance that a recipient unsubscribes, from 0 to 1. Default 0.01. */
  readonly unsubscribeRate?: number;
}

/** The options, checked, with the defaults. */
export type Settings = ReturnType<typeof settingsOf>;

const atLeast =
  (least: number): Check =>
  (value) =>
    typeof value === "number" && value >= least ? undefined : `must be a number of at least ${least}`;
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.some((one) => one === value) ? undefined : `must be one of ${values.join(", ")}`;
const isBoolean: Check = (value) => (typeof value === "boolean" ? undefined : "must be true or false");
const isList: Check = (value) => (Array.isArray(value) ? undefined : "must be an array");

const CHECKS: { readonly [Name in keyof LeadLexSandboxOptions]-?: Check } = {
  ...commonChecks,
  apiKeys: (value) =>
    Array.isArray(value) && value.every(isKey)
      ? undefined
      : "must be an array of keys, each without white space, or of { key, permissions } with read, write and lexi",
  workspace: (value) => (isObject(value) ? undefined : "must be an object"),
  plan: oneOf(...Object.keys(LIMITS)),
  approval: oneOf("by_size", "always", "never"),
  approvalAbove: atLeast(0),
  showsPending: isBoolean,
  tasksListed: atLeast(0),
  envelopes: oneOf("documented", "flat", "wrapped", "mixed"),
  allowLocalWebhooks: isBoolean,
  deliver: (value) => (typeof value === "function" ? undefined : "must be a function"),
  deliveryPatience: atLeast(0),
  openRate: isRate,
  clickRate: isRate,
  replyRate: isRate,
  bounceRate: isRate,
  unsubscribeRate: isRate,
};

const WORKSPACE_CHECKS: { readonly [Name in keyof LeadLexWorkspace]: Check } = {
  contacts: isList,
  lists: isList,
  credits: atLeast(0),
};

function isKey(value: unknown): boolean {
  const key: unknown = isObject(value) ? Reflect.get(value, "key") : value;
  const permissions: unknown = isObject(value) ? Reflect.get(value, "permissions") : undefined;
  const areKnown =
    permissions === undefined ||
    (Array.isArray(permissions) && permissions.every((one) => one === "read" || one === "write" || one === "lexi"));
  return typeof key === "string" && /^[\x21-\x7e]+$/.test(key) && areKnown;
}

/** @throws TypeError naming every option that is wrong */
export function checkOptions(options: LeadLexSandboxOptions): Settings {
  if (!isObject(options)) throw new TypeError("createLeadLexSandbox: the options must be an object");
  const problems = [
    ...problemsOf(options, CHECKS, ""),
    ...(isObject(options.workspace) ? problemsOf(options.workspace, WORKSPACE_CHECKS, "workspace.") : []),
  ];
  if (problems.length > 0) throw new TypeError(`createLeadLexSandbox: ${problems.join("; ")}`);
  return settingsOf(options);
}

function settingsOf(options: LeadLexSandboxOptions) {
  const rates: Rates = {
    open: options.openRate ?? 0.5,
    click: options.clickRate ?? 0.2,
    reply: options.replyRate ?? 0.1,
    bounce: options.bounceRate ?? 0.02,
    unsubscribe: options.unsubscribeRate ?? 0.01,
  };
  return {
    ...commonSettings(options),
    apiKeys: options.apiKeys?.map((one): LeadLexKey => (typeof one === "string" ? { key: one } : one)),
    workspace: { ...defaultWorkspace(), ...options.workspace },
    plan: options.plan ?? "org",
    approval: options.approval ?? "by_size",
    approvalAbove: options.approvalAbove ?? 100,
    showsPending: options.showsPending,
    tasksListed: options.tasksListed ?? Number.POSITIVE_INFINITY,
    envelopes: options.envelopes ?? "documented",
    allowLocalWebhooks: options.allowLocalWebhooks ?? true,
    deliver: options.deliver,
    patience: options.deliveryPatience ?? 2_000,
    rates,
  };
}
