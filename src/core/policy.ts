/**
 * The whole of the retry behaviour. What happens after a failed attempt is read from here, from the operation's own
 * `x-retry` in the contract, and from its `repeat`; nowhere else is anything sent again.
 *
 * | after | again | first wait | then | may the work have been done? |
 * |---|---|---|---|---|
 * | `connect`: no connection was made | 2 | 0.5 s | doubling to 8 s, full jitter | no |
 * | `lost`: the connection broke | 2 | 0.5 s | doubling to 8 s, full jitter | unknown |
 * | `timeout`: the attempt took too long | 2 | 0.5 s | doubling to 8 s, full jitter | unknown |
 * | `unreadable`: a success that can't be read | 2 | 0.5 s | doubling to 8 s, full jitter | unknown |
 * | 408, 502, 503, 504 | 2 | 0.5 s | doubling to 8 s, full jitter | unknown |
 * | 429 | 5 | 30 s | the same, up to 10 % late | no |
 * | 500 | 1 | 5 s | | unknown |
 * | a redirect, any other 5xx | never | | | unknown |
 * | any other 4xx | never | | | no: it was refused |
 *
 * An answer's Retry-After takes the place of the wait; it is never undercut, and spread up to 10 % late.
 * "No" is sent again for every operation. "Unknown" is decided by the operation's `repeat`:
 *
 * | repeat | after an unknown outcome |
 * |---|---|
 * | `safe` | sent again, the same bytes |
 * | `key` | sent again, the same bytes, the same key; without a key in the body, as `never` |
 * | `reconcile` | read first; what is proved to be this call's own work is the result, else sent again |
 * | `never` | `OutcomeUnknownError`; no option changes that |
 */
export interface RetryRule {
  /** How many times to try again. */
  readonly retries: number;
  /** The first wait, in ms. */
  readonly wait: number;
  /** What each wait is multiplied with for the next one. */
  readonly factor: number;
  /** The longest wait, in ms. */
  readonly maxWait: number;
  /** `full`: anywhere from 0 to the wait; `late`: up to 10 % more; `none`: to the point. */
  readonly jitter: "full" | "late" | "none";
  /** False where the attempt is known not to have been carried out. */
  readonly carriedOut?: false;
}

/** A status, or how an attempt ended without a usable answer. */
export type RetryKey = 408 | 429 | 500 | 502 | 503 | 504 | "connect" | "lost" | "timeout" | "unreadable";

/**
 * What a caller may change, per client or per call: `false` for no retries at all, or rules by status or failure, each
 * `false` or the members that differ. It never has a `never` operation sent again after an unknown outcome.
 */
export type RetryOptions = false | { readonly [Key in RetryKey]?: false | RetryChange | undefined };

/** What differs from the rule. Times in ms. */
export interface RetryChange {
  readonly retries?: number | undefined;
  readonly wait?: number | undefined;
  readonly maxWait?: number | undefined;
}

const quick: RetryRule = { retries: 2, wait: 500, factor: 2, maxWait: 8_000, jitter: "full" };

export const defaultPolicy: { readonly [Key in RetryKey]: RetryRule } = {
  connect: { ...quick, carriedOut: false },
  lost: quick,
  timeout: quick,
  unreadable: quick,
  408: quick,
  429: { retries: 5, wait: 30_000, factor: 1, maxWait: 30_000, jitter: "late", carriedOut: false },
  500: { retries: 1, wait: 5_000, factor: 1, maxWait: 5_000, jitter: "none" },
  502: quick,
  503: quick,
  504: quick,
};

/** Longer than this nobody waits, whatever an answer asks for: the call fails and says when to come back. In ms. */
export const LONGEST_RETRY_AFTER = 3_600_000;

/** The contract's `x-retry` for one status: waits of its own are kept to the point. */
export interface ContractRetry {
  readonly retries?: number;
  readonly wait?: number;
  readonly carriedOut?: false;
}

/**
 * The rule for one status or failure: the default, then the contract, then the client's options, then the call's.
 * @returns undefined where nothing is sent again
 */
export function ruleFor(
  key: number | string,
  contract: Readonly<Record<string, ContractRetry>> | undefined,
  options: readonly (RetryOptions | undefined)[],
): RetryRule | undefined {
  if (!isRetryKey(key)) return undefined;
  let rule = defaultPolicy[key];
  const own = contract?.[key];
  if (own?.wait === undefined) rule = { ...rule, ...own };
  else rule = { ...rule, ...own, factor: 1, maxWait: own.wait, jitter: "none" };
  for (const option of options) {
    const change = option === false ? false : option?.[key];
    if (change === false) rule = { ...rule, retries: 0 };
    else if (change) {
      const { retries = rule.retries, wait = rule.wait, maxWait = Math.max(rule.maxWait, wait) } = change;
      rule = { ...rule, retries, wait, maxWait: Math.max(maxWait, change.wait ?? 0) };
    }
  }
  return rule;
}

/** Everything that has a rule. */
export const RETRY_KEYS: readonly string[] = Object.keys(defaultPolicy);

function isRetryKey(key: number | string): key is RetryKey {
  return RETRY_KEYS.includes(String(key));
}

/**
 * How long to wait before the next attempt, in ms.
 * @param used how many retries this rule has had already
 * @param asked what the answer's Retry-After says, in ms
 * @param random from 0 up to 1
 */
export function retryWait(rule: RetryRule, used: number, asked: number | undefined, random: number): number {
  if (asked !== undefined) return late(asked, random);
  const wait = Math.min(rule.wait * rule.factor ** used, rule.maxWait);
  return rule.jitter === "full" ? wait * random : rule.jitter === "late" ? late(wait, random) : wait;
}

/** Up to 10 % late, never early: a thousand clients that are told "30 s" must not return in the same instant. */
export function late(ms: number, random: number): number {
  return ms + ms * 0.1 * random;
}
