import type { PRICES } from "./credits.ts";
import type { LeadRow } from "./lead-store.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

/** One thing that can be found out about leads. */
export interface Enrichment {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly subject: "person" | "company";
  readonly action: keyof typeof PRICES;
  /**
   * Looks at a lead.
   * @returns what is found, or why the lead can't be looked at; undefined where nothing is found
   */
  find(world: World, lead: LeadRow): { readonly value: unknown } | { readonly skipped: string } | undefined;
}

/** The three that the documents name. (E 4) */
export const CATALOG: readonly Enrichment[] = [
  {
    slug: "work_email",
    name: "Work email",
    description: "Finds a person's work email address",
    subject: "person",
    action: "EMAIL_LOOKUP",
    find(world, { id, name, company }) {
      const domain = company?.domain ?? (company?.name ? `${slugOf(company.name)}.example.com` : undefined);
      const names = [name?.first, name?.last].flatMap((part) => (part ? [slugOf(part)] : []));
      if (domain === undefined || names.length === 0) return { skipped: "missing_input" };
      return world.chance.of("work email", id) < 0.8 ? { value: `${names.join(".")}@${domain}` } : undefined;
    },
  },
  {
    slug: "website_overview",
    name: "Website overview",
    description: "Sums up what a company's website says",
    subject: "company",
    action: "WEBSITE_ENRICHMENT",
    find(_, { domain, company, name }) {
      const site = domain ?? company?.domain;
      return site ? { value: `${name?.full ?? site} presents itself on ${site}` } : { skipped: "missing_input" };
    },
  },
  {
    slug: "hiring_status",
    name: "Hiring status",
    description: "Looks whether a company is hiring",
    subject: "company",
    action: "HIRING_STATUS",
    find(world, { id }) {
      return { value: world.chance.pick(["hiring", "not_hiring", "unknown"], "hiring", id) };
    },
  },
];

export function catalogView({
  slug,
  name,
  description,
  subject,
  action,
}: Enrichment): Schemas["EnrichmentCatalogEntry"] {
  return {
    id: slug,
    slug,
    name,
    description,
    subject,
    version: "1",
    enabled: true,
    visibility: "public",
    inputSchema: {},
    outputSchema: { type: "string" },
    defaultOutput: { target: "lead_attribute", attributeKey: slug },
    defaultOutputAttributeKey: slug,
    outputOverridePolicy: "attribute_key",
    costModel: { creditAction: action },
    toolBinding: {
      type: "task",
      payloadMapper: { id: slug, version: 1 },
      taskId: `enrich-${slug.replaceAll("_", "-")}`,
    },
  };
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
