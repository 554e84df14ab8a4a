import Anthropic from "@anthropic-ai/sdk";
import { key, path } from "../answer.mjs";

export const specifier = "@anthropic-ai/sdk";

export function create({ fetch, baseURL, signal }) {
  const anthropic = new Anthropic({ apiKey: key, baseURL, fetch });
  return () => anthropic.get(path, { signal: signal() });
}
