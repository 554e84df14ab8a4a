import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { transform } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as own from "../../src/core/errors.ts";
import { incomplete } from "../../src/core/incomplete.ts";
import { everythingIn } from "../support/printed.ts";

const { isPuffleError, PuffleError } = own;

type ErrorClass = { new (message: string, details: never): Error; readonly kind: string };

/** All that one kind of error or another needs. */
const details = {
  code: "some_code",
  operation: "launchCampaign",
  method: "POST",
  path: "/api/campaigns/{id}/launch",
  status: 418,
  correlationId: "c1",
  attempts: [{ attempt: 1, status: 418, durationMs: 5 }],
  outcome: "unknown",
  next: "ask_human",
  retryAfterMs: 5,
  said: "no",
  body: { lead: "Ada" },
  requestBody: { lead: "Grace" },
  cause: new Error("why"),
  problems: [{ field: "a", problem: "b" }],
  candidates: ["t1"],
  report: { lead: "Ada" },
  state: "running",
  token: { v: 1 },
  required: 3,
  balance: 2,
  affordable: 1,
} as const;

const isErrorClass = (value: unknown): value is ErrorClass =>
  typeof value === "function" && Object.hasOwn(value, "kind");

/** Every class of one copy of the module, by name. */
function classesOf(copy: object): Map<string, ErrorClass> {
  const found = Object.values(copy).filter(isErrorClass);
  return new Map(found.map((one) => [one.kind, one]));
}

function make(name: string, from: object = own): Error {
  const Kind = classesOf(from).get(name);
  if (!Kind) throw new Error(`there is no ${name}`);
  return name === "InputError"
    ? Reflect.construct(Kind, [[{ field: "a", problem: "b" }], "launchCampaign"])
    : Reflect.construct(Kind, ["a message", details]);
}

const names = [...classesOf(own).keys()];

describe("every class of error", () => {
  it("is there", () => {
    expect(names.length).toBeGreaterThan(20);
    expect(new Set(names).size).toBe(Object.values(own).filter(isErrorClass).length);
  });

  it.each(names)("%s has its own name, on its instances too", (name) => {
    const error = make(name);
    expect(classesOf(own).get(name)?.name).toBe(name);
    expect(error.name).toBe(name);
    expect(String(error)).toMatch(new RegExp(`^${name}: `));
    expect(error.stack).toMatch(new RegExp(`^${name}: `));
    expect(inspect(error)).toContain(name);
  });

  it.each(names)("%s is an Error, a PuffleError, and known as one", (name) => {
    const error = make(name);
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(PuffleError);
    expect(isPuffleError(error)).toBe(true);
    expect(Object.prototype.toString.call(error)).toBe("[object Error]");
  });

  it("is an instance of its own line of classes, and of no other", () => {
    for (const [name, Kind] of classesOf(own)) {
      for (const other of names) {
        const error = make(other);
        const inherits = Function.prototype[Symbol.hasInstance].call(Kind, error);
        expect(error instanceof Kind, `${other} instanceof ${name}`).toBe(inherits);
      }
    }
  });

  it.each(names)("P82 %s prints no body, in text or JSON, though it has them", (name) => {
    const error = make(name);
    for (const shown of [String(error), JSON.stringify(error), inspect(error), error.stack ?? ""]) {
      expect(shown).not.toContain("Ada");
      expect(shown).not.toContain("Grace");
    }
    expect(Object.keys(error)).not.toEqual(expect.arrayContaining(["body"]));
    for (const hidden of ["body", "requestBody", "report"]) expect(Object.keys(error)).not.toContain(hidden);
    if (name !== "InputError") {
      expect(error).toHaveProperty("body", { lead: "Ada" });
      expect(error).toHaveProperty("requestBody", { lead: "Grace" });
    }
  });

  it.each(names)("%s has JSON that says what to do, and can be written and read", (name) => {
    const error = make(name);
    const read: unknown = JSON.parse(JSON.stringify(error));
    expect(read).toMatchObject({
      name,
      message: error.message,
      code: Reflect.get(error, "code"),
      outcome: Reflect.get(error, "outcome"),
      next: Reflect.get(error, "next"),
      operation: "launchCampaign",
    });
    expect(
      Object.keys(Object(read)).filter((member) => ["body", "requestBody", "stack", "cause"].includes(member)),
    ).toEqual([]);
  });
});

