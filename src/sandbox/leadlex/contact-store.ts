import type { Name } from "./names.ts";

/** A contact as the service keeps it. */
export interface Contact extends Name {
  readonly id: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly job_title: string | null;
  readonly company: string | null;
  readonly related_company_id: string | null;
  readonly linkedin_url: string | null;
  readonly priority: number | null;
  readonly tags: readonly string[];
  readonly custom_fields: Readonly<Record<string, unknown>>;
  /** Everything that was written in `notes`, oldest first. */
  readonly notes: readonly string[];
  readonly created_date: string;
  readonly updated_date: string | null;
}

/** A named set of contacts. */
export interface ContactList {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly created_at: string;
  /** Ids, in the order in which they were put on it. */
  readonly members: Set<string>;
}

/** The workspace's contacts and lists. */
export class ContactStore {
  readonly contacts = new Map<string, Contact>();
  readonly lists = new Map<string, ContactList>();

  /** The contacts of these ids, each once; ids that are none are left out. */
  known(ids: Iterable<string>): Contact[] {
    return [...new Set(ids)].flatMap((id) => this.contacts.get(id) ?? []);
  }

  /** Names are unique. */
  listNamed(name: string): ContactList | undefined {
    return [...this.lists.values()].find((list) => list.name === name);
  }

  deleteContact(id: string): void {
    this.contacts.delete(id);
    for (const { members } of this.lists.values()) members.delete(id);
  }
}
