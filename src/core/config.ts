import { type Clock, systemClock } from "./clock.ts";
import { InputError, type Problem } from "./errors.ts";
import { Events } from "./events.ts";
import { type ClientOptions, checkBaseURL, clientProblems } from "./options.ts";
import type { RetryOptions } from "./policy.ts";
import { keyProblem, Secret } from "./secret.ts";
import type { Service } from "./service.ts";

/** A client's options, checked, with what the environment and the defaults add. Times in ms. */
export interface Config {
  /** The key, or who is asked for it on every call. */
  readonly key: Secret | (() => string | Promise<string>);
  readonly baseURL: string;
  readonly clock: Clock;
  readonly events: Events;
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly timeout: number;
  readonly attemptTimeout: number;
  readonly maxConcurrency: number | undefined;
  readonly retry: RetryOptions | undefined;
  readonly validation: "off" | "report" | "strict";
  readonly userAgent: string;
}

/** @throws InputError naming everything that is wrong with the options, before anything is sent */
export function configure(service: Service, options: ClientOptions, version: string): Config {
  const problems: Problem[] = [...clientProblems(options, service.name, service.options?.())];
  const key = options?.apiKey ?? environment(service.env.key);
  const wrongKey = typeof key === "function" ? undefined : keyProblem(key, service.env.key);
  if (wrongKey !== undefined) problems.push({ field: "apiKey", problem: wrongKey });
  const baseURL = checkBaseURL(options?.baseURL ?? environment(service.env.baseURL) ?? service.baseURL);
  if (typeof baseURL === "object") problems.push(baseURL);
  if (inBrowser() && options?.dangerouslyAllowBrowser !== true) {
    const problem =
      "must be true to run in a browser, where anybody can read the key: call the service from a back end instead";
    problems.push({ field: "dangerouslyAllowBrowser", problem });
  }
  if (problems.length > 0) {
    const onlyKey = problems.every((problem) => problem.field === "apiKey");
    throw new InputError(problems, service.name, onlyKey ? "ask_human" : "fix_request");
  }
  return {
    key: typeof key === "function" ? key : new Secret(String(key)),
    baseURL: String(baseURL),
    clock: options.clock ?? systemClock,
    events: new Events(options.hooks, options.logger),
    fetch: options.fetch,
    timeout: options.timeout ?? service.timeout ?? 60_000,
    attemptTimeout: options.attemptTimeout ?? 30_000,
    maxConcurrency: options.maxConcurrency,
    retry: options.retry,
    validation: options.validation ?? "report",
    userAgent: `puffle-sdk/${version}${runtime()}`,
  };
}

/** An environment variable, where there is an environment that may be read (Deno asks, workers have none). */
function environment(name: string): string | undefined {
  try {
    return globalThis.process?.env?.[name] || undefined;
  } catch {
    return undefined;
  }
}

function inBrowser(): boolean {
  return typeof window !== "undefined" && typeof window.document !== "undefined";
}

function runtime(): string {
  const version = globalThis.process?.versions?.node;
  return version ? ` node/${version}` : "";
}
