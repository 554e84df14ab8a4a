import { isSource } from "./signal-catalog.ts";
import type { EntityRecord, SignalRecord } from "./signal-state.ts";
import { type Schemas, timestamp } from "./wire.ts";
import type { World } from "./world.ts";

const FIRST_NAMES = ["Ada", "Ben", "Chloe", "Dara", "Emil", "Fay", "Goran", "Hana"] as const;
const LAST_NAMES = ["Abel", "Brandt", "Costa", "Dietz", "Ekwall", "Fontaine", "Greco", "Holm"] as const;
const COMPANIES = ["Northwind", "Harbour", "Redwood", "Skyline", "Bluestone", "Fjord", "Granite", "Juniper"] as const;
const TRADES = ["Freight", "Logistics", "Foods", "Robotics"] as const;

/** One in so many could not be enriched: no address, no domain. (S A3) */
const BARE_SHARE = 0.1;

/**
 * Puts a signal at the head of the feed. What is left out is drawn from the seed.
 * @param given members of the row, as the wire has them
 */
export function addSignal(world: World, given: Partial<Schemas["Signal"]> = {}): SignalRecord {
  const { chance, signals } = world;
  const order = signals.signals.size;
  const id = given.id ?? world.newId("signal");
  const { person, company } = entitiesFor(world, id);
  const type = signals.types.get(given.signalTypeId ?? "");
  const label = type?.label ?? given.signalTypeLabel ?? "Pain Point";
  const sourceId = given.sourceId ?? "linkedin_posts";
  const title = given.title ?? `${company.name}: ${label} (${order + 1})`;
  const isHiring = type?.builtIn === true && type.label === "Hiring";
  const url = `https://${sourceId.replace("_", "-")}.test/posts/${id}`;
  const row: Schemas["Signal"] = {
    id,
    signalTypeId: type?.id ?? null,
    signalTypeLabel: label,
    sourceId,
    score: chance.between(2, 3, "signal score", id),
    title,
    excerpt: `${person.name} of ${company.name} on ${label.toLowerCase()}`,
    url,
    comment: null,
    dmText: null,
    commentText: null,
    createdAt: world.timestamp,
    classification: {},
    authorName: person.name,
    authorUrl: person.person?.linkedinUrl ?? null,
    entityCompany: company.name,
    entityPerson: person.name,
    groupKey: company.id,
    structuredWording: isHiring
      ? { type: "hiring", company: company.name, jobTitle: "Head of Operations", location: "Berlin" }
      : null,
    formattedTitle: title,
    suggestedActions: isSource(sourceId) && sourceId !== "news" ? [{ type: "copy_comment_and_open" }] : [],
    workflowRun: null,
    actionState: {},
    color: type?.color ?? null,
    label,
    entityId: company.id,
    personEntityId: person.id,
    entityDomain: company.company?.domain ?? null,
    entityMetadata: { person: { ...person.person }, company: { ...company.company } },
    normalized: null,
    ...given,
  };
  const at = Date.parse(row.createdAt ?? "");
  const createdAt = Number.isNaN(at) ? world.now : at;
  row.createdAt = timestamp(createdAt);
  const record: SignalRecord = { id, order, createdAt, row, vote: null, status: "new", busy: new Set() };
  signals.signals.set(id, record);
  return record;
}

/** Who is behind a signal; the same few people and companies come back in others. */
function entitiesFor(world: World, signal: string): { person: EntityRecord; company: EntityRecord } {
  const { chance } = world;
  const companyName = `${chance.pick(COMPANIES, "company", signal)} ${chance.pick(TRADES, "trade", signal)}`;
  const personName = `${chance.pick(FIRST_NAMES, "first", signal)} ${chance.pick(LAST_NAMES, "last", companyName)}`;
  const company = entity(world, "company", companyName, companyName);
  const person = entity(world, "person", `${personName} ${companyName}`, personName, company.company);
  return { person, company };
}

function entity(
  world: World,
  groupBy: "person" | "company",
  key: string,
  name: string,
  employer?: Schemas["SignalCompany"] | null,
): EntityRecord {
  const { chance, signals } = world;
  const id = chance.uuid("signal entity", groupBy, key);
  const known = signals.entities.get(id);
  if (known) return known;
  const slug = name.toLowerCase().replaceAll(" ", "-");
  const isBare = chance.of("bare", id) < BARE_SHARE;
  const record: EntityRecord = {
    id,
    groupBy,
    name,
    status: "new",
    person:
      groupBy === "person"
        ? {
            name,
            headline: "Head of Operations",
            avatar: null,
            ...(!isBare && { linkedinUrl: `https://www.linkedin.com/in/${slug}`, email: `${slug}@people.test` }),
          }
        : null,
    company:
      groupBy === "person"
        ? (employer ?? null)
        : {
            name,
            industry: "Logistics",
            ...(!isBare && { domain: `${slug}.test`, linkedinUrl: `https://www.linkedin.com/company/${slug}` }),
          },
  };
  signals.entities.set(id, record);
  return record;
}
