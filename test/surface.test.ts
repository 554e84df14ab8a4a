import { readFileSync } from "node:fs";
import { Puffle } from "puffle-sdk";
import { LeadLex } from "puffle-sdk/leadlex";
import { createLeadLexSandbox, createSandbox } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { operations as leadlex } from "../generated/leadlex.operations.ts";
import { operations as puffle } from "../generated/puffle.operations.ts";

interface Described {
  readonly operationId: string;
  readonly "x-sdk-method": string;
}

/** The methods that wrap each operation, as the contract names them. */
function wrappedIn(contract: string): Map<string, readonly string[]> {
  const { paths }: { paths: Record<string, Record<string, Described>> } = parse(
    readFileSync(new URL(`../openapi/${contract}.yaml`, import.meta.url), "utf8"),
  );
  const described = Object.values(paths).flatMap((item) => Object.values(item));
  return new Map(
    described.flatMap(({ operationId, "x-sdk-method": methods }) =>
      operationId ? [[operationId, methods.split(",").map((name) => name.trim())] as const] : [],
    ),
  );
}

/** What is no operation of its own: made of several, or another way to one of them. */
const PUFFLE: Readonly<Record<string, string>> = {
  "campaigns.launchAndWait": "launch, and read until it is active",
  "campaigns.launchOperation": "a launch as a job",
  "campaigns.waitUntilActive": "read until it is active",
  "campaigns.watch": "read until it has ended",
  "campaigns.watchMany": "list until all have ended",
  "campaigns.pauseWhenActive": "read until it is active, then pause",
  "campaigns.checkReadiness": "reads what a launch needs",
  "sequenceNodes.build": "adds many nodes in order",
  "senders.domains.verifyAndWait": "verify, and look until it is verified",
  "senders.domains.verifyOperation": "a verification as a job",
  "leads.searchOperation": "a search as a job",
  "enrichment.operation": "a run as a job",
  "signals.searchOperation": "a search of signals as a job",
  "threads.sendOneOff": "create, send once, confirm",
  "context.require": "read, and insist on both",
  "credits.estimate": "prices, times a count",
  "operations.resume": "a job from its token",
  request: "any operation, by method and path",
};

const LEADLEX: Readonly<Record<string, string>> = {
  "campaigns.startAndWait": "start, have it approved, and read until it is launched",
  "campaigns.startOperation": "a start as a job",
  "campaigns.watch": "read campaign and stats until it has ended",
  "lexi.tasks.find": "list the tasks of each status",
  "operations.resume": "a job from its token",
  request: "any operation, by method and path",
};

/** Every public method of an object and of what hangs on it, by its dotted name. */
function methodsOf(of: object, prefix = ""): string[] {
  const own = Object.getOwnPropertyNames(Object.getPrototypeOf(of)).filter(
    (name) =>
      name !== "constructor" &&
      typeof Object.getOwnPropertyDescriptor(Object.getPrototypeOf(of), name)?.value === "function",
  );
  const parts = Object.entries(of).filter(
    (entry): entry is [string, object] => typeof entry[1] === "object" && entry[1] !== null,
  );
  return [
    ...own.map((name) => prefix + name),
    ...parts.flatMap(([name, part]) => methodsOf(part, `${prefix}${name}.`)),
  ];
}

const sandbox = createSandbox();
const leadlexSandbox = createLeadLexSandbox();
const services = [
  {
    service: "puffle",
    table: puffle,
    composites: PUFFLE,
    methods: methodsOf(new Puffle(sandbox.options)).sort(),
    sandbox: sandbox.options,
  },
  {
    service: "leadlex",
    table: leadlex,
    composites: LEADLEX,
    methods: methodsOf(new LeadLex(leadlexSandbox.options)).sort(),
    sandbox: leadlexSandbox.options,
  },
];

describe.each(services)(
  "$service: the contract, the table and the client",
  ({ service, table, composites, methods }) => {
    const wrapped = wrappedIn(service);

    it("know the same operations", () => {
      expect([...wrapped.keys()].sort()).toEqual(Object.keys(table).sort());
    });

    it.each([...wrapped])("%s has its methods: %s", (_, names) => {
      expect(methods).toEqual(expect.arrayContaining([...names]));
    });

    it("have no method that is neither an operation's nor listed as made of some", () => {
      const known = new Set([...[...wrapped.values()].flat(), ...Object.keys(composites)]);
      expect(methods.filter((name) => !known.has(name))).toEqual([]);
      expect([...known].filter((name) => !methods.includes(name))).toEqual([]);
    });
  },
);

describe.each(services)("$service: the sandbox", ({ table, sandbox: { baseURL, apiKey, fetch } }) => {
  it.each(Object.entries(table))("plays %s", async (_, { method, path }) => {
    const url = baseURL + path.replace(/\{\w+\}/g, "no-such-id");
    const body = method === "GET" ? {} : { body: "{}" };
    const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
    const { status } = await fetch(new Request(url, { method, headers, ...body }));
    expect(path.includes("{") ? [500, 501] : [404, 500, 501]).not.toContain(status);
  });
});
