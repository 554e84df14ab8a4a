import { type Check, isFunction, members, must, number, withMethods } from "./checks.ts";
import { InputError } from "./errors.ts";
import { type CallOptions, commonChecks } from "./options.ts";
import { isRecord } from "./record.ts";

const callChecks = {
  ...commonChecks(),
  signal: withMethods("an AbortSignal", ["addEventListener", "removeEventListener"]),
  headers,
};

const commonOptions = members(callChecks);

/**
 * Looks at a call's options before anything is sent.
 * @param more the options that this method has besides the common ones, each with its check
 * @throws InputError naming everything that is wrong at once, unknown names included
 */
export function checkCallOptions(options: unknown, operation: string, more?: Readonly<Record<string, Check>>): void {
  if (options === undefined) return;
  const check = more ? members({ ...callChecks, ...more }) : commonOptions;
  const problems = check(options, "");
  if (problems.length > 0) throw new InputError(problems, operation);
}

/** What a method that waits hands on to each of its requests: all but its own options and the timeout of the whole. */
export function handedOn({ signal, attemptTimeout, headers, retry }: CallOptions = {}): CallOptions {
  return { signal, attemptTimeout, headers, retry };
}

/** Checks for the options that some methods have besides. */
export const optionChecks = {
  function: must("a function", isFunction),
  /** P18: nothing is polled more than once a second. In ms. */
  interval: number(1_000, 30 * 24 * 3_600_000, "ms"),
  ifExists: must('"error" or "return"', (value) => value === "error" || value === "return"),
} satisfies Record<string, Check>;

/** The options of everything that waits. */
export const waitChecks = { interval: optionChecks.interval, onProgress: optionChecks.function };

/** The options of everything that takes a source; what a checkpoint holds is looked at where it is read. */
export const batchChecks = {
  onProgress: optionChecks.function,
  checkpoint: must("a checkpoint or its JSON", (value) => typeof value === "string" || isRecord(value)),
};

/** …and may have several requests under way. */
export const sideBySideChecks = { ...batchChecks, concurrency: number(1, 16, "", true) };

function headers(value: unknown, field: string) {
  if (!isRecord(value)) return must("an object", isRecord)(value, field);
  return Object.entries(value).flatMap(([name, text]) => {
    const path = `${field}.${name}`;
    const isText = typeof text === "string" && !/[^\t\x20-\x7e\x80-\xff]/.test(text);
    if (name.toLowerCase() === "authorization")
      return [{ field: path, problem: "is made from apiKey and can't be set" }];
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return [{ field: path, problem: "is not a header's name" }];
    return isText ? [] : [{ field: path, problem: "must be a header's value: a string without line ends" }];
  });
}
