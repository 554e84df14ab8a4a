/**
 * Whether an error of `fetch` proves that no connection was made, and so that nothing was sent: the name was not found,
 * the connection refused, TLS not agreed. Everything else, a reset included, may have come after the request was
 * carried out; on a reused connection not even a count of the bytes written would tell.
 */
export function neverConnected(error: unknown): boolean {
  try {
    return isConnectFailure(error);
  } catch {
    // An error that can't be read proves nothing.
    return false;
  }
}

function isConnectFailure(error: unknown): boolean {
  const seen = new Set<unknown>();
  for (let at = error; typeof at === "object" && at !== null && !seen.has(at); at = Reflect.get(at, "cause")) {
    seen.add(at);
    // Several addresses were tried side by side: each of them must have failed to connect.
    const tried: unknown = Reflect.get(at, "errors");
    if (Array.isArray(tried) && tried.length > 0) return tried.every(isConnectFailure);
    const code: unknown = Reflect.get(at, "code");
    const call: unknown = Reflect.get(at, "syscall");
    if (call === "connect" || call === "getaddrinfo") return true;
    if (typeof code === "string" && CONNECT_CODES.test(code)) return true;
  }
  return false;
}

/** Name lookup, connecting, agreeing on TLS. `ECONNRESET` is not here, also not during the TLS handshake. */
const CONNECT_CODES =
  /^(ENOTFOUND|EAI_\w+|ECONNREFUSED|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|CERT_\w+|ERR_TLS_CERT_\w+|ERR_SSL_(WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|\w+_ALERT_(HANDSHAKE_FAILURE|PROTOCOL_VERSION))|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/;

/**
 * A copy of a foreign error that is safe to keep as a `cause`: its name, code, message and stack without the key, and
 * nothing else of it. An HTTP library's error may carry the whole request, headers included.
 */
export function safeCause(error: unknown, redact: (text: string) => string, depth = 4): unknown {
  if (typeof error !== "object" || error === null) return typeof error === "string" ? redact(error) : error;
  const read = (name: string): unknown => {
    try {
      return Reflect.get(error, name);
    } catch {
      return undefined;
    }
  };
  const text = (name: string): string | undefined => {
    const value = read(name);
    return typeof value === "string" ? redact(value) : undefined;
  };
  const inner = read("cause");
  const copy = new Error(
    text("message") ?? "",
    inner === undefined || depth === 0 ? undefined : { cause: safeCause(inner, redact, depth - 1) },
  );
  const code = text("code");
  for (const [name, value] of [
    ["name", text("name")],
    ["stack", text("stack")],
  ] as const) {
    if (value !== undefined) Object.defineProperty(copy, name, { value, configurable: true, writable: true });
  }
  return code === undefined ? copy : Object.assign(copy, { code });
}
