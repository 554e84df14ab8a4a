import { describe, expect, it } from "vitest";
import { operations as table } from "../../../generated/leadlex.operations.ts";
import { operationsOf } from "../../../scripts/generate/contract.ts";
import { at } from "../../../src/core/record.ts";
import type { LeadLexSandboxOptions } from "../../../src/sandbox/index.ts";
import { contract, type PlainClient, setUp } from "./helpers.ts";

/** Every operation once, and every one with success. Each answer is compared with the contract by the plain client. */
async function walk(call: PlainClient, move: () => Promise<void>): Promise<void> {
  const list = (await call("createList", { body: { name: "People" } })).data;
  await call("listLists", {});
  const one = (await call("createContact", { body: { full_name: "Ann Lee", email: "ann@example.com", priority: 2 } }))
    .data;
  const two = (
    await call("bulkCreateContacts", { body: { contacts: [{ full_name: "Bo Kim", email: "bo@example.com" }] } })
  ).data;
  const ids = [one.id, ...two.contacts.map(({ id }) => id)];
  await call("addListContacts", { path: { id: list.id }, body: { contact_ids: ids } });
  await call("removeListContact", { path: { list_id: list.id, contact_id: ids[1] ?? "" } });
  await call("listContacts", { query: { search: "ann" } });
  await call("getContact", { path: { id: one.id }, query: { include: "*" } });
  await call("updateContact", { path: { id: one.id }, body: { phone: "1" } });

  const hook = { url: "http://localhost:1/hook", events: ["company.created" as const] };
  const webhook = (await call("createWebhook", { body: hook })).data;
  await call("updateWebhook", { path: { id: webhook.id }, body: { active: false } });
  await call("listWebhooks", {});
  await call("deleteWebhook", { path: { id: webhook.id } });

  const campaign = (await call("createCampaign", { body: { name: "Spring", list_id: list.id, template: "Hi" } })).data;
  const path = { id: campaign.id };
  await call("addCampaignContacts", { path, body: { contact_ids: ids } });
  await call("removeCampaignContact", { path: { ...path, contact_id: ids[1] ?? "" } });
  await call("updateCampaign", { path, body: { daily_send_limit: 10 } });
  const step = (await call("createStep", { path, body: { subject: "Again", body: "Hello", delay_days: 9 } })).data;
  await call("updateStep", { path: { ...path, step_id: step.id }, body: { subject: "Other" } });
  await call("listSteps", { path });
  await call("deleteStep", { path: { ...path, step_id: step.id } });
  await call("chatWithLexi", { body: { message: "Hello" } });
  const first = (await call("startCampaign", { path })).data;
  await call("listLexiTasks", {});
  await call("dismissLexiTask", { path: { id: first.task_id ?? "" }, body: { reason: "testing" } });
  const second = (await call("startCampaign", { path })).data;
  await call("approveLexiTask", { path: { id: second.task_id ?? "" } });
  await move();
  await call("getCampaign", { path });
  await call("listCampaignContacts", { path });
  await call("getCampaignStats", { path });
  await call("pauseCampaign", { path });
  await call("listCampaigns", {});
  const draft = (await call("createCampaign", { body: { name: "Other", list_id: list.id, template: "Hi" } })).data;
  await call("deleteCampaign", { path: { id: draft.id } });
  await call("deleteContact", { path: { id: one.id } });
  await call("deleteList", { path: { id: list.id } });
}

describe("LeadLex's contract", () => {
  it.each<[string, LeadLexSandboxOptions]>([
    ["as its pages have them", {}],
    ["flat", { envelopes: "flat" }],
    ["wrapped", { envelopes: "wrapped" }],
    ["mixed, with approvals shown", { envelopes: "mixed", showsPending: true, seed: 7 }],
  ])("L08 holds for a success of every operation, in envelopes %s", async (_, options) => {
    const { sandbox, call } = setUp({ approval: "always", ...options });
    await walk(call, () => sandbox.clock.advance(60_000));
    expect(sandbox.requests.filter(({ status }) => status !== 200)).toEqual([]);
    expect(new Set(sandbox.requests.map(({ operation }) => operation))).toEqual(new Set(Object.keys(table)));
  });

  it("L08 says of every operation whether its answer is wrapped, and so it is by default", async () => {
    const { sandbox, call } = setUp({ approval: "always" });
    const wrapped = new Map<string, boolean>();
    const watching: PlainClient = async (id, input, init) => {
      const seen = await call(id, input, init);
      const name: unknown = at(table[id], "envelope");
      if (typeof name === "string") wrapped.set(id, at(JSON.parse(seen.text), `data.${name}`) !== undefined);
      return seen;
    };
    await walk(watching, () => sandbox.clock.advance(60_000));
    const documented = operationsOf(contract).flatMap(({ operation }) => {
      const name = operation["x-envelope"];
      const data = at(operation.responses, "200.content.application/json.schema.properties.data");
      return typeof name === "string"
        ? [[operation.operationId, at(data, `properties.${name}`) !== undefined] as const]
        : [];
    });
    expect(wrapped).toEqual(new Map(documented));
  });
});
