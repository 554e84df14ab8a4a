import { BUILT_INS, isSource, SOURCES, type SourceId } from "./signal-catalog.ts";
import { type Schemas, timestamp } from "./wire.ts";

/** Built-in and own types together. (S A4) */
export const MOST_TYPES = 20;

/** A signal type; where it looks is kept apart from what the sources themselves allow. */
export interface TypeRecord {
  readonly id: string;
  readonly builtIn: boolean;
  readonly kind: "structured" | "keyword";
  readonly color: string;
  label: string;
  description: string | null;
  enabled: boolean;
  position: number;
  keywords: readonly string[];
  prompt: string | null;
  examples: readonly Schemas["SignalExample"][];
  structuredConfig: Readonly<Record<string, unknown>> | null;
  allowedSources: readonly string[] | null;
  sources: ReadonlyMap<SourceId, SourceChoice>;
}

/** What a type says about one source. */
export interface SourceChoice {
  readonly enabled: boolean;
  readonly extraKeywords: readonly string[];
}

export interface SourceRecord {
  readonly id: SourceId;
  enabled: boolean;
  config: Readonly<Record<string, unknown>>;
}

export type Side = "dm" | "comment";
type SignalStatus = "new" | "commented" | "dismissed";

export interface SignalRecord {
  readonly id: string;
  /** How many were found before it: the feed's order. */
  readonly order: number;
  readonly createdAt: number;
  row: Schemas["Signal"];
  vote: "up" | "down" | null;
  status: SignalStatus;
  /** The drafts that another call is writing. */
  readonly busy: Set<Side>;
}

/** A person or a company behind signals. */
export interface EntityRecord {
  readonly id: string;
  readonly groupBy: "person" | "company";
  readonly name: string;
  readonly person: Schemas["SignalPerson"] | null;
  readonly company: Schemas["SignalCompany"] | null;
  status: "new" | "contacted" | "dismissed";
}

export interface SearchRecord {
  readonly id: string;
  readonly order: number;
  readonly query: string;
  readonly filterPrompt: string | null;
  readonly createdAt: number;
  status: "pending" | "running" | "completed" | "failed";
  completedAt: number | null;
  fetched: number;
  readonly total: number;
  results: readonly Schemas["SignalSearchResult"][];
}

/** What a keyword of a type has brought in from a source. */
export interface KeywordRecord {
  readonly id: string;
  readonly order: number;
  readonly keyword: string;
  readonly typeId: string;
  readonly sourceId: SourceId;
  raw: number;
  prefilter: number;
  /** The scores of what reached the feed. */
  readonly scores: number[];
  readonly runs: Readonly<Record<string, unknown>>[];
}

/** All that there is about signals. */
export class SignalState {
  readonly types = new Map<string, TypeRecord>();
  readonly sources = new Map<SourceId, SourceRecord>();
  readonly signals = new Map<string, SignalRecord>();
  readonly entities = new Map<string, EntityRecord>();
  readonly searches = new Map<string, SearchRecord>();
  readonly keywords = new Map<string, KeywordRecord>();
  paused = false;
  scanTimeUtc = "06:00";
  pipelineStatus: Readonly<Record<string, unknown>> | null = null;
  /** Counts the plans for the daily scan: only the last one holds. */
  plan = 0;

  constructor() {
    for (const id of SOURCES) this.sources.set(id, { id, enabled: true, config: {} });
  }

  /** Puts in the built-in types that are not there: whoever first looks does so. (S A4) */
  seed(newId: (kind: string) => string): void {
    if (this.types.size > 0) return;
    for (const [position, { example, ...builtIn }] of BUILT_INS.entries()) {
      const id = newId("signal type");
      this.types.set(id, {
        ...builtIn,
        id,
        builtIn: true,
        enabled: true,
        position,
        examples: [example],
        sources: everySource(),
      });
    }
  }

  /** The sources in which a type looks now: what is off as a whole is off in every type. (S A9) */
  sourcesOf(type: TypeRecord): SourceId[] {
    return SOURCES.filter((id) => this.#isOn(type, id));
  }

  typeView(type: TypeRecord): Schemas["SignalType"] {
    const { id, label, description, kind, builtIn, enabled, position, color, prompt, structuredConfig } = type;
    return {
      ...{ id, label, description, kind, builtIn, enabled, position, color, prompt },
      keywords: [...type.keywords],
      exampleSignals: [...type.examples],
      structuredConfig: structuredConfig && { ...structuredConfig },
      allowedSources: type.allowedSources && [...type.allowedSources],
      sourceOverrides: SOURCES.map((sourceId) => ({
        sourceId,
        enabled: (type.sources.get(sourceId)?.enabled ?? false) && (this.sources.get(sourceId)?.enabled ?? false),
        extraKeywords: [...(type.sources.get(sourceId)?.extraKeywords ?? [])],
      })),
    };
  }

  /** A signal as the feed shows it; its label outlives its type. (S A7) */
  signalView({ row, status, vote }: SignalRecord): Schemas["Signal"] {
    const { signalTypeId = null } = row;
    const type = signalTypeId === null ? undefined : this.types.get(signalTypeId);
    return { ...row, signalTypeId: type ? signalTypeId : null, actionState: { status, vote } };
  }

  searchView(search: SearchRecord, withResults: boolean): Schemas["SignalSearch"] {
    const { id, query, filterPrompt, status, fetched, total, results, completedAt } = search;
    return {
      ...{ id, query, filterPrompt, status },
      progress: { fetched, filtered: results.filter(({ relevant }) => relevant).length, total },
      createdAt: timestamp(search.createdAt),
      completedAt: completedAt === null ? null : timestamp(completedAt),
      ...(withResults && { results: [...results] }),
    };
  }

  #isOn(type: TypeRecord, id: SourceId): boolean {
    const allowed = type.allowedSources === null || type.allowedSources.includes(id);
    return allowed && type.sources.get(id)?.enabled === true && this.sources.get(id)?.enabled === true;
  }
}

/** A new type looks everywhere. (S A5) */
export function everySource(): Map<SourceId, SourceChoice> {
  return new Map(SOURCES.map((id) => [id, { enabled: true, extraKeywords: [] }]));
}

/**
 * What a type is told about sources, over what it had.
 * @returns undefined where a source is not known
 */
export function chosenSources(
  before: ReadonlyMap<SourceId, SourceChoice>,
  overrides: readonly Schemas["SignalSourceOverrideInput"][],
): Map<SourceId, SourceChoice> | undefined {
  const chosen = new Map(before);
  for (const { sourceId, enabled = true, extraKeywords = [] } of overrides) {
    if (!isSource(sourceId)) return undefined;
    chosen.set(sourceId, { enabled, extraKeywords: [...extraKeywords] });
  }
  return chosen;
}
