/** A contact of the workspace; what is left out is empty. */
export interface LeadLexContact {
  readonly full_name: string;
  readonly email?: string;
  readonly company?: string;
  readonly job_title?: string;
}

/** A list of the workspace, with contacts of its own. */
export interface LeadLexList {
  readonly name: string;
  readonly description?: string;
  /** The contacts, or how many to make up. */
  readonly contacts: readonly LeadLexContact[] | number;
}

/** What the workspace has at the beginning. */
export interface LeadLexWorkspace {
  readonly contacts: readonly LeadLexContact[];
  readonly lists: readonly LeadLexList[];
  /** What Lexi's answers are paid from. */
  readonly credits: number;
}

export function defaultWorkspace(): LeadLexWorkspace {
  return { contacts: [], lists: [], credits: 1_000 };
}

const FIRST = ["Ada", "Ben", "Cleo", "Dario", "Edda", "Finn", "Gaia", "Hugo"] as const;
const LAST = ["Abel", "Brandt", "Costa", "Dahl", "Eder", "Fabre", "Gross"] as const;

/** The n-th made-up contact: with an address that reaches nobody, and that no other one has. */
export function madeUpContact(index: number): LeadLexContact {
  const first = FIRST[index % FIRST.length];
  const last = LAST[index % LAST.length];
  return {
    full_name: `${first} ${last}`,
    email: `${first}.${last}.${index}@example.com`.toLowerCase(),
    company: `Company ${(index % 9) + 1}`,
    job_title: "Owner",
  };
}
