import {
  anything,
  type Check,
  isFunction,
  members,
  must,
  number,
  orFalse,
  show,
  withMethods,
  yesOrNo,
} from "./checks.ts";
import type { Clock } from "./clock.ts";
import type { Problem } from "./errors.ts";
import type { Hooks, Logger } from "./events.ts";
import { RETRY_KEYS, type RetryOptions } from "./policy.ts";
import { member } from "./record.ts";

/** The last argument of every method. All times in ms. */
export interface CallOptions {
  /** Ends the call, its waits included. A request that is under way is broken off: see `error.outcome`. */
  readonly signal?: AbortSignal | undefined;
  /** The whole call, waits included, in ms. Default 60 000. */
  readonly timeout?: number | undefined;
  /** One attempt, from connecting to the end of the body, in ms. Default 30 000. */
  readonly attemptTimeout?: number | undefined;
  /** More headers; `Authorization` is not among them. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** `false`, or rules by status or failure. An operation that must not be repeated is not, whatever stands here. */
  readonly retry?: RetryOptions | undefined;
}

/** What every client takes. All times in ms. */
export interface ClientOptions {
  /** The key, or a function that is asked for it on every call, so that keys can be rotated. Default: the environment's. */
  readonly apiKey?: string | (() => string | Promise<string>) | undefined;
  /** Default: the environment's, else the service's. https, or http on this machine only. */
  readonly baseURL?: string | undefined;
  /** Sends the requests in place of the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Default of `CallOptions.timeout`, in ms: 60 000. */
  readonly timeout?: number | undefined;
  /** Default of `CallOptions.attemptTimeout`, in ms: 30 000. */
  readonly attemptTimeout?: number | undefined;
  /** How many requests may be under way at once. Default: no limit. */
  readonly maxConcurrency?: number | undefined;
  /** Default of `CallOptions.retry`. */
  readonly retry?: RetryOptions | undefined;
  readonly hooks?: Hooks | undefined;
  readonly logger?: Logger | undefined;
  /** What happens to an answer that does not fit the contract: `report` it (default), throw (`strict`), or don't look (`off`). */
  readonly validation?: "off" | "report" | "strict" | undefined;
  readonly clock?: Clock | undefined;
  /** An API key is for back ends; in a browser anybody can read it (P05). */
  readonly dangerouslyAllowBrowser?: boolean | undefined;
}

/** Longer than 30 days is a mistake. In ms. */
const LONGEST_TIMEOUT = 30 * 24 * 3_600_000;
/** An attempt, or a wait before a retry, of more than an hour is one too. In ms. */
const HOUR = 3_600_000;
const MOST_RETRIES = 10;

/** The checks of the options that clients and calls have in common; made when asked for, so that importing costs nothing. */
export const commonChecks = () => {
  const rule = members({
    retries: number(0, MOST_RETRIES, "", true),
    wait: number(0, HOUR, "ms"),
    maxWait: number(0, HOUR, "ms"),
  });
  return {
    timeout: number(1, LONGEST_TIMEOUT, "ms"),
    attemptTimeout: number(1, HOUR, "ms"),
    retry: orFalse(members(Object.fromEntries(RETRY_KEYS.map((key) => [key, orFalse(rule)])))),
  } satisfies Record<string, Check>;
};

/**
 * Everything that is wrong with a client's options; `apiKey` and `baseURL` have checks of their own.
 * @param name the service's
 */
export function clientProblems(
  options: unknown,
  name: string,
  more?: Readonly<Record<string, Check>>,
): readonly Problem[] {
  // A sandbox in the place of its options: of its other members there is nothing to say.
  if (member(options, "options"))
    return [{ field: "options", problem: `is not an option: hand it over alone, as in new ${name}(sandbox.options)` }];
  return clientChecks(more)(options, "");
}

function clientChecks(more: Readonly<Record<string, Check>> | undefined): Check {
  const functionCheck = must("a function", isFunction);
  return members({
    ...commonChecks(),
    apiKey: anything,
    baseURL: anything,
    fetch: functionCheck,
    maxConcurrency: number(1, 10_000, "", true),
    hooks: members({
      onRequest: functionCheck,
      onResponse: functionCheck,
      onRetry: functionCheck,
      onDrift: functionCheck,
    }),
    logger: withMethods("an object with debug, info, warn and error", ["debug", "info", "warn", "error"]),
    validation: must(
      '"off", "report" or "strict"',
      (value) => value === "off" || value === "report" || value === "strict",
    ),
    clock: withMethods("an object with now and sleep", ["now", "sleep"]),
    dangerouslyAllowBrowser: yesOrNo,
    ...more,
  });
}

/** @returns the address without a slash at its end, or what is wrong with it */
export function checkBaseURL(value: unknown): string | Problem {
  const wrong = (problem: string) => ({ field: "baseURL", problem });
  if (typeof value !== "string") return wrong(`must be a string, got ${show(value)}`);
  if (!URL.canParse(value)) return wrong("is not a URL; it looks like https://app.example.com");
  // Nothing of the address is repeated in a message: somebody may have put the key into it.
  const url = new URL(value);
  if (url.username || url.password) return wrong("holds a user name or password: the key goes into apiKey");
  if (url.search || url.hash) return wrong("holds a query or a fragment: leave them out");
  const here = url.hostname === "localhost" || url.hostname === "[::1]" || /^127(\.\d+){3}$/.test(url.hostname);
  if (url.protocol === "https:" || (url.protocol === "http:" && here)) {
    return url.origin + url.pathname.replace(/\/+$/, "");
  }
  return wrong("must be https (http only on this machine: localhost, 127.0.0.1, [::1])");
}
