import type { BulkContactRow } from "puffle-sdk/leadlex";
import type { LeadRow } from "../read-leads.ts";

/** What was made of the rows; filled while they are read. */
export interface RowCounts {
  rows: number;
  duplicates: number;
  readonly rejected: { readonly line: number; readonly reason: string }[];
}

/**
 * The rows as contacts, each person once. LeadLex takes a second contact of the same address, and a contact without one:
 * who must not be written to twice is looked at here.
 */
export async function* contactsOf(rows: AsyncIterable<LeadRow>, counts: RowCounts): AsyncGenerator<BulkContactRow> {
  const seen = new Set<string>();
  for await (const { line, lead } of rows) {
    counts.rows++;
    const { email, first_name, last_name, company, position, linkedin_url, custom_fields } = lead;
    const full_name = [first_name, last_name].filter(Boolean).join(" ");
    const address = email?.trim().toLowerCase() ?? "";
    if (!ADDRESS.test(address)) {
      counts.rejected.push({ line, reason: address === "" ? "email is missing" : "email is not an address" });
    } else if (seen.has(address)) {
      counts.duplicates++;
    } else if (full_name === "") {
      counts.rejected.push({ line, reason: "the name is missing" });
    } else {
      seen.add(address);
      const texts = { company: company ?? null, job_title: position ?? null, linkedin_url: linkedin_url ?? null };
      yield { full_name, email: address, ...texts, custom_fields: custom_fields ?? null };
    }
  }
}

/** One @ with something on either side, and a dot inside the domain: what is surely wrong, and no more. */
const ADDRESS = /^[^\s@<>(),;:"]+@[^\s@<>(),;:".]+(\.[^\s@<>(),;:".]+)+$/;
