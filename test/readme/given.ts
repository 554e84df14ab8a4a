import { Puffle } from "puffle-sdk";
import { LeadLex } from "puffle-sdk/leadlex";
import { world } from "./world.ts";

/**
 * What a snippet may go on from without having made it, by the name that it uses. Each is made when a snippet names it, and
 * all of a snippet's are of one world: `campaign` is a draft of `puffle`, in `sandbox`.
 */
export const given = {
  sandbox: async () => world().sandbox,
  puffle: async () => new Puffle(world().sandbox.options),
  /** An email sender that is active. */
  async sender() {
    const [sender] = await (await given.puffle()).senders.list({ type: "email" });
    if (!sender) throw new Error("the sandbox has an email sender");
    return sender;
  },
  /** A draft that can be launched: a sender, an email, three leads. */
  async campaign() {
    const puffle = await given.puffle();
    const { id } = await given.sender();
    const campaign = await puffle.campaigns.create({ type: "email", name: "Q3", sender_account_ids: [id] });
    await puffle.sequenceNodes.build(campaign, [
      { type: "email", subject: "Hello %first_name%", body: "How are you?" },
    ]);
    await puffle.campaigns.leads.add(campaign, [
      { email: "ada@example.com", first_name: "Ada" },
      { email: "grace@example.com", first_name: "Grace" },
      { email: "edsger@example.com", first_name: "Edsger" },
    ]);
    return campaign;
  },
  /** An empty list. */
  list: async () => (await given.puffle()).lists.create({ name: "Carriers" }),
  /** A lead search that has begun. */
  search: async () => (await given.puffle()).leads.search({ prompt: "owners of carriers", fetch_count: 25 }),
  /** A thread in which somebody has written back. */
  async thread() {
    const { sandbox } = world();
    const puffle = await given.puffle();
    const { id: sender } = await given.sender();
    const letter = { sender, to: "ada@example.com", subject: "Your question", body: "Here is the answer." };
    const { thread } = await puffle.threads.sendOneOff(letter);
    sandbox.reply(thread.id, "Thank you!");
    return (await puffle.threads.get(thread)).thread;
  },
  leadlexSandbox: async () => world().leadlexSandbox,
  leadlex: async () => new LeadLex(world().leadlexSandbox.options),
  /** A LeadLex campaign that can be started once somebody has approved it. */
  async draft() {
    const list_id = world().leadlexSandbox.addList({ name: "Some", contacts: 3 });
    return (await given.leadlex()).campaigns.create({ name: "Q3", list_id, template: "Hi {{name}}" });
  },
};

export type Given = keyof typeof given;
