import OpenAI from "openai";
import { key, path } from "../answer.mjs";

export const specifier = "openai";

export function create({ fetch, baseURL, signal }) {
  const openai = new OpenAI({ apiKey: key, baseURL, fetch });
  return () => openai.get(path, { signal: signal() });
}