describe("the base", () => {
  it("has no members for what is not known", () => {
    const error = new PuffleError("m", { code: "c" });
    for (const member of ["operation", "method", "path", "status", "correlationId", "retryAfterMs", "cause", "body"]) {
      expect(Object.hasOwn(error, member), member).toBe(false);
    }
    expect(error).toMatchObject({ outcome: "not_sent", next: "ask_human", attempts: [] });
  });

  it("keeps its cause where others look for it", () => {
    const cause = new Error("why");
    expect(new PuffleError("m", { code: "c", cause }).cause).toBe(cause);
    expect(inspect(new PuffleError("m", { code: "c", cause }))).toContain("why");
  });

  it.each([undefined, null, 7, "PuffleError", {}, new Error("no"), { name: "PuffleError" }, Object.create(null)])(
    "%s is none of ours",
    (value) => {
      expect(isPuffleError(value)).toBe(false);
      expect(value instanceof own.StatusError).toBe(false);
    },
  );

  it("a user's own subclass is told apart from its parent", () => {
    class Mine extends own.StatusError {}
    const mine = new Mine("m", { code: "c" });
    const parent = new own.StatusError("m", { code: "c" });
    expect(mine).toBeInstanceOf(Mine);
    expect(mine).toBeInstanceOf(own.StatusError);
    expect(mine).toBeInstanceOf(PuffleError);
    expect(parent).not.toBeInstanceOf(Mine);
  });

  it("AbortError is called what it is called everywhere", () => {
    expect(make("AbortError").name).toBe("AbortError");
  });

  it("IncompleteError takes over what is known of its cause, and says that something was done", () => {
    const cause = new own.RateLimitError("slow", { ...details, outcome: "not_sent" });
    const error = incomplete(cause, "half", { done: 3 });
    expect(error).toMatchObject({ status: 418, correlationId: "c1", outcome: "sent", next: "ask_human", cause });
    expect(error.report).toEqual({ done: 3 });
    const doubt = new own.OutcomeUnknownError("lost", { code: "outcome_unknown" });
    expect(incomplete(doubt, "half", {}).outcome).toBe("unknown");
  });

  it("OutcomeUnknownError is in doubt and says to look, unless it is told otherwise", () => {
    expect(new own.OutcomeUnknownError("m", { code: "c" })).toMatchObject({
      outcome: "unknown",
      next: "check_outcome",
      candidates: [],
    });
  });

  it("InputError names every problem, and says that nothing was sent", () => {
    const error = new own.InputError([
      { field: "a", problem: "is wrong" },
      { field: "b", problem: "is missing" },
    ]);
    expect(error.message).toBe("puffle-sdk: a is wrong; b is missing. Nothing was sent.");
    expect(error.outcome).toBe("not_sent");
  });
});

describe("two copies of the package", () => {
  let folder = "";
  let other: object = {};

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "puffle-errors-"));
    const source = await readFile(new URL("../../src/core/errors.ts", import.meta.url), "utf8");
    // Minified, as a bundler leaves it: the classes have lost their names.
    const { code } = await transform(source, { loader: "ts", format: "esm", target: "es2022", minify: true });
    const file = join(folder, "errors.mjs");
    await writeFile(file, code);
    other = await import(/* @vite-ignore */ pathToFileURL(file).href);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("are two", () => {
    expect(classesOf(other).size).toBe(names.length);
    expect(Reflect.get(other, "PuffleError")).not.toBe(PuffleError);
  });

  it.each(names)("know each other's %s, by its name", (name) => {
    const foreign = make(name, other);
    expect(Function.prototype[Symbol.hasInstance].call(PuffleError, foreign)).toBe(false);
    expect(isPuffleError(foreign)).toBe(true);
    for (const [kind, Kind] of classesOf(own)) {
      expect(foreign instanceof Kind, `${name} instanceof ${kind}`).toBe(make(name) instanceof Kind);
    }
    for (const [kind, Kind] of classesOf(other)) {
      expect(make(name) instanceof Kind, `${name} instanceof ${kind} of the other`).toBe(
        make(name) instanceof (classesOf(own).get(kind) ?? Array),
      );
    }
    expect(foreign.name).toBe(name);
  });
});

it("P82 nothing but the hidden members holds what was sent and answered", () => {
  const { body, requestBody, report, ...told } = details;
  const error = new own.IncompleteError("m", { ...told, report: undefined });
  expect(everythingIn(error)).not.toContain("Ada");
  expect([body, requestBody, report]).toHaveLength(3);
});
