import type { Chance } from "../chance.ts";
import type { LeadRow } from "./lead-store.ts";

const FIRST = ["Ada", "Ben", "Cleo", "Dario", "Edda", "Finn", "Gaia", "Hugo", "Ines", "Jonas", "Kira", "Leon"] as const;
const LAST = ["Abel", "Brandt", "Costa", "Dahl", "Eder", "Fabre", "Gross", "Haas", "Ivens", "Jansen", "Kern"] as const;
const TITLES = ["Owner", "Head of Operations", "Managing Director", "VP Sales", "Fleet Manager", "CTO"] as const;
const WORDS = ["North", "Harbour", "Blue", "Granite", "Swift", "Meadow", "Union", "Copper"] as const;
const TRADES = ["Freight", "Logistics", "Carriers", "Transport", "Haulage", "Cargo"] as const;
const INDUSTRIES = ["Logistics", "Road freight", "Warehousing"] as const;
const PLACES = [
  { city: "Hamburg", state: "Hamburg", country: "Germany" },
  { city: "Rotterdam", state: "South Holland", country: "Netherlands" },
  { city: "Lyon", state: "Auvergne-Rhône-Alpes", country: "France" },
  { city: "Porto", state: "Norte", country: "Portugal" },
] as const;

/** A person as a provider found one. */
export interface FoundPerson extends Omit<LeadRow, "id" | "createdAt" | "updatedAt"> {
  readonly type: "person";
}

/**
 * The n-th person that a search finds: made up, with addresses that reach nobody, the same under the same seed.
 * @param what what was searched for
 */
export function madeUpPerson(chance: Chance, what: string, index: number): FoundPerson {
  const draw = (kind: string) => [kind, what, index] as const;
  const first = chance.pick(FIRST, ...draw("first"));
  const last = chance.pick(LAST, ...draw("last"));
  const place = chance.pick<(typeof PLACES)[number]>(PLACES, ...draw("place"));
  const company = `${chance.pick(WORDS, ...draw("word"))} ${chance.pick(TRADES, ...draw("trade"))}`;
  const handle = `${first}-${last}-${chance.uuid(...draw("handle")).slice(0, 8)}`.toLowerCase();
  const email = `${handle}@example.com`;
  return {
    type: "person",
    name: { full: `${first} ${last}`, short: first, aliases: [], first, last },
    title: chance.pick(TITLES, ...draw("title")),
    company: { id: null, name: company, domain: `${company.toLowerCase().replaceAll(" ", "-")}.example.com` },
    location: { ...place, raw: `${place.city}, ${place.country}` },
    socials: [{ url: `https://www.linkedin.com/in/${handle}` }],
    // Not everybody's address is known; that is what enrichment is for.
    contacts: chance.of(...draw("contact")) < 0.3 ? [{ value: email }] : [],
    attributes: {},
    industry: chance.pick(INDUSTRIES, ...draw("industry")),
    sources: [{ id: `found_${handle.slice(-8)}` }],
  };
}
