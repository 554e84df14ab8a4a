import { checkBody, isText, type MemberCheck } from "./check-body.ts";

const LONGEST_DESCRIPTION = 200;

/** Which events there are is for the service to say, and which addresses it delivers to: HTTPS, and none that is private. */
const checks: Readonly<Record<string, MemberCheck>> = {
  url: ["an address such as https://example.com/leadlex", isAddress],
  events: [
    "an array of at least one event, such as campaign.started",
    (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
  ],
  description: [
    `a text of at most ${LONGEST_DESCRIPTION} characters`,
    (value) => typeof value === "string" && [...value].length <= LONGEST_DESCRIPTION,
  ],
};

/** Looks at a webhook, or at changes to one, before it is sent. */
export function checkWebhook(operation: string, webhook: unknown, needed?: readonly string[]): void {
  checkBody(operation, webhook, checks, needed);
}

function isAddress(value: unknown): boolean {
  try {
    return typeof value === "string" && /^https?:$/.test(new URL(value).protocol);
  } catch {
    return false;
  }
}
