/**
 * The clients in the order of the report. Each module exports `specifier`, what a user imports, and `create`, which makes
 * a function that sends one GET and resolves to the parsed answer.
 */
export const clients = ["fetch", "puffle", "ofetch", "notion", "resend", "stripe", "openai", "anthropic"];

/** Bare `fetch` is what the others are compared with, ours what is compared. */
export const bare = "fetch";
export const ours = "puffle";

export function load(name) {
  return import(`./${name}.mjs`);
}
