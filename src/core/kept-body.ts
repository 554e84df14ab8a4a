import { parseJson } from "./body.ts";
import type { Secret } from "./secret.ts";

/**
 * An answer's JSON as errors keep it: without the key. Undefined where there is none, or where it is nested too deep to be
 * looked through.
 */
export function keptBody(data: unknown, key: Secret): unknown {
  try {
    return parseJson(key.redact(JSON.stringify(data)));
  } catch {
    return undefined;
  }
}
