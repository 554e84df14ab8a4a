import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { parse } from "yaml";
import { shapes } from "../../generated/puffle.answers.ts";
import { operations as table } from "../../generated/puffle.operations.ts";
import { type Contract, operationsOf } from "../../scripts/generate/contract.ts";
import type { AnswerOf, InputOf } from "../../src/core/contract.ts";
import { expandPath } from "../../src/core/path.ts";
import { at } from "../../src/core/record.ts";
import { createValidator } from "../../src/core/shapes.ts";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.ts";
import type { OperationId, Operations, Schemas } from "../../src/sandbox/puffle/wire.ts";

/** An answer as a test reads it: on success what the contract says, else whatever came. */
export interface Seen<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  /** The error's text, from whichever shape. */
  readonly error: string;
  readonly text: string;
}

const validate = createValidator(shapes);

const contract: Contract = parse(readFileSync(new URL("../../openapi/puffle.yaml", import.meta.url), "utf8"));
const documented = new Map(
  operationsOf(contract).map(({ operation }) => [operation.operationId, Object.keys(operation.responses).map(Number)]),
);

/** The plainest client there is: one request for each call, no retry. Every answer must be one of the contract's. */
export function plainClient(sandbox: Pick<Sandbox, "fetch" | "apiKey" | "baseURL">) {
  return async <Id extends OperationId>(
    id: Id,
    input: InputOf<Operations[Id]>,
    init: RequestInit = {},
  ): Promise<Seen<AnswerOf<Operations[Id]>>> => {
    const { path, query, body }: { path?: object; query?: object; body?: unknown } = input;
    const url = new URL(expandPath(table[id].path, { ...path }), sandbox.baseURL);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value));
    const response = await sandbox.fetch(url, {
      method: table[id].method,
      headers: { authorization: `Bearer ${sandbox.apiKey}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...init,
    });
    // Statuses from 500 on are mostly faults', and 501 is what the sandbox does not play.
    if (response.status < 500) expect(documented.get(id), id).toContain(response.status);
    const text = await response.text();
    const answer: AnswerOf<Operations[Id]> = JSON.parse(text);
    if (response.ok) {
      const { mismatches, unknownValues } = validate(id, answer);
      // A reply among generated messages has a status of its own; the contract says so.
      const unknown = unknownValues.filter(({ path: where }) => where !== "messages.*.status");
      expect({ id, mismatches, unknown }).toEqual({ id, mismatches: [], unknown: [] });
    }
    return { status: response.status, headers: response.headers, body: answer, error: errorText(answer), text };
  };
}

export type PlainClient = ReturnType<typeof plainClient>;

export function errorText(body: unknown): string {
  const error = at(body, "error");
  return String((typeof error === "string" ? error : at(error, "message")) ?? "");
}

export function setUp(options: SandboxOptions = {}): { sandbox: Sandbox; call: PlainClient } {
  const sandbox = createSandbox(options);
  return { sandbox, call: plainClient(sandbox) };
}

/** What a test says about the campaign that it needs. */
export interface DraftSpec {
  readonly type?: "email" | "linkedin";
  readonly name?: string;
  readonly leads?: readonly Schemas["NewCampaignLead"][] | number;
  readonly nodes?: readonly Schemas["SequenceNodeReplacement"][];
  readonly settings?: Schemas["CampaignUpdate"];
}

export const EMAIL_SEQUENCE: readonly Schemas["SequenceNodeReplacement"][] = [
  { type: "email", subject: "Hello %first_name%", body: "A word about %company%" },
  { type: "delay", delay_days: 2 },
  { type: "email", subject: "", body: "Did you see it, %first_name%?", is_reply: true },
  { type: "end" },
];

export const LINKEDIN_SEQUENCE: readonly Schemas["SequenceNodeReplacement"][] = [
  { type: "connection_request", include_message: true, body: "Hi %first_name%, let us connect" },
  { type: "delay", delay_hours: 6 },
  { type: "message", body: "Thanks, %first_name%. How is %company%?" },
  { type: "end" },
];

export function people(count: number, type: "email" | "linkedin" = "email"): Schemas["NewCampaignLead"][] {
  return Array.from({ length: count }, (_, index) => ({
    ...(type === "email"
      ? { email: `person${index}@example.test` }
      : { linkedin_url: `https://www.linkedin.com/in/person-${index}` }),
    first_name: `First${index}`,
    last_name: `Last${index}`,
    company: `Company ${index % 7}`,
    custom_fields: { city: `City ${index % 3}` },
  }));
}

/** A draft that can be launched. */
export async function readyDraft(call: PlainClient, spec: DraftSpec = {}): Promise<string> {
  const { type = "email", name = "Spring", leads = 3, nodes, settings } = spec;
  const { body: senders } = await call("listSenders", { query: { type } });
  const sender_account_ids = senders.accounts.slice(0, 1).map(({ id }) => id);
  const created = await call("createCampaign", { body: { type, name, sender_account_ids } });
  expect(created.status, created.error).toBe(200);
  const { id } = created.body.campaign;
  const sequence_nodes = [...(nodes ?? (type === "email" ? EMAIL_SEQUENCE : LINKEDIN_SEQUENCE))];
  const updated = await call("updateCampaign", { path: { id }, body: { sequence_nodes, ...settings } });
  expect(updated.status, updated.error).toBe(200);
  const prospects = typeof leads === "number" ? people(leads, type) : [...leads];
  for (let from = 0; from < prospects.length; from += 1_000) {
    const added = await call("addLeadsToCampaign", {
      path: { id },
      body: { prospects: prospects.slice(from, from + 1_000) },
    });
    expect(added.status, added.error).toBe(200);
  }
  return id;
}

/** A campaign that has begun to send. */
export async function activeCampaign(sandbox: Sandbox, call: PlainClient, spec: DraftSpec = {}): Promise<string> {
  const id = await readyDraft(call, spec);
  const launched = await call("launchCampaign", { path: { id } });
  expect(launched.status, launched.error).toBe(200);
  await sandbox.clock.advance(2 * 60_000);
  expect(statusOf(sandbox, id)).toBe("active");
  return id;
}

export function statusOf(sandbox: Sandbox, id: string): string | undefined {
  return sandbox.campaign(id).campaign.status;
}

/** Moves on in days until the campaign is over. */
export async function playToEnd(sandbox: Sandbox, id: string, most = 400): Promise<void> {
  for (let day = 0; day < most && statusOf(sandbox, id) !== "completed"; day++) await sandbox.clock.advance(DAY);
  expect(statusOf(sandbox, id)).toBe("completed");
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
