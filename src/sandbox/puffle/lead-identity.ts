import { normalise } from "./identity.ts";
import type { LeadRow } from "./lead-store.ts";

/**
 * What makes two rows the same lead: the LinkedIn URL and the email address of a person, the LinkedIn URL and the domain
 * of a company. Which ones count, and in which order, is not documented beyond that they are stable. (E 2)
 */
export function identifiersOf({ type = "person", socials, contacts, domain, company }: Omit<LeadRow, "id">): string[] {
  const profiles = (socials ?? []).flatMap(({ url }) => linkedIn(url) ?? []);
  const emails = (contacts ?? []).flatMap(({ value }) => normalise("email", value) ?? []);
  const site = (domain ?? company?.domain)?.trim().toLowerCase();
  const own = type === "company" ? (site ? [`domain ${site}`] : []) : emails.map((email) => `email ${email}`);
  return [...profiles.map((url) => `profile ${url}`), ...own].map((identifier) => `${type} ${identifier}`);
}

/** A profile's address as it is compared: without scheme, `www.`, query and trailing slash, in lower case. */
export function linkedIn(url: unknown): string | undefined {
  return normalise("linkedin", url)
    ?.toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/^www\./, "");
}

/** A text as duplicates are looked for: white space and case don't count. */
export function plain(text: string | null | undefined): string {
  return (text ?? "").trim().replace(/\s+/g, " ").toLowerCase();
}
