/**
 * The same campaign on Puffle or on LeadLex. What the two have in common is used as it is: operations and their tokens,
 * lists, counts, errors. What they haven't stands in an adapter for each; docs/two-services.md has it in a table.
 *
 * `npx tsx examples/both-services.ts puffle`, or `leadlex`
 */
import { fileURLToPath } from "node:url";
import { isPuffleError, type List, type Operation, Puffle, type Unsettled } from "puffle-sdk";
import { type Approve, LeadLex } from "puffle-sdk/leadlex";

/** What to write to whom. */
export interface Plan {
  readonly name: string;
  readonly people: readonly Person[];
  /** The first one at once, each other one so many days after the one before. */
  readonly letters: readonly [Letter, ...Letter[]];
}

export interface Person {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
}

export interface Letter {
  /** LeadLex's first letter has none of its own. */
  readonly subject: string;
  readonly afterDays?: number;
  /** Each service has its own names for what is filled in. */
  text(fill: { readonly firstName: string; readonly company: string }): string;
}

/** What this program asks of a service, in the types that both clients have. */
export interface Outreach {
  draft(plan: Plan): Promise<{ readonly id: string; readonly counts: Counts }>;
  /** The start as an operation, made from the id alone. */
  operation(id: string): Operation<unknown>;
  resume(token: string): Operation<unknown>;
  /** Starts the campaign and waits until it sends. */
  start(id: string): Promise<unknown>;
  watch(id: string): AsyncIterable<{ readonly done: boolean; readonly campaign: { readonly status?: string } }>;
  roster(id: string): List<{ readonly status?: string | null }>;
}

/** What became of the people: those who are in the campaign, and those who are not, each accounted for. */
export type Counts = Pick<Unsettled, "received" | "rejected" | "repeated" | "unknown" | "notSent"> & {
  readonly enrolled: number;
};

/** @returns how many people are in each state at the end; undefined where it failed */
export async function run(
  service: Outreach,
  plan: Plan,
  { say, keep }: { readonly say: (line: string) => void; readonly keep: (token: string) => Promise<void> },
): Promise<ReadonlyMap<string, number> | undefined> {
  try {
    const { id, counts } = await service.draft(plan);
    say(`${counts.enrolled} of ${counts.received} people enrolled, ${counts.rejected.length} rejected`);
    // Kept before it is started: whatever happens from here on, another process can see what has come of it.
    await keep(JSON.stringify(service.operation(id)));
    await service.start(id);
    for await (const { campaign } of service.watch(id)) say(`the campaign is ${campaign.status}`);
    const states = new Map<string, number>();
    for await (const { status } of service.roster(id))
      states.set(status ?? "unknown", (states.get(status ?? "unknown") ?? 0) + 1);
    return states;
  } catch (error) {
    // Of either service: errors are known to both entries.
    if (!isPuffleError(error)) throw error;
    say(`${error.message} The work: ${error.outcome}. Next: ${error.next}.`);
    return undefined;
  }
}

export function onPuffle(puffle: Puffle): Outreach {
  return {
    async draft({ name, people, letters }) {
      await puffle.context.require();
      const [sender] = await puffle.senders.list({ type: "email" });
      if (!sender) throw new Error("connect a sender in the dashboard first");
      const campaign = await puffle.campaigns.create({ type: "email", name, sender_account_ids: [sender.id] });
      const fill = { firstName: "%first_name%", company: "%company%" };
      await puffle.sequenceNodes.build(
        campaign,
        letters.flatMap(({ subject, afterDays = 0, text }) => [
          ...(afterDays > 0 ? [{ type: "delay", delay_days: afterDays } as const] : []),
          { type: "email", subject, body: text(fill) } as const,
        ]),
      );
      const leads = people.map(({ firstName: first_name, lastName: last_name, ...rest }) => ({
        ...rest,
        first_name,
        last_name,
      }));
      const { imported, duplicates, ...counts } = await puffle.campaigns.leads.add(campaign, leads);
      return { id: campaign.id, counts: { ...counts, enrolled: imported + duplicates } };
    },
    operation: (id) => puffle.campaigns.launchOperation(id),
    resume: (token) => puffle.operations.resume(token),
    start: (id) => puffle.campaigns.launchAndWait(id),
    watch: (id) => puffle.campaigns.watch(id),
    roster: (id) => puffle.campaigns.leads.list(id),
  };
}

/** @param approve decides where the start needs approval; without it nothing is approved */
export function onLeadLex(leadlex: LeadLex, approve?: Approve): Outreach {
  return {
    async draft({ name, people, letters: [first, ...others] }) {
      const contacts = people.map(({ firstName, lastName, ...rest }) => ({
        ...rest,
        full_name: `${firstName} ${lastName}`.trim(),
      }));
      const { ids, created: _, checkpoint: __, ...counts } = await leadlex.contacts.bulkCreate(contacts);
      const list = await leadlex.lists.create({ name });
      await leadlex.lists.addContacts(list, ids);
      const template = first.text({ firstName: "{{name}}", company: "{{company}}" });
      const { id } = await leadlex.campaigns.create({ name, list_id: list.id, template });
      const fill = { firstName: "{{first_name}}", company: "{{company_name}}" };
      for (const { subject, afterDays = 0, text } of others) {
        const step = { subject, body: text(fill), delay_days: afterDays, send_condition: "if_no_reply" } as const;
        await leadlex.campaigns.steps.create(id, step);
      }
      const { added, skipped } = await leadlex.campaigns.contacts.add(id, ids);
      return { id, counts: { ...counts, enrolled: added + skipped } };
    },
    operation: (id) => leadlex.campaigns.startOperation(id),
    resume: (token) => leadlex.operations.resume(token),
    start: (id) => leadlex.campaigns.startAndWait(id, { approve }),
    watch: (id) => leadlex.campaigns.watch(id),
    roster: (id) => leadlex.campaigns.contacts.list(id),
  };
}

export const PLAN: Plan = {
  name: "Q3",
  people: [
    { email: "ada@example.com", firstName: "Ada", lastName: "Lovelace", company: "Analytical Engines" },
    { email: "grace@example.com", firstName: "Grace", lastName: "Hopper", company: "Compilers & Co" },
  ],
  letters: [
    { subject: "A question", text: ({ firstName, company }) => `Hi ${firstName}, who does outreach at ${company}?` },
    { subject: "Once more", afterDays: 3, text: ({ firstName }) => `Hi ${firstName}, did this reach you?` },
  ],
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const service = process.argv[2] === "leadlex" ? onLeadLex(new LeadLex()) : onPuffle(new Puffle());
  const keep = async (token: string) => console.log(`keep this: ${token}`);
  const states = await run(service, PLAN, { say: console.log, keep });
  if (states) console.log(Object.fromEntries(states));
  else process.exitCode = 1;
}
