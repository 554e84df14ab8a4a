import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { parse } from "yaml";
import { shapes } from "../../../generated/leadlex.answers.ts";
import { operations as table } from "../../../generated/leadlex.operations.ts";
import { type Contract, operationsOf } from "../../../scripts/generate/contract.ts";
import type { AnswerOf, InputOf } from "../../../src/core/contract.ts";
import { expandPath } from "../../../src/core/path.ts";
import { at, isRecord } from "../../../src/core/record.ts";
import { createValidator } from "../../../src/core/shapes.ts";
import { createLeadLexSandbox, type LeadLexSandbox, type LeadLexSandboxOptions } from "../../../src/sandbox/index.ts";
import type { OperationId, Operations } from "../../../src/sandbox/leadlex/wire.ts";

/** An answer as a test reads it: on success what is in its envelope, else nothing of it. */
export interface Seen<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Body;
  /** The error's code and text; empty on success. */
  readonly code: string;
  readonly error: string;
  readonly details: unknown;
  /** The whole body. */
  readonly text: string;
}

const validate = createValidator(shapes);

export const contract: Contract = parse(
  readFileSync(new URL("../../../openapi/leadlex.yaml", import.meta.url), "utf8"),
);
const documented = new Map(
  operationsOf(contract).map(({ operation }) => [operation.operationId, Object.keys(operation.responses).map(Number)]),
);
/** Refused although no page shows how: see the handlers. */
const OURS: Readonly<Record<string, readonly number[]>> = { deleteCampaign: [400, 409], listLexiTasks: [400] };

/** The plainest client there is: one request for each call, no retry. Every answer must be one of the contract's. */
export function plainClient(sandbox: Pick<LeadLexSandbox, "fetch" | "apiKey" | "baseURL">) {
  return async <Id extends OperationId>(
    id: Id,
    input: InputOf<Operations[Id]>,
    init: RequestInit = {},
  ): Promise<Seen<AnswerOf<Operations[Id]>>> => {
    const { path, query, body }: { path?: object; query?: object; body?: unknown } = input;
    const url = new URL(sandbox.baseURL + expandPath(table[id].path, { ...path }));
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value));
    const response = await sandbox.fetch(url, {
      method: table[id].method,
      headers: { authorization: `Bearer ${sandbox.apiKey}`, "content-type": "application/json" },
      ...(body !== undefined && table[id].method !== "GET" && { body: JSON.stringify(body) }),
      ...init,
    });
    // Statuses from 500 on are faults'.
    if (response.status < 500)
      expect([...(documented.get(id) ?? []), ...(OURS[id] ?? [])], id).toContain(response.status);
    const text = await response.text();
    const answer: unknown = JSON.parse(text);
    const data: AnswerOf<Operations[Id]> = response.ok ? unwrapped(id, answer) : JSON.parse("null");
    if (response.ok) expect({ id, ...validate(id, data) }).toEqual({ id, mismatches: [], unknownValues: [] });
    return {
      status: response.status,
      headers: response.headers,
      data,
      code: String(at(answer, "error.code") ?? ""),
      error: String(at(answer, "error.message") ?? ""),
      details: at(answer, "error.details"),
      text,
    };
  };
}

/** What is in an envelope of either generation. */
function unwrapped<Id extends OperationId>(id: Id, answer: unknown): AnswerOf<Operations[Id]> {
  const data = at(answer, "data");
  const meta = at(answer, "meta");
  const info = table[id];
  const inner = "envelope" in info ? at(data, info.envelope) : undefined;
  // Parsed anew, because a test may say what it expects: the shapes are checked right after.
  return JSON.parse(JSON.stringify(inner ?? (isRecord(data) && meta !== undefined ? { ...data, meta } : data)));
}

export type PlainClient = ReturnType<typeof plainClient>;

export function setUp(options: LeadLexSandboxOptions = {}): { sandbox: LeadLexSandbox; call: PlainClient } {
  const sandbox = createLeadLexSandbox(options);
  return { sandbox, call: plainClient(sandbox) };
}

/** What a test says about the campaign that it needs. */
export interface DraftSpec {
  /** How many recipients, or the contacts. */
  readonly recipients?: number | Parameters<LeadLexSandbox["addList"]>[0]["contacts"];
  readonly template?: string;
  readonly steps?: readonly InputOf<Operations["createStep"]>["body"][];
  readonly settings?: InputOf<Operations["updateCampaign"]>["body"];
}

/** A draft that can be started. */
export async function readyDraft(sandbox: LeadLexSandbox, call: PlainClient, spec: DraftSpec = {}): Promise<string> {
  const { recipients = 3, template = "Hi {{name}}, a word about {{company}}", steps = [], settings } = spec;
  const list_id = sandbox.addList({ name: `List ${sandbox.campaigns().length}`, contacts: recipients });
  const { data } = await call("createCampaign", { body: { name: "Spring", list_id, template } });
  const path = { id: data.id };
  for (const body of steps) await call("createStep", { path, body });
  if (settings) await call("updateCampaign", { path, body: settings });
  return data.id;
}

/** A campaign that has begun to send. */
export async function activeCampaign(
  sandbox: LeadLexSandbox,
  call: PlainClient,
  spec: DraftSpec = {},
): Promise<string> {
  const id = await readyDraft(sandbox, call, spec);
  const { data } = await call("startCampaign", { path: { id } });
  if (data.task_id) {
    sandbox.approve(data.task_id);
    await sandbox.clock.advance(10_000);
  }
  expect(sandbox.campaign(id).campaign.status).toBe("active");
  return id;
}

/** Moves on in days until the campaign is over. */
export async function playToEnd(sandbox: LeadLexSandbox, id: string, most = 100): Promise<void> {
  for (let day = 0; day < most && sandbox.campaign(id).campaign.status !== "completed"; day++)
    await sandbox.clock.advance(DAY);
  expect(sandbox.campaign(id).campaign.status).toBe("completed");
}

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
