import type { CallOptions } from "puffle-sdk";
import type { Fault, Sandbox } from "puffle-sdk/sandbox";

/** How an exchange breaks off, before the work was done or after. */
export const BROKEN_OFF = [
  { drop: "before" },
  { drop: "after" },
  { stall: "before" },
  { stall: "headers" },
  { stall: "body" },
  { truncate: true },
  { cut: true },
] as const satisfies readonly Fault[];

/** Whatever a caller may ask for. */
export const WORST: Exclude<CallOptions["retry"], false | undefined> = Object.fromEntries(
  [408, 429, 500, 502, 503, 504, "connect", "lost", "timeout", "unreadable"].map((key) => [
    key,
    { retries: 5, wait: 0 },
  ]),
);

/** What reached the service, a line each: for a failure's message. */
export function storyOf(requests: Sandbox["requests"]): string {
  return requests.map(({ operation, status, fault }) => `${operation} ${fault ?? status}`).join("\n");
}
