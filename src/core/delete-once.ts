import type { ApiResponse, Call } from "./call.ts";
import { NotFoundError } from "./errors.ts";

/**
 * A delete that was sent again finds nothing where the lost attempt has done the work: that is success.
 * @param codes with which a 404 says that, where others say something else; by default whichever
 */
export async function unlessGone<Answer>(
  call: Call<Answer>,
  gone: Answer,
  codes?: readonly string[],
): Promise<ApiResponse<Answer>> {
  try {
    return await call.withResponse();
  } catch (error) {
    if (!(error instanceof NotFoundError) || error.outcome !== "unknown") throw error;
    if (codes && !codes.includes(error.code)) throw error;
    const { status = 404, correlationId, attempts } = error;
    return { data: gone, status, headers: new Headers(), correlationId, attempts };
  }
}
