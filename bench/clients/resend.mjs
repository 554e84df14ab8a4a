import { Resend } from "resend";
import { key, path } from "../answer.mjs";

export const specifier = "resend";

/** Takes neither a fetch nor a signal: in a process of its own it may have the global one. */
export function create({ fetch, baseURL }) {
  globalThis.fetch = fetch;
  const resend = new Resend(key, { baseUrl: baseURL });
  return async () => {
    const { data, error } = await resend.get(path);
    if (error) throw new Error(error.message);
    return data;
  };
}
