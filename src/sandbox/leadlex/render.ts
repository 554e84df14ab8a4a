import type { Contact } from "./contact-store.ts";

/** What `{{name}}` stands for: the template's variables and the steps' differ in name, and both are filled everywhere. */
const VARIABLES: Readonly<Record<string, (contact: Contact) => string | null>> = {
  name: ({ first_name }) => first_name,
  full_name: ({ full_name }) => full_name,
  company: ({ company }) => company,
  title: ({ job_title }) => job_title,
  first_name: ({ first_name }) => first_name,
  last_name: ({ last_name }) => last_name,
  company_name: ({ company }) => company,
  job_title: ({ job_title }) => job_title,
};

/** Fills in the variables. What a contact does not have becomes nothing; what is no variable stays. */
export function render(template: string, contact: Contact): string {
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (text, name: string) => {
    const variable = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
    return variable ? (variable(contact) ?? "") : text;
  });
}

/** What `show_unsubscribe` puts under a message; its words are not documented. */
export const UNSUBSCRIBE_FOOTER = "\n\n--\nUnsubscribe from these emails.";
