/**
 * The same request, with a body that can be read once only. Deno's fetch sends a request again by itself when the connection is
 * lost, carried out or not, as long as it can read the body anew; nothing but a stream that is still open keeps it from that.
 */
export function readOnce(init: RequestInit): RequestInit & { readonly duplex: "half" } {
  // It says of what type a form is; nothing at all, unlike "", is of no type.
  const request = new Request("http://a", { ...init, signal: null, body: init.body ?? new Uint8Array() });
  return {
    ...init,
    headers: request.headers,
    body: request.body?.pipeThrough(new TransformStream()) ?? null,
    duplex: "half",
  };
}
