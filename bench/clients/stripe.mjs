import Stripe from "stripe";
import { key, path } from "../answer.mjs";

export const specifier = "stripe";

/** With its client for fetch in place of the one for node:http, so that all stand on the same ground. Takes no signal. */
export function create({ fetch, baseURL }) {
  const { protocol, hostname, port } = new URL(baseURL);
  const stripe = new Stripe(key, {
    httpClient: Stripe.createFetchHttpClient(fetch),
    protocol: protocol.slice(0, -1),
    host: hostname,
    port,
    telemetry: false,
  });
  return () => stripe.rawRequest("GET", path);
}
