import type { Lead } from "./roster.ts";
import type { Schemas } from "./wire.ts";

/** What `%name%` stands for; a lead's own members go by their names on the wire. */
const LEAD_FIELDS = [
  "first_name",
  "last_name",
  "name",
  "company",
  "position",
  "headline",
  "email",
  "linkedin_url",
] as const;

/**
 * Fills the `%variables%` of a template. What a lead does not have becomes nothing; what is no variable stays.
 * @param sender who writes, for `%sender_first%`
 */
export function render(template: string, { row }: Lead, sender: Schemas["Sender"] | undefined): string {
  return template.replace(/%([\w.-]+)%/g, (text, name: string) => {
    const field = LEAD_FIELDS.find((known) => known === name);
    if (field) return row[field] ?? "";
    if (name.startsWith("custom_fields.")) {
      const value = row.custom_fields?.[name.slice("custom_fields.".length)];
      return value === undefined || value === null ? "" : String(value);
    }
    if (name === "sender_first") return sender?.first_name ?? "";
    return text;
  });
}
