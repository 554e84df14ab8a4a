import type { ApiResponse, Call } from "./call.ts";
import { NotFoundError } from "./errors.ts";

/** A delete that was sent again finds nothing where the lost attempt has done the work: that is success. */
export async function unlessGone<Answer>(call: Call<Answer>, gone: Answer): Promise<ApiResponse<Answer>> {
  try {
    return await call.withResponse();
  } catch (error) {
    if (!(error instanceof NotFoundError) || error.outcome !== "unknown") throw error;
    const { status = 404, correlationId, attempts } = error;
    return { data: gone, status, headers: new Headers(), correlationId, attempts };
  }
}
