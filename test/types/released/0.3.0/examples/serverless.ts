/**
 * A lead search over two serverless functions: one starts it and answers at once, the other is asked how it is going. No
 * function waits, and none keeps anything: the token that the first one gives out is all that the second one needs.
 *
 * Both are plain functions from `Request` to `Response`, as most platforms take them.
 */
import { isPuffleError, type Puffle } from "puffle-sdk";

export type Handler = (request: Request) => Promise<Response>;

/**
 * @param puffle made once, outside of the functions, so that a warm one keeps its connections
 * @returns `start` takes `{ prompt, count }` and answers 202 with `{ token }`; `proceed` takes `{ token }`
 */
export function searchHandlers(puffle: Puffle): { readonly start: Handler; readonly proceed: Handler } {
  return {
    start: answering(async (request) => {
      const { prompt, count } = await request.json();
      const search = await puffle.leads.search({ prompt, fetch_count: count }, { signal: request.signal });
      return Response.json({ token: JSON.stringify(search) }, { status: 202 });
    }),

    proceed: answering(async (request) => {
      const { token } = await request.json();
      const search = puffle.operations.resume(token, "createLeadSearch");
      const step = await search.poll({ signal: request.signal }); // exactly one request
      // The new token remembers how often it was asked, so that the pauses grow.
      if (!step.done) {
        const headers = { "retry-after": String(Math.ceil(step.nextPollInMs / 1_000)) };
        return Response.json({ state: step.state, token: JSON.stringify(search) }, { status: 202, headers });
      }
      const { resultListId, resultCount } = step.value;
      return Response.json({ state: step.state, listId: resultListId, leads: resultCount });
    }),
  };
}

const STATUS: { readonly [next: string]: number } = { wait: 503, fix_request: 400, use_existing: 409 };

/** What went wrong in words that a caller can use; what is safe to show is in the error's JSON. */
function answering(handler: Handler): Handler {
  return async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      if (!isPuffleError(error)) throw error;
      const status = STATUS[error.next] ?? 502;
      const { code, message, next, outcome, retryAfterMs = 30_000, correlationId } = error;
      const headers = { "retry-after": String(Math.ceil(retryAfterMs / 1_000)) };
      return Response.json({ code, message, next, outcome, correlationId }, { status, headers });
    }
  };
}
