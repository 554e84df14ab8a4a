import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Schemas } from "../../src/sandbox/puffle/wire.ts";
import { type PlainClient, readyDraft, setUp } from "./helpers.ts";

async function sequence(call: PlainClient, id: string): Promise<Schemas["SequenceNode"][]> {
  return (await call("getCampaign", { path: { id } })).body.sequence_nodes;
}

const types = (nodes: readonly Schemas["SequenceNode"][] | undefined) => nodes?.map(({ type }) => type);
const positions = (nodes: readonly Schemas["SequenceNode"][] | undefined) => nodes?.map(({ position }) => position);

describe("adding a node", () => {
  it("P33 without a position puts it right before the end", async () => {
    const { call } = setUp();
    const id = await readyDraft(call);
    const { body } = await call("addSequenceNode", {
      path: { id },
      body: { type: "delay", delay_days: 1, position: null },
    });
    expect(types(body.sequence_nodes)).toEqual(["email", "delay", "email", "delay", "end"]);
    expect(positions(body.sequence_nodes)).toEqual([0, 1, 2, 3, 4]);
    expect(body.sequence_nodes?.[3]).toMatchObject({ delay_days: 1, delay_hours: 0, subject: null, ai_node: null });
  });

  it("puts it where it is asked to, and last where that is past the end", async () => {
    const { call } = setUp();
    const id = await readyDraft(call);
    const first = await call("addSequenceNode", { path: { id }, body: { type: "ai", position: 0 } });
    expect(types(first.body.sequence_nodes)?.[0]).toBe("ai");
    const last = await call("addSequenceNode", { path: { id }, body: { type: "delay", delay_days: 1, position: 99 } });
    expect(types(last.body.sequence_nodes)?.at(-1)).toBe("delay");
    expect(positions(last.body.sequence_nodes)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it.each([
    ["email", ["connection_request", "message"], ["email", "delay", "ai", "end"]],
    ["linkedin", ["email"], ["connection_request", "message", "delay", "ai", "end"]],
  ] as const)("P31 an %s campaign refuses %j", async (type, refused, taken) => {
    const { call } = setUp();
    const id = await readyDraft(call, { type });
    for (const wrong of refused)
      expect((await call("addSequenceNode", { path: { id }, body: { type: wrong } })).status).toBe(400);
    for (const right of taken)
      expect((await call("addSequenceNode", { path: { id }, body: { type: right } })).status).toBe(200);
  });

  it("P32 refuses an invitation of more than 300 characters, and takes a long body that is not sent", async () => {
    const { call } = setUp();
    const id = await readyDraft(call, { type: "linkedin" });
    const body = "x".repeat(301);
    const add = (include_message: boolean) =>
      call("addSequenceNode", { path: { id }, body: { type: "connection_request", include_message, body } });
    expect((await add(true)).status).toBe(400);
    expect((await add(false)).status).toBe(200);
  });

  it("P32 counts a character that takes two units once, as the client does", async () => {
    const { call } = setUp();
    const id = await readyDraft(call, { type: "linkedin" });
    const add = (count: number) =>
      call("addSequenceNode", {
        path: { id },
        body: { type: "connection_request", include_message: true, body: "🎉".repeat(count) },
      });
    expect((await add(300)).status).toBe(200);
    expect((await add(301)).status).toBe(400);
  });

  it("ignores an id of the caller's and members of other types", async () => {
    const { call } = setUp();
    const id = await readyDraft(call);
    const node = { id: "mine", type: "delay" as const, delay_hours: 3, subject: "ignored", colour: "red" };
    const { body } = await call("addSequenceNode", { path: { id }, body: node });
    expect(body.sequence_nodes?.[3]).toMatchObject({ type: "delay", delay_hours: 3, subject: null });
    expect(body.sequence_nodes?.[3]?.id).not.toBe("mine");
    expect(body.sequence_nodes?.[3]).not.toHaveProperty("colour");
  });

  it("P34 answers mutated and the id when it can't be read back, and has done it all the same", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call);
    sandbox.fail("addSequenceNode", { readBack: "fails" });
    const { body } = await call("addSequenceNode", { path: { id }, body: { type: "ai" } });
    const nodes = await sequence(call, id);
    expect(body).toEqual({ mutated: true, node_id: nodes[3]?.id });
    expect(nodes[3]?.type).toBe("ai");
  });

  it("P10 to another campaign's sequence answers 404", async () => {
    const { call } = setUp();
    expect((await call("addSequenceNode", { path: { id: "none" }, body: { type: "end" } })).status).toBe(404);
  });
});

describe("moving and deleting", () => {
  it("moves a node and closes the positions up", async () => {
    const { call } = setUp();
    const id = await readyDraft(call);
    const [first] = await sequence(call, id);
    const { body } = await call("moveSequenceNode", { path: { id }, body: { nodeId: first?.id ?? "", toPosition: 2 } });
    expect(types(body.sequence_nodes)).toEqual(["delay", "email", "email", "end"]);
    expect(body.sequence_nodes?.[2]?.id).toBe(first?.id);
    expect(positions(body.sequence_nodes)).toEqual([0, 1, 2, 3]);
  });

  it("deletes a node, and a second time answers 404", async () => {
    const { call } = setUp();
    const id = await readyDraft(call);
    const [, delay] = await sequence(call, id);
    const remove = () => call("deleteSequenceNode", { path: { id }, body: { nodeId: delay?.id ?? "" } });
    const { body } = await remove();
    expect(types(body.sequence_nodes)).toEqual(["email", "email", "end"]);
    expect(positions(body.sequence_nodes)).toEqual([0, 1, 2]);
    expect((await remove()).status).toBe(404);
  });

  it("P34 can both fail to be read back", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call);
    const [first, delay] = await sequence(call, id);
    sandbox.fail("moveSequenceNode", { readBack: "fails" });
    sandbox.fail("deleteSequenceNode", { readBack: "fails" });
    const moved = await call("moveSequenceNode", { path: { id }, body: { nodeId: first?.id ?? "", toPosition: 1 } });
    expect(moved.body).toEqual({ mutated: true, node_id: first?.id });
    const deleted = await call("deleteSequenceNode", { path: { id }, body: { nodeId: delay?.id ?? "" } });
    expect(deleted.body).toEqual({ mutated: true });
    expect(types(await sequence(call, id))).toEqual(["email", "email", "end"]);
  });

  it("keep positions from 0 without gaps, whatever is done in whatever order", async () => {
    const step = fc.record({
      what: fc.constantFrom("add", "move", "delete"),
      which: fc.nat({ max: 20 }),
      where: fc.nat({ max: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { call } = setUp();
        const id = await readyDraft(call, { leads: [] });
        let ids = (await sequence(call, id)).map((node) => node.id);
        for (const { what, which, where } of steps) {
          const nodeId = ids[which % Math.max(1, ids.length)] ?? "none";
          const at = Math.min(where, what === "add" ? ids.length : ids.length - 1);
          const { body, status } =
            what === "add"
              ? await call("addSequenceNode", { path: { id }, body: { type: "ai", position: where } })
              : what === "move"
                ? await call("moveSequenceNode", { path: { id }, body: { nodeId, toPosition: where } })
                : await call("deleteSequenceNode", { path: { id }, body: { nodeId } });
          if (nodeId === "none" && what !== "add") {
            expect(status).toBe(404);
            continue;
          }
          const after = body.sequence_nodes ?? [];
          expect(positions(after)).toEqual(after.map((_, index) => index));
          const rest = ids.filter((one) => one !== nodeId);
          if (what === "move") ids = [...rest.slice(0, at), nodeId, ...rest.slice(at)];
          if (what === "delete") ids = rest;
          if (what === "add") ids = [...ids.slice(0, at), after[at]?.id ?? "", ...ids.slice(at)];
          expect(after.map((node) => node.id)).toEqual(ids);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe("changing a node's content", () => {
  it("applies what is sent and only that, and only where the type has it", async () => {
    const { call } = setUp();
    const id = await readyDraft(call);
    const [first] = await sequence(call, id);
    const path = { id, nodeId: first?.id ?? "" };
    const change = {
      body: "Changed",
      body_html: "<p>Changed</p>",
      cc: "c@d.test",
      delay_days: 9,
      include_message: true,
    };
    const { body } = await call("updateSequenceNode", { path, body: { ...change, ai_node: { purpose: "none" } } });
    expect(body.node).toEqual({ ...first, body: "Changed", body_html: "<p>Changed</p>", cc: "c@d.test" });
    expect((await sequence(call, id))[0]).toEqual(body.node);
  });

  it("P35 gives an ai node its purpose and output type, one by one where they come so", async () => {
    const { call } = setUp();
    const id = await readyDraft(call);
    const added = await call("addSequenceNode", { path: { id }, body: { type: "ai" } });
    const nodeId = added.body.sequence_nodes?.[3]?.id ?? "";
    expect(added.body.sequence_nodes?.[3]?.ai_node).toBeNull();
    await call("updateSequenceNode", { path: { id, nodeId }, body: { ai_node: { purpose: "invite" } } });
    const { body } = await call("updateSequenceNode", {
      path: { id, nodeId },
      body: { ai_node: { output_type: "email" } },
    });
    expect(body.node.ai_node).toEqual({ purpose: "invite", output_type: "email" });
  });

  it("P37 does not look at delays: the launch does", async () => {
    const { call } = setUp();
    const id = await readyDraft(call);
    const [, delay] = await sequence(call, id);
    const path = { id, nodeId: delay?.id ?? "" };
    const { status } = await call("updateSequenceNode", { path, body: { delay_days: 400 } });
    expect(status).toBe(200);
    expect((await call("launchCampaign", { path: { id } })).error).toContain("30 days");
  });

  it("P10 of a node that is not there answers 404", async () => {
    const { call } = setUp();
    const id = await readyDraft(call);
    expect((await call("updateSequenceNode", { path: { id, nodeId: "none" }, body: {} })).status).toBe(404);
  });
});
