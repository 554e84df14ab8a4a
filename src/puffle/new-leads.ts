import { asWritten, kindOf } from "../core/as-written.ts";
import { isRecord } from "../core/record.ts";
import type { NewLead } from "./types.ts";

/** What to send of a lead and what tells it from others, or why it can't be sent. */
export type PreparedNewLead = { readonly wire: NewLead; readonly identity: string } | { readonly reason: string };

const TEXTS = ["title", "domain", "industry", "size"] as const;
const NAMES = ["full", "short", "first", "last"] as const;
/** Objects whose members are texts. */
const GROUPS = {
  name: NAMES,
  company: ["id", "name", "domain"],
  location: ["city", "state", "country", "raw"],
} as const;
/** Arrays of objects, each with the member that is a text. */
const SERIES = { socials: "url", contacts: "value", sources: "id" } as const;

/** Looks at leads before they are imported (P57), one after the other. */
export class NewLeads {
  #count = 0;

  /** A lead without any stable identifier is taken for somebody of their own. */
  prepare(lead: unknown): PreparedNewLead {
    this.#count++;
    if (typeof lead !== "object" || lead === null || Array.isArray(lead))
      return { reason: `is not a lead but ${kindOf(lead)}` };
    const written = asWritten(lead);
    if (!written) return { reason: "can't be written as JSON" };
    const wire = withoutNulls(written);
    const problem = problemOf(wire);
    if (problem !== undefined || !isNewLead(wire)) return { reason: problem ?? "is no lead" };
    return { wire, identity: identityOf(wire) ?? `row ${this.#count}` };
  }
}

/** Members that are null are not sent, where the service takes none: rows of a table have them. */
function withoutNulls(written: Record<string, unknown>): Record<string, unknown> {
  const present = (value: object) => Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
  const wire = present(written);
  for (const group of Object.keys(GROUPS)) if (isObject(wire[group])) wire[group] = present(wire[group]);
  for (const series of Object.keys(SERIES)) {
    const items: unknown = wire[series];
    if (Array.isArray(items)) wire[series] = items.map((item: unknown) => (isObject(item) ? present(item) : item));
  }
  return wire;
}

/** The first thing that is wrong with a row; names the member, and nothing of what it holds. */
function problemOf(wire: Record<string, unknown>): string | undefined {
  const { type, name } = wire;
  const isText = (value: unknown) => value === undefined || typeof value === "string";
  if (type !== "person" && type !== "company") return "type is neither person nor company";
  if (!isObject(name)) return "name is missing: an object with full, or first and last";
  for (const text of TEXTS) if (!isText(wire[text])) return `${text} is not a string`;
  for (const [group, members] of Object.entries(GROUPS)) {
    const value = wire[group];
    if (value !== undefined && !isObject(value)) return `${group} is not an object`;
    const wrong = isObject(value) && members.find((member) => !isText(value[member]));
    if (wrong) return `${group}.${wrong} is not a string`;
  }
  if (!NAMES.some((member) => String(name[member] ?? "").trim() !== "")) return "name has no name in it";
  for (const [series, text] of Object.entries(SERIES)) {
    const items: unknown = wire[series] ?? [];
    if (!Array.isArray(items) || !items.every(isObject)) return `${series} is not an array of objects`;
    if (!items.every((item) => isText(item[text]))) return `${series} has a ${text} that is not a string`;
  }
  for (const free of ["attributes", "raw"])
    if (wire[free] !== undefined && !isObject(wire[free])) return `${free} is not an object`;
  const texts: Record<string, unknown> = { listIds: wire["listIds"], "name.aliases": name["aliases"] };
  for (const [member, value] of Object.entries(texts))
    if (value !== undefined && !(Array.isArray(value) && value.every((one) => typeof one === "string")))
      return `${member} is not an array of strings`;
  return undefined;
}

/** What `problemOf` has found nothing wrong with. */
function isNewLead(wire: object): wire is NewLead {
  return problemOf({ ...wire }) === undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && !Array.isArray(value);
}

/** Only these addresses at LinkedIn are somebody's own; in others, a query or nothing at all says whose they are. */
const PROFILES = {
  person: /^(https?:\/\/)?([\w-]+\.)*linkedin\.com\/(in|pub)\/[^\s/?#]/,
  company: /^(https?:\/\/)?([\w-]+\.)*linkedin\.com\/(company|school|showcase)\/[^\s/?#]/,
} as const;

/** The stable identifier that the service is most likely to tell leads apart by: profile, email address, domain. (E 2) */
function identityOf({ type, socials = [], contacts = [], domain, company }: NewLead): string | undefined {
  const urls = socials.map(({ url }) => url?.trim().toLowerCase() ?? "");
  const profile = urls.find((url) => PROFILES[type].test(url));
  if (profile) return `${type} ${profile.replace(/^(https?:\/\/)?(www\.)?/, "").replace(/[/]*([?#].*)?$/, "")}`;
  const addresses = contacts.map(({ value }) => value?.trim().toLowerCase() ?? "");
  const stable =
    type === "company"
      ? (domain ?? company?.domain)?.trim().toLowerCase()
      : addresses.find((address) => /^[^\s@]+@[^\s@]+$/.test(address));
  return stable ? `${type} ${stable}` : undefined;
}
