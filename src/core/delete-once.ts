import type { ApiResponse, Call } from "./call.ts";
import { NotFoundError } from "./errors.ts";

/** What the service answers to a delete. */
export interface Deleted {
  /** Always true. */
  readonly success?: boolean;
}

/** A delete that was sent again finds nothing where the lost attempt has done the work: that is success. */
export async function unlessGone(call: Call<Deleted>): Promise<ApiResponse<Deleted>> {
  try {
    return await call.withResponse();
  } catch (error) {
    if (!(error instanceof NotFoundError) || error.outcome !== "unknown") throw error;
    const { status = 404, correlationId, attempts } = error;
    return { data: { success: true }, status, headers: new Headers(), correlationId, attempts };
  }
}
