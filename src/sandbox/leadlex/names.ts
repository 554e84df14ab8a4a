/** A person's name in its parts. */
export interface Name {
  readonly full_name: string;
  readonly first_name: string;
  readonly last_name: string;
}

interface GivenName {
  readonly full_name?: string | undefined;
  readonly first_name?: string | undefined;
  readonly last_name?: string | undefined;
  readonly email?: string | undefined;
}

/**
 * What is missing of a name, made out of what there is: "Last, First" is understood, a full name is taken apart at its
 * last white space, and the address' local part is the last resort.
 * @returns undefined where there is neither a name nor an address
 */
export function nameOf(given: GivenName): Name | undefined {
  const [full, first, last] = [given.full_name, given.first_name, given.last_name].map((part) => part?.trim() ?? "");
  if (first || last) {
    const both = [first, last].filter(Boolean).join(" ");
    return { full_name: full || both, first_name: first ?? "", last_name: last ?? "" };
  }
  if (full) return taken(full);
  const local = given.email
    ?.split("@")[0]
    ?.replace(/[._+-]+/g, " ")
    .trim();
  return local ? taken(local) : undefined;
}

function taken(full: string): Name {
  const [lastFirst, firstLast] = full.split(/\s*,\s*/, 2);
  if (lastFirst && firstLast)
    return { full_name: `${firstLast} ${lastFirst}`, first_name: firstLast, last_name: lastFirst };
  const at = full.search(/\s\S+$/);
  if (at < 0) return { full_name: full, first_name: full, last_name: "" };
  return { full_name: full, first_name: full.slice(0, at).trim(), last_name: full.slice(at).trim() };
}
