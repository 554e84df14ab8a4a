import type { Schemas } from "./wire.ts";

/** The sources there are. (S A16) */
export const SOURCES = [
  "linkedin_posts",
  "linkedin_jobs",
  "news",
  "hiring_cafe",
  "reddit",
  "hacker_news",
  "x_twitter",
] as const;

export type SourceId = (typeof SOURCES)[number];

export function isSource(id: unknown): id is SourceId {
  return SOURCES.some((one) => one === id);
}

/** What a source's `config` may hold; what the real schemas hold is not documented. */
export const CONFIG_SCHEMA = {
  type: "object",
  properties: { maxItems: { type: "number" }, language: { type: "string" }, excludedDomains: { type: "array" } },
  additionalProperties: false,
} as const;

/** Whether a source can scan with this. It is looked at when it scans, not when it is set. (S A9) */
export function isConfig(config: Readonly<Record<string, unknown>>): boolean {
  const types: Readonly<Record<string, { readonly type: string } | undefined>> = CONFIG_SCHEMA.properties;
  return Object.entries(config).every(([name, value]) => {
    const expected = types[name]?.type;
    return expected === "array" ? Array.isArray(value) : typeof value === expected;
  });
}

/** A type that every workspace has. */
export interface BuiltIn {
  readonly label: string;
  readonly kind: "structured" | "keyword";
  readonly description: string;
  readonly color: string;
  readonly keywords: readonly string[];
  readonly prompt: string | null;
  readonly structuredConfig: Readonly<Record<string, unknown>> | null;
  readonly allowedSources: readonly SourceId[] | null;
  readonly example: Schemas["SignalExample"];
}

/** Four structured ones and two by keyword. (S A4, A16) */
export const BUILT_INS: readonly BuiltIn[] = [
  {
    ...structured("Hiring", "A company looks for people", "blue", { jobTitles: [] }),
    allowedSources: ["linkedin_jobs", "hiring_cafe", "linkedin_posts"],
  },
  structured("Funding", "A company has raised money", "green", { rounds: [] }),
  structured("Leadership Change", "Somebody new leads a team", "purple", { roles: [] }),
  structured("Competitor Mentions", "Somebody speaks of a competitor", "orange", { competitors: [] }),
  keyword("Pain Point", "Somebody describes the problem that you solve", "red", ["struggling with", "is there a tool"]),
  keyword("Product Launch", "A company brings out something new", "teal", ["announcing", "now available"]),
];

/** Colours are given out; nobody chooses them. (S A5) */
export const COLORS = ["blue", "green", "purple", "orange", "red", "teal", "pink", "gray"] as const;

function structured(label: string, description: string, color: string, structuredConfig: object): BuiltIn {
  const common = { label, description, color, example: example(label, "linkedin_jobs") };
  return {
    ...common,
    kind: "structured",
    keywords: [],
    prompt: null,
    structuredConfig: { ...structuredConfig },
    allowedSources: null,
  };
}

function keyword(label: string, description: string, color: string, keywords: readonly string[]): BuiltIn {
  const common = { label, description, color, keywords, example: example(label, "reddit") };
  return {
    ...common,
    kind: "keyword",
    prompt: `Does the post tell of this: ${description}?`,
    structuredConfig: null,
    allowedSources: null,
  };
}

function example(label: string, source: SourceId): Schemas["SignalExample"] {
  return { source, sourceHandle: "@northwind", headline: `${label}: an example`, timeAgoLabel: "2h ago", score: 3 };
}
