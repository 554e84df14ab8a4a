// Written by `npm run generate` from openapi/leadlex.yaml. Don't edit: change the contract and run it again.

/** Members that hold a person's name, address or words. */
export const personal: readonly string[] = ["full_name","first_name","last_name","email","phone","linkedin_url","company","company_name","job_title","tags","custom_fields","notes","recent_notes","open_tasks","open_deals","template","subject","body","message","response","reason","search","query","secret"];

/** What to read to see whether an operation happened. */
export const checks: Readonly<Record<string, string>> = { createCampaign: "campaigns.list()", startCampaign: "campaigns.get(id)", pauseCampaign: "campaigns.get(id)", createStep: "campaigns.steps.list(id)", chatWithLexi: "lexi.tasks.list()", approveLexiTask: "lexi.tasks.find(id)", dismissLexiTask: "lexi.tasks.find(id)", createList: "lists.list()", createContact: "contacts.list({ search })", bulkCreateContacts: "contacts.list({ search })", updateContact: "contacts.get(id)", createWebhook: "webhooks.list()" };
