import { asWritten, kindOf } from "../core/as-written.ts";
import type { Writable } from "../core/attempts.ts";
import type { NewCampaignLead } from "./types.ts";

/** What to send of a lead and what tells it from others, or why it can't be sent. */
export type PreparedLead = { readonly wire: NewCampaignLead; readonly identity: string } | { readonly reason: string };

const TEXTS = ["email", "linkedin_url", "first_name", "last_name", "company", "position", "headline"] as const;

/**
 * Looks at one lead before it is sent (P38). White space around its identity is dropped; everything else goes out as it is.
 * @param channel the campaign's: email campaigns need `email`, LinkedIn ones `linkedin_url`
 */
export function prepareLead(lead: unknown, channel: string | undefined): PreparedLead {
  if (typeof lead !== "object" || lead === null || Array.isArray(lead))
    return { reason: `is not a lead but ${kindOf(lead)}` };
  const wire: Writable<NewCampaignLead> | undefined = asWritten(lead);
  if (!wire) return { reason: "can't be written as JSON" };
  const slip = misspelt(wire);
  if (slip !== undefined) return { reason: slip };
  for (const name of TEXTS) {
    const value: unknown = wire[name];
    if (value === undefined || value === null) delete wire[name];
    else if (typeof value !== "string") return { reason: `${name} is not a string` };
  }
  const fields: unknown = wire.custom_fields;
  if (fields === undefined || fields === null) delete wire.custom_fields;
  else if (typeof fields !== "object" || Array.isArray(fields)) return { reason: "custom_fields is not an object" };
  if (channel === "linkedin") {
    const url = wire.linkedin_url?.trim() ?? "";
    if (url === "") return { reason: "linkedin_url is missing" };
    if (!/^(https?:\/\/)?([\w-]+\.)*linkedin\.com\/\S+$/i.test(url))
      return { reason: "linkedin_url is not the address of a LinkedIn profile" };
    // As the service tells them apart: without query and trailing slash.
    return { wire: { ...wire, linkedin_url: url }, identity: url.replace(/[?#].*$/, "").replace(/\/+$/, "") };
  }
  const email = wire.email?.trim() ?? "";
  if (email === "") return { reason: "email is missing" };
  if (!isAddress(email)) return { reason: "email is not an address" };
  return { wire: { ...wire, email }, identity: email.toLowerCase() };
}

/** One @ with something on either side, a dot in the domain, no white space: what is surely wrong, and no more. */
function isAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\.]+(\.[^\s@<>(),;:"[\]\\.]+)+$/u.test(text) &&
    !/^\.|\.\.|\.@/.test(text)
  );
}

/** A member that differs from a known one by its spelling alone would be dropped, and greet people without their name. */
function misspelt(wire: object): string | undefined {
  const known = [...TEXTS, "custom_fields"];
  for (const name of Object.keys(wire)) {
    const meant = known.includes(name) ? undefined : known.find((one) => plain(one) === plain(name));
    if (meant !== undefined)
      return `${name} is no member of a lead, ${meant} is; anything else goes into custom_fields`;
  }
  return undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, "");
}
