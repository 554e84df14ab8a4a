import type { EventType } from "./wire.ts";

/** A registered address, as the service keeps it. */
export interface Webhook {
  readonly id: string;
  readonly secret: string;
  readonly created_at: string;
  url: string;
  events: readonly EventType[];
  description: string | null;
  active: boolean;
  last_delivery_status: "success" | "failed" | null;
  last_delivery_at: string | null;
  /** Cancels its retries that are still to come. */
  readonly retries: Set<() => void>;
}

/** Whether an address is this machine's own. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

/**
 * Whether events may be sent there: https, and no private address. Names are not looked up.
 * @param allowLocal lets this machine's own addresses through, with http as well
 */
export function isAllowedTarget(text: string, allowLocal: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  if (isLoopback(hostname)) return allowLocal && /^https?:$/.test(protocol);
  return protocol === "https:" && !PRIVATE.some((pattern) => pattern.test(hostname));
}

/** Private, link-local and unspecified addresses, and names that mean something inside a network only. */
const PRIVATE = [
  /^(0|10|127)\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^169\.254\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^\[(::|f[cd]|fe[89ab])/i,
  /\.(localhost|local|internal)\.?$/,
  /^[^.[]+$/,
] as const;
