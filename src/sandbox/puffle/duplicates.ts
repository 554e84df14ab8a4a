import { linkedIn, plain } from "./lead-identity.ts";
import type { LeadRecord } from "./lead-store.ts";
import { notFound } from "./refusal.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

type Person = Schemas["DuplicateCheckPerson"];

/**
 * How many of these people other lists have: by LinkedIn URL, else by full name and company, else by full name and
 * location. (E 5)
 * @throws Refusal 404 for a search that does not exist
 */
export function countDuplicates(world: World, { people = [], searchId, excludeListId }: Schemas["DuplicateCheck"]) {
  const known = new Set<string>();
  for (const lead of world.leads.leads())
    if (isElsewhere(world, lead, excludeListId)) for (const key of keysOf(personOf(lead))) known.add(key);
  const wanted = searchId === undefined ? people : resultsOf(world, searchId);
  return wanted.filter((person) => keysOf(person).some((key) => known.has(key))).length;
}

/** Whether a lead is to be found without the list that does not count; every lead is in the default list. */
function isElsewhere({ leads }: World, lead: LeadRecord, excluded: string | undefined): boolean {
  const lists = [...leads.listsOf(lead)];
  return lists.length === 0 || lists.some(({ id }) => id !== excluded);
}

function resultsOf(world: World, searchId: string): Person[] {
  const search = world.leadSearches.get(searchId);
  if (!search) throw notFound("Search");
  return search.results.map(personOf);
}

function personOf({ row: { name, company, location, socials } }: LeadRecord): Person {
  const url = socials?.find((social) => linkedIn(social.url) !== undefined)?.url;
  return {
    ...(url && { linkedinUrl: url }),
    ...(name?.full && { fullName: name.full }),
    ...(company?.name && { company: company.name }),
    ...(location?.raw && { location: location.raw }),
  };
}

function keysOf({ linkedinUrl, fullName, company, location }: Person): string[] {
  const url = linkedIn(linkedinUrl);
  const name = plain(fullName);
  return [
    ...(url ? [`url ${url}`] : []),
    ...(name && plain(company) ? [`company ${name}\n${plain(company)}`] : []),
    ...(name && plain(location) ? [`location ${name}\n${plain(location)}`] : []),
  ];
}
