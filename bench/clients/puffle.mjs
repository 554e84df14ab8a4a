import { Puffle } from "../../dist/index.js";
import { campaignId, key } from "../answer.mjs";

export const specifier = "../dist/index.js";
/** Loaded with the first answer that is checked, or the first failure. */
export const later = "../dist/on-demand.js";

/** As it is by default, with retries, deadline and validation, and with a signal on every call. */
export function create({ fetch, baseURL, signal }) {
  const puffle = new Puffle({ apiKey: key, baseURL, fetch });
  return () => puffle.campaigns.get(campaignId, { signal: signal() });
}
