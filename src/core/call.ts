import type { AttemptRecord } from "./errors.ts";

/** An answer with what came around it. */
export interface ApiResponse<T> {
  readonly data: T;
  /** The HTTP status. */
  readonly status: number;
  readonly headers: Headers;
  /** What support needs to trace the call. */
  readonly correlationId: string | undefined;
  readonly attempts: readonly AttemptRecord[];
}

/** A call that has begun. Await it for the data, or `withResponse()` for the data and what came around it. */
export interface Call<T> extends Promise<T> {
  /** The same call, not a second one: data, status, headers, correlation id and attempts. */
  withResponse(): Promise<ApiResponse<T>>;
}

/** Makes a call of the response that it will have. */
export function toCall<T>(response: Promise<ApiResponse<T>>): Call<T> {
  const data = response.then((answer) => answer.data);
  return Object.assign(data, {
    withResponse() {
      // Who asks for the response handles its failure there.
      data.catch(() => {});
      return response;
    },
  });
}
