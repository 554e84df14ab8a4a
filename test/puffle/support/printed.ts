import { inspect } from "node:util";

/**
 * All that a program shows of a value without digging for it: its text, its JSON, what `console.log` prints, and for an
 * error its message, its stack and the same of its causes.
 */
export function printed(value: unknown): string {
  const shown = [String(value), String(JSON.stringify(value)), inspect(value, { depth: 20 })];
  for (let error = value; error instanceof Error; error = error.cause) {
    shown.push(error.message, error.stack ?? "", String(JSON.stringify(error)), inspect(error, { depth: 20 }));
  }
  return shown.join("\n");
}

/** Which of these words stand in what is printed of a value, each once. */
export function wordsIn(value: unknown, words: RegExp): string[] {
  const all = printed(value).match(new RegExp(words.source, "gi")) ?? [];
  return [...new Set(all.map((word) => word.toLowerCase()))];
}
