import type { ApiResponse, Call } from "../core/call.ts";
import { NotFoundError } from "../core/errors.ts";
import type { LeadLexErrorCode } from "./types.ts";

/**
 * A delete that was sent again finds nothing where the lost attempt has done the work: that is success.
 * @param code what newer pages call the 404 for what is deleted; the older ones have one code for all
 * @param gone the answer that was lost
 */
export async function unlessGone<T>(call: Call<T>, code: LeadLexErrorCode, gone: T): Promise<ApiResponse<T>> {
  try {
    return await call.withResponse();
  } catch (error) {
    if (!(error instanceof NotFoundError) || error.outcome !== "unknown") throw error;
    if (error.code !== code && error.code !== "not_found") throw error;
    const { status = 404, correlationId, attempts } = error;
    return { data: gone, status, headers: new Headers(), correlationId, attempts };
  }
}
