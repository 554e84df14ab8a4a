import type { OperationTable } from "../../src/core/contract.ts";
import { Engine } from "../../src/core/engine.ts";
import type { PuffleError } from "../../src/core/errors.ts";
import type { Quota, StatusFacts } from "../../src/core/failures.ts";
import { loadedCore } from "../../src/core/loaded.ts";
import type { ClientOptions } from "../../src/core/options.ts";
import type { Service } from "../../src/core/service.ts";
import type { AnswerShapes } from "../../src/core/shapes.ts";
import { VirtualClock } from "./clock.ts";
import { type ScriptedFetch, type Step, scripted } from "./fetch.ts";

/** A service of the tests' own: one operation for each way in which it may or may not be repeated. */
export const operations = {
  readThing: { method: "GET", path: "/things/{id}", effect: "read", repeat: "safe" },
  listThings: { method: "GET", path: "/things", effect: "read", repeat: "safe" },
  setThing: { method: "PUT", path: "/things/{id}", effect: "write", repeat: "safe" },
  buyThings: {
    method: "POST",
    path: "/things/{id}/buy",
    effect: "spend",
    repeat: "key",
    maxItems: { parameter: "items", max: 10 },
  },
  makeThing: { method: "POST", path: "/things", effect: "write", repeat: "reconcile" },
  sendThing: { method: "POST", path: "/things/{id}/send", effect: "send", repeat: "never" },
  /** Its documents say that a 500 and a 503 mean that nothing was done. */
  launchThing: {
    method: "POST",
    path: "/things/{id}/launch",
    effect: "send",
    repeat: "never",
    retry: {
      500: { retries: 1, wait: 5_000, carriedOut: false },
      503: { retries: 2, wait: 30_000, carriedOut: false },
    },
  },
  /** `mode` decides whether it may be repeated. */
  mixThing: {
    method: "POST",
    path: "/things/{id}/mix",
    effect: "spend",
    repeat: "never",
    variants: {
      on: "mode",
      values: { plain: { effect: "write", repeat: "safe" }, paid: { effect: "spend", repeat: "never" } },
    },
  },
} as const satisfies OperationTable;

interface Thing {
  readonly id: string;
  readonly name?: string | null;
  readonly status?: string;
}

type Json<Body> = { 200: { content: { "application/json": Body } } };
type ThingAnswer = { thing: Thing };
type ById = { path: { id: string } };
type AnyBody = { content: { "application/json": Readonly<Record<string, unknown>> } };

/** The same as types, as the generator writes them. */
export interface Types {
  readThing: { parameters: ById; responses: Json<ThingAnswer> };
  listThings: {
    parameters: { query?: { q?: string; page?: number; limit?: number } };
    responses: Json<{ things: Thing[] }>;
  };
  setThing: { parameters: ById; requestBody: AnyBody; responses: Json<ThingAnswer> };
  buyThings: { parameters: ById; requestBody: AnyBody; responses: Json<ThingAnswer> };
  makeThing: { requestBody: AnyBody; responses: Json<ThingAnswer> };
  sendThing: { parameters: ById; requestBody: AnyBody; responses: Json<ThingAnswer> };
  launchThing: { parameters: ById; requestBody?: AnyBody; responses: Json<ThingAnswer> };
  mixThing: { parameters: ById; requestBody: AnyBody; responses: Json<ThingAnswer> };
}

const shapes: AnswerShapes = {
  answers: {
    readThing: { of: { thing: "#Thing" } },
    listThings: { of: { things: { list: "#Thing" } } },
    setThing: { of: { thing: "#Thing" } },
    buyThings: { of: { thing: "#Thing" } },
    makeThing: { of: { thing: "#Thing" } },
    sendThing: { of: { thing: "#Thing" } },
    launchThing: { of: { thing: "#Thing" } },
    mixThing: { of: { thing: "#Thing" } },
  },
  schemas: {
    Thing: {
      of: { id: "string", "name?": "string?", "status?": { open: ["new", "sent"] }, "tags?": { map: "string" } },
    },
  },
};

/** What a successful answer looks like. */
export const thing = { thing: { id: "t1", name: "Thing", status: "new" } };

export const KEY = "pk-7f3a9c1e5b2d4860-secret";
export const BASE_URL = "https://api.things.test/base";

const personal = ["first_name", "last_name", "email", "phone", "linkedin_url", "company", "custom_fields", "body", "q"];

export interface ServiceOptions {
  readonly operations?: OperationTable;
  readonly special?: (facts: StatusFacts) => PuffleError | undefined;
  /** What a 429 without a Retry-After asks for. */
  readonly quota?: (headers: Headers | undefined, now: number) => Quota;
  /** Is shown the headers of every answer. */
  readonly heard?: (headers: Headers) => void;
}

export function testService({
  operations: table = operations,
  special = () => undefined,
  quota,
  heard,
}: ServiceOptions = {}): Service {
  const checks = { sendThing: "things.get(id)", makeThing: "things.list()" };
  const loaded = loadedCore({ special, personal, checks, ...(quota && { quota }) }, shapes);
  return {
    name: "Things",
    baseURL: BASE_URL,
    env: { key: "THINGS_TEST_KEY", baseURL: "THINGS_TEST_BASE_URL" },
    operations: table,
    traceHeader: "x-correlation-id",
    onDemand: async () => loaded,
    ...(heard && { heard }),
  };
}

export interface TestClient {
  readonly engine: Engine<Types>;
  readonly clock: VirtualClock;
  readonly script: ScriptedFetch;
}

/** An engine whose requests are answered from a list, and whose time is virtual. */
export function testClient(
  steps: readonly Step[],
  options: ClientOptions & ServiceOptions & { readonly forever?: Step; readonly clock?: VirtualClock } = {},
): TestClient {
  const { forever, operations: table, special, quota, heard, clock = new VirtualClock(), ...client } = options;
  const script = scripted(steps, { clock, ...(forever && { forever }) });
  const own = { ...(table && { operations: table }), ...(special && { special }) };
  const service = testService({ ...own, ...(quota && { quota }), ...(heard && { heard }) });
  const engine = new Engine<Types>(service, { apiKey: KEY, clock, fetch: script.fetch, ...client }, "0.0.0");
  return { engine, clock, script };
}
