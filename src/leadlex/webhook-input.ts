import { checkBody, isText, type MemberCheck } from "./check-body.ts";

const LONGEST_DESCRIPTION = 200;

/** Which events there are, and which hosts are private, is for the service to say. */
const checks: Readonly<Record<string, MemberCheck>> = {
  url: ["an address that begins with https://", isHttps],
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

function isHttps(value: unknown): boolean {
  try {
    return typeof value === "string" && new URL(value).protocol === "https:";
  } catch {
    return false;
  }
}
