import { inspect } from "node:util";

/**
 * Everything that printing, logging, serialising or digging through a value could show: its text, its JSON, `inspect` with
 * hidden members and without a limit, its stack, its cause, every own property, and the same of everything inside.
 */
export function everythingIn(value: unknown): string {
  const found: string[] = [];
  const seen = new Set<unknown>();
  const look = (at: unknown): void => {
    if (typeof at === "string") found.push(at);
    if ((typeof at !== "object" && typeof at !== "function") || at === null || seen.has(at)) return;
    seen.add(at);
    if (at instanceof Headers) found.push(JSON.stringify([...at]));
    if (at instanceof Map) for (const entry of at) look(entry);
    if (at instanceof Set) for (const entry of at) look(entry);
    for (const name of Reflect.ownKeys(at)) {
      found.push(String(name));
      look(Reflect.getOwnPropertyDescriptor(at, name)?.value);
    }
    if (at instanceof Error) found.push(String(at), at.message, at.stack ?? "");
    if (at instanceof Error) look(at.cause);
  };
  look(value);
  found.push(inspect(value), inspect(value, { showHidden: true, depth: Number.POSITIVE_INFINITY, getters: true }));
  found.push(String(JSON.stringify(value)), String(value));
  return found.join("\n");
}
