import { LeadLex } from "puffle-sdk/leadlex";
import { createLeadLexSandbox } from "puffle-sdk/sandbox";

/** A LeadLex campaign that can be started once somebody has approved it. */
export async function readyDraft() {
  const sandbox = createLeadLexSandbox({ approval: "always" });
  const leadlex = new LeadLex(sandbox.options);
  const list_id = sandbox.addList({ name: "Some", contacts: 3 });
  return { leadlex, draft: await leadlex.campaigns.create({ name: "Q3", list_id, template: "Hi {{name}}" }) };
}
