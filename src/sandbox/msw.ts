import { type HttpHandler, HttpResponse, http } from "msw";
import { createSandbox, type Sandbox } from "./index.ts";

/**
 * The sandbox as handlers for msw 2: what the code under test fetches from Puffle is answered by the sandbox.
 *
 * Without a sandbox of your own you get one in real time, with one email and one LinkedIn sender. A client that should
 * not wait takes the sandbox's `clock`; `sandbox.fetch` serves the same without msw.
 * @param options `baseURL`: where the code under test thinks Puffle is; default https://app.puffle.ai
 */
export function handlers(
  sandbox: Sandbox = createSandbox({ speed: 1 }),
  { baseURL = "https://app.puffle.ai" }: { readonly baseURL?: string } = {},
): HttpHandler[] {
  return [
    http.all(`${baseURL.replace(/\/+$/, "")}/*`, async ({ request }) => {
      try {
        return await sandbox.fetch(request);
      } catch (problem) {
        if (request.signal.aborted) throw problem;
        // A lost connection, as the platform reports it.
        return HttpResponse.error();
      }
    }),
  ];
}
