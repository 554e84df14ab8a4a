import { type HttpHandler, HttpResponse, http } from "msw";
import { createSandbox, type LeadLexSandbox, type Sandbox } from "./index.ts";

/** Where the services are. */
const ADDRESSES = {
  puffle: "https://app.puffle.ai",
  leadlex: "https://data.leadlex.com/functions/v1/api-gateway",
} as const;

/**
 * The sandbox as handlers for msw 2: what the code under test fetches from the service is answered by the
 * sandbox.
 *
 * Without a sandbox of your own you get one of Puffle in real time, with one email and one LinkedIn sender. A client that should
 * not wait takes the sandbox's `clock`; `sandbox.fetch` serves the same without msw.
 * @param options `baseURL`: where the code under test thinks the service is; default: the service's own address
 * @throws TypeError when `baseURL` is no http(s) address
 */
export function handlers(
  sandbox: Sandbox | LeadLexSandbox = createSandbox({ speed: 1 }),
  { baseURL = ADDRESSES[sandbox.service] }: { readonly baseURL?: string } = {},
): HttpHandler[] {
  const { origin, prefix } = partsOf(baseURL);
  return [
    http.all(`${origin}${prefix}/*`, async ({ request }) => {
      try {
        return await sandbox.fetch(prefix === "" ? request : below(prefix, request));
      } catch {
        // A lost connection, as the platform reports it. Who gave up has been told so already, by their own signal.
        return HttpResponse.error();
      }
    }),
  ];
}

function partsOf(baseURL: string): { readonly origin: string; readonly prefix: string } {
  const url = URL.canParse(baseURL) ? new URL(baseURL) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new TypeError(`handlers: baseURL must be an http or https address, got "${baseURL}"`);
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, "") };
}

/** The request as it would be without the path's beginning. */
function below(prefix: string, request: Request): Request {
  const url = new URL(request.url);
  url.pathname = url.pathname.slice(prefix.length);
  return new Request(url, request);
}
