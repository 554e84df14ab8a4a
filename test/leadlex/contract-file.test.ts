import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { shapes } from "../../generated/leadlex.answers.ts";
import { operations } from "../../generated/leadlex.operations.ts";
import { requests } from "../../generated/leadlex.requests.ts";
import { checks, personal } from "../../generated/leadlex.words.ts";
import { type Contract, operationsOf, type Schema } from "../../scripts/generate/contract.ts";
import { withoutEnvelopes } from "../../scripts/generate/envelopes.ts";
import type { OperationInfo } from "../../src/core/contract.ts";
import { createValidator, type Shape } from "../../src/core/shapes.ts";

const contract: Contract = parse(readFileSync(new URL("../../openapi/leadlex.yaml", import.meta.url), "utf8"));
const table = Object.entries<OperationInfo>(operations);
const validate = createValidator(shapes);

/** The members of a shape, without the marks of optional ones. */
function membersOf(shape: Shape | undefined, schemas: Readonly<Record<string, Shape>>): string[] {
  if (typeof shape === "string") return membersOf(schemas[shape.slice(1)], schemas);
  return shape && "of" in shape ? Object.keys(shape.of).map((name) => name.replace(/\?$/, "")) : [];
}

/** A contract with one operation, whose answer has this schema. */
function answering(schema: Schema, envelope?: string): Contract {
  const read = {
    operationId: "read",
    ...(envelope !== undefined && { "x-envelope": envelope }),
    responses: {
      "200": { content: { "application/json": { schema } } },
      "404": { content: { "application/json": { schema: { properties: { data: { type: "string" } } } } } },
    },
  };
  return {
    paths: { "/": { get: read } },
    components: { schemas: {} },
    webhooks: {},
    "x-personal-fields": [],
    "x-envelope": { data: "data", meta: "meta" },
  };
}

function unwrapped(schema: Schema, envelope?: string): Schema | undefined {
  const [read] = operationsOf(withoutEnvelopes(answering(schema, envelope)));
  return read?.operation.responses["200"]?.content?.["application/json"]?.schema;
}

describe("the contract of LeadLex", () => {
  const risky = table.filter(([, { repeat, variants }]) => repeat !== "safe" || variants).map(([id]) => id);

  it("says of every operation that may not simply be sent again what to read instead", () => {
    expect(Object.keys(checks).sort()).toEqual(risky.sort());
  });

  it("L01 L03 lets nothing that reaches people be sent again blindly", () => {
    const sending = table.filter(([, { effect }]) => effect === "send");
    expect(sending.map(([id]) => id)).toEqual(["startCampaign", "approveLexiTask"]);
    expect(new Set(sending.map(([, { repeat }]) => repeat))).toEqual(new Set(["reconcile"]));
  });

  it("L03 starts nothing that can't be watched", () => {
    expect(operations.startCampaign.poll.failure).toEqual(["dismissed", "failed"]);
  });

  it.each(table.flatMap(([id, { page }]) => (page ? [[id, page] as const] : [])))(
    "L07 reads %s by parameters that it has, from members that its answer has",
    (id, { page, limit, total }) => {
      expect(membersOf(requests.requests[id]?.query, {})).toEqual(expect.arrayContaining([page, limit]));
      expect(membersOf(shapes.answers[id], shapes.schemas)).toEqual(expect.arrayContaining(["meta"]));
      expect(total).toBe("meta.total");
    },
  );

  it.each(table.flatMap(([id, { maxItems }]) => (maxItems ? [[id, maxItems] as const] : [])))(
    "L09 has one limit for %s, wherever it stands",
    (id, { parameter, max }) => {
      const body = requests.requests[id]?.body;
      const schema = typeof body === "string" ? requests.schemas[body.slice(1)] : body;
      expect(schema).toMatchObject({ of: { [parameter]: { max } } });
    },
  );

  it("L10 knows every event that can be asked for when it is delivered, and more", () => {
    const { SubscribableEvent: asked, EventType: delivered } = contract.components.schemas;
    expect(asked?.enum).toHaveLength(27);
    expect(delivered?.["x-extensible-enum"]).toEqual(expect.arrayContaining([...(asked?.enum ?? [])]));
    expect(delivered?.["x-extensible-enum"]).toHaveLength(31);
  });

  it("P82 counts what describes a person as personal, and what a campaign is called not", () => {
    expect(personal).toEqual(expect.arrayContaining(membersOf("#BulkContact", requests.schemas)));
    expect(personal).not.toContain("name");
  });

  it("takes ids for any text, as published ones are no UUIDs", () => {
    expect(JSON.stringify(contract)).not.toContain("uuid");
  });
});

describe("answers as users see them", () => {
  const thing: Schema = { type: "object", properties: { id: { type: "string" } } };
  const rows: Schema = { type: "array", items: thing };

  it("L08 are the object itself, whether its name stands around it or not", () => {
    const wrapped = { properties: { data: { properties: { campaign: thing } } } };
    expect(unwrapped(wrapped, "campaign")).toEqual(thing);
    expect(unwrapped({ properties: { data: thing } }, "campaign")).toEqual(thing);
  });

  it("L08 have a list's meta beside its rows, required where the wire requires it", () => {
    const data: Schema = { type: "object", required: ["contacts"], properties: { contacts: rows } };
    const meta: Schema = { type: "object" };
    const properties = { contacts: rows, meta };
    const of = (required: string[]) => unwrapped({ required, properties: { data, meta } });
    expect(of(["data", "meta"])).toEqual({ type: "object", required: ["contacts", "meta"], properties });
    expect(of(["data"])).toEqual({ type: "object", required: ["contacts"], properties });
  });

  it("L08 leave errors and events as the service sends them", () => {
    const { webhooks, ...rest } = withoutEnvelopes(answering({ properties: { data: thing } }));
    expect(webhooks).toBeUndefined();
    const [read] = operationsOf(rest);
    expect(read?.operation.responses["404"]?.content?.["application/json"]?.schema).toEqual({
      properties: { data: { type: "string" } },
    });
  });

  it("refuse a contract that forgets the envelope of an answer", () => {
    expect(() => unwrapped(thing)).toThrow("read: its answer has no member data");
  });

  it("L01 are, for a start, what the service's page shows, and nothing wrapped", () => {
    const answer = { campaign_id: "campaign-uuid", status: "active", task_id: null };
    expect(validate("startCampaign", answer)).toEqual({ mismatches: [], unknownValues: [] });
    expect(validate("startCampaign", { data: answer }).mismatches).not.toEqual([]);
  });

  it("L04 take a task of a type that nobody has seen for news, not for an error", () => {
    const task = { id: "t", type: "deal_update", status: "pending", metadata: { deal_id: "d" } };
    const { mismatches, unknownValues } = validate("listLexiTasks", { tasks: [task] });
    expect(mismatches).toEqual([]);
    expect(unknownValues.map(({ path }) => path)).toEqual(["tasks.*.type"]);
  });
});
