import {
  type Call,
  type CampaignDetail,
  type CampaignLead,
  InputError,
  type Route,
  type SequenceNode,
} from "puffle-sdk";
import { describe, expect, expectTypeOf, it } from "vitest";
import { scriptedClient } from "../puffle/support/scripted.ts";
import { emailDraft, setUp } from "../puffle/support/world.ts";
import { caughtAs } from "../support/errors.ts";
import { json } from "../support/fetch.ts";

const ID = "8c2b2d4e-e29b-41d4-a716-446655440000";

describe("the typed escape hatch", () => {
  it("P06 has the contract's routes, and no others", async () => {
    const { puffle, script } = scriptedClient([], { forever: json({}) });
    expectTypeOf<"GET /api/leads">().toExtend<Route>();
    expectTypeOf<"PUT /api/campaigns/{id}/sequence/nodes/{nodeId}">().toExtend<Route>();
    expectTypeOf<string>().not.toExtend<Route>();
    // @ts-ignore Not ours to call.
    await caughtAs(InputError, puffle.request("GET /api/admin/users"));
    // @ts-ignore The contract has no such method.
    await caughtAs(InputError, puffle.request("DELETE /api/campaigns/{id}", { path: { id: ID } }));
    // @ts-ignore Nor ids in the route.
    await caughtAs(InputError, puffle.request(`GET /api/campaigns/${ID}`));
    expect(script.requests).toEqual([]);
  });

  it("knows each route's answer, whole", async () => {
    const world = setUp();
    const { id } = await emailDraft(world);
    const detail = world.puffle.request("GET /api/campaigns/{id}", { path: { id } });
    expectTypeOf(detail).toEqualTypeOf<Call<CampaignDetail>>();
    expectTypeOf((await detail).sequence_nodes).toEqualTypeOf<SequenceNode[]>();
    const roster = await world.puffle.request("GET /api/campaigns/{id}/leads", { path: { id }, query: { limit: 1 } });
    expectTypeOf(roster.prospects).toEqualTypeOf<CampaignLead[]>();
    expect([(await detail).campaign.id, roster.prospects]).toEqual([id, []]);
  });

  it("insists on the path's parameters and on a body, and knows their members", async () => {
    const { puffle, script } = scriptedClient([], { forever: json({ campaign: { id: ID } }) });
    // @ts-ignore The id is missing.
    await caughtAs(InputError, puffle.request("GET /api/campaigns/{id}"));
    const route = "PUT /api/campaigns/{id}/sequence/nodes/{nodeId}";
    // @ts-ignore So is the node's.
    await caughtAs(InputError, puffle.request(route, { path: { id: ID }, body: {} }));
    // @ts-ignore An id is text.
    await caughtAs(InputError, puffle.request("GET /api/campaigns/{id}", { path: { id: 7 } }));
    expect(script.requests).toEqual([]);
    // @ts-ignore The body is missing; only the service can tell that it is needed.
    await puffle.request("PATCH /api/campaigns/{id}", { path: { id: ID } });
    // @ts-ignore A name is text.
    await puffle.request("PATCH /api/campaigns/{id}", { path: { id: ID }, body: { name: 7 } });
    // @ts-ignore A list takes no body.
    await puffle.request("GET /api/campaigns", { body: {} });
    // @ts-ignore There is no such type of sender.
    await puffle.request("GET /api/senders", { query: { type: "fax" } });
    expect(script.requests).toHaveLength(4);
  });

  it("takes no input where the route needs none, readonly input, and options behind it", async () => {
    const { puffle, script } = scriptedClient([], { forever: json({ accounts: [], campaigns: [] }) });
    const query = { type: "email" } as const;
    expect((await puffle.request("GET /api/senders")).accounts).toEqual([]);
    await puffle.request("GET /api/senders", { query }, { signal: undefined, timeout: 5_000 });
    await puffle.request("GET /api/campaigns", {}, { headers: { "x-team": "7" } });
    // @ts-ignore No idempotency key among the options.
    await caughtAs(InputError, puffle.request("GET /api/campaigns", {}, { idempotencyKey: "k" }));
    expect(script.requests.map(({ url }) => url.search)).toEqual(["", "?type=email", ""]);
  });
});
