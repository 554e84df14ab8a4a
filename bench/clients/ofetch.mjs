import { createFetch } from "ofetch";
import { key, path } from "../answer.mjs";

export const specifier = "ofetch";

export function create({ fetch, baseURL, signal }) {
  const $fetch = createFetch({ fetch, Headers, AbortController });
  return () => $fetch(path, { baseURL, headers: { authorization: `Bearer ${key}` }, signal: signal() });
}
