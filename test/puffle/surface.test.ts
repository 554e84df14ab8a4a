import { readFileSync } from "node:fs";
import { Puffle } from "puffle-sdk";
import { createSandbox } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { operations } from "../../generated/puffle.operations.ts";

interface Described {
  readonly operationId: string;
  readonly "x-sdk-method": string;
}

/** The methods that wrap each operation, as the contract names them. */
const wrapped = new Map<string, readonly string[]>();
const { paths }: { paths: Record<string, Record<string, Described>> } = parse(
  readFileSync(new URL("../../openapi/puffle.yaml", import.meta.url), "utf8"),
);
for (const item of Object.values(paths)) {
  for (const { operationId, "x-sdk-method": methods } of Object.values(item))
    if (operationId)
      wrapped.set(
        operationId,
        methods.split(",").map((name) => name.trim()),
      );
}

/** What is no operation of its own: made of several, or another way to one of them. */
const COMPOSITES: Readonly<Record<string, string>> = {
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
const methods = methodsOf(new Puffle(sandbox.options)).sort();

describe("the contract, the table and the client", () => {
  it("know the same operations", () => {
    expect([...wrapped.keys()].sort()).toEqual(Object.keys(operations).sort());
  });

  it.each([...wrapped])("%s has its methods: %s", (_, names) => {
    expect(methods).toEqual(expect.arrayContaining([...names]));
  });

  it("have no method that is neither an operation's nor listed as made of some", () => {
    const known = new Set([...[...wrapped.values()].flat(), ...Object.keys(COMPOSITES)]);
    expect(methods.filter((name) => !known.has(name))).toEqual([]);
    expect([...known].filter((name) => !methods.includes(name))).toEqual([]);
  });
});

describe("the sandbox", () => {
  it.each(Object.entries(operations))("plays %s", async (_, { method, path }) => {
    const url = new URL(path.replace(/\{\w+\}/g, "no-such-id"), sandbox.options.baseURL);
    const body = method === "GET" ? {} : { body: "{}" };
    const headers = { authorization: `Bearer ${String(sandbox.options.apiKey)}`, "content-type": "application/json" };
    const { status } = await sandbox.fetch(new Request(url, { method, headers, ...body }));
    expect(path.includes("{") ? [500, 501] : [404, 500, 501]).not.toContain(status);
  });
});
