import { describe, expect, it } from "vitest";
import { type CreateOptions, type Creation, createOnce } from "../../src/core/create-once.ts";
import {
  BadRequestError,
  ConflictError,
  ConnectionError,
  InputError,
  OutcomeUnknownError,
} from "../../src/core/errors.ts";
import { START } from "../support/clock.ts";
import { caughtAs } from "../support/errors.ts";
import { json, lost, refused, type Step, silent } from "../support/fetch.ts";
import { testClient } from "../support/service.ts";

interface Made {
  readonly id: string;
  readonly name: string;
  readonly created_at?: string;
  readonly plan?: string;
}

const at = (ms: number) => new Date(START + ms).toISOString();
const made: Made = { id: "t1", name: "A", created_at: at(1_000) };
const created = json({ thing: made }, 201, { "x-correlation-id": "c1" });
/** A list, read at the start of the test by the service's clock. */
const listed = (...things: Made[]): Step => json({ things }, 200, { date: new Date(START).toUTCString() });

/** Creates a thing named A on a service that answers so. */
function creating(steps: readonly Step[], { requests }: { requests?: number } = {}) {
  const client = testClient(steps);
  const { engine } = client;
  const creation: Creation<Made> = {
    operation: "makeThing",
    noun: "thing of this name",
    async create(options, details) {
      const answer = await engine.answer("makeThing", { body: { name: "A" } }, options, details);
      return { answer, made };
    },
    async list(options, details) {
      const answer = await engine.answer("listThings", {}, options, details);
      const all = answer.data.things.flatMap(({ id, name, ...more }) => (name ? [{ id, name, ...more }] : []));
      return { answer, all, ...(requests !== undefined && { requests }) };
    },
    hasName: (one) => one.name === "A",
    isAsSent: (one) => one.plan === undefined,
  };
  const create = (options?: CreateOptions) => createOnce(engine, creation, options);
  const asked = () => client.script.requests.map(({ method }) => method).join(" ");
  return { ...client, create, asked };
}

const other: Made = { id: "t9", name: "B", created_at: at(1_000) };
const older: Made = { id: "t0", name: "A", created_at: at(-86_400_000) };

describe("what can be created only once under its name", () => {
  it("is what was answered, with status, headers and trace, and without the key", async () => {
    const { create, asked } = creating([created]);
    const response = await create();
    expect(response).toMatchObject({ data: made, status: 201, correlationId: "c1", attempts: [{ status: 201 }] });
    expect(Object.keys(response).sort()).toEqual(["attempts", "correlationId", "data", "headers", "status"]);
    expect(asked()).toBe("POST");
  });

  it.each(["yes", true, null])("P06 is not created with an ifExists of %j", async (ifExists) => {
    const { create, asked } = creating([created]);
    const error = await caughtAs(InputError, create(Object({ ifExists })));
    expect(error.problems).toMatchObject([{ field: "ifExists" }]);
    expect(asked()).toBe("");
  });
});

describe("P17 a create whose answer was lost", () => {
  it("is settled by the list, and is not sent again where it has left its work", async () => {
    const { create, asked, clock } = creating([lost, listed(other, made)]);
    expect(await create()).toMatchObject({ data: made, status: 200 });
    expect(asked()).toBe("POST GET");
    expect(clock.elapsed()).toBeLessThanOrEqual(500);
  });

  it("is looked for once more after 5 s, and sent again where nothing has come", async () => {
    const { create, asked, clock } = creating([lost, listed(other), listed(other), created]);
    expect(await create()).toMatchObject({ data: made, status: 201 });
    expect(asked()).toBe("POST GET GET POST");
    expect(clock.elapsed()).toBeGreaterThanOrEqual(5_000);
  });

  it("takes nothing for its own that was there before, that another name has, or that was changed", async () => {
    const { create, asked } = creating([lost, listed(older, other), listed(older, other), created]);
    expect(await create()).toMatchObject({ status: 201 });
    expect(asked()).toBe("POST GET GET POST");
    const error = await caughtAs(OutcomeUnknownError, creating([lost, listed({ ...made, plan: "pro" })]).create());
    expect(error).toMatchObject({ candidates: ["t1"], operation: "makeThing" });
  });

  it("is its own work where the second attempt is refused and only then the first is found", async () => {
    const { create, asked } = creating([lost, listed(), listed(), refused(409), listed(made)]);
    expect(await create()).toMatchObject({ data: made });
    expect(asked()).toMatch(/^POST GET GET POST GET/);
  });

  it("is its own work where it shows only after everybody has given up looking", async () => {
    const { create, asked } = creating([lost, listed(), listed(), refused(409), listed(), listed(), listed(made)]);
    expect(await create()).toMatchObject({ data: made, status: 200 });
    expect(asked()).toBe("POST GET GET POST GET GET GET");
  });

  it("is looked for every 5 s for 20 s after an attempt that ran out of time, and twice where a look is dear", async () => {
    const options = { attemptTimeout: 1_000, timeout: 120_000 };
    const none = listed();
    const cheap = creating([silent, none, none, none, none, none, created]);
    await cheap.create(options);
    expect(cheap.asked()).toBe("POST GET GET GET GET GET POST");
    const dear = creating([silent, none, none, created], { requests: 2 });
    await dear.create(options);
    expect(dear.asked()).toBe("POST GET GET POST");
  });

  it("is refused where somebody else has the name", async () => {
    const steps = [lost, listed(), listed(), refused(409), listed(older), listed(older), listed(older)];
    expect(await caughtAs(ConflictError, creating(steps).create())).toMatchObject({ status: 409 });
  });

  it("is nobody's to tell where the list can't be read", async () => {
    const { create } = creating([lost, refused(400)]);
    expect(await caughtAs(OutcomeUnknownError, create())).toMatchObject({ candidates: [] });
  });

  it("P18 is looked for within the call's own deadline, which all attempts and reads share", async () => {
    const { create, asked, clock } = creating(Array(9).fill(silent));
    await caughtAs(OutcomeUnknownError, create({ attemptTimeout: 4_000, timeout: 10_000 }));
    expect(asked()).toMatch(/^POST GET/);
    expect(clock.elapsed()).toBe(10_000);
  });

  it("is not read with the patience that was asked of the write", async () => {
    const { create, asked } = creating([lost, lost, listed(made)]);
    expect(await create({ retry: { 500: false } })).toMatchObject({ data: made });
    expect(asked()).toBe("POST GET GET");
    await caughtAs(ConnectionError, creating([lost, listed(), listed()]).create({ retry: false }));
  });
});

describe("P11 a name that is taken", () => {
  it("is an error, unless what has it is wanted", async () => {
    const { create, asked } = creating([refused(409)]);
    await caughtAs(ConflictError, create());
    expect(asked()).toBe("POST");
    await caughtAs(ConflictError, creating([refused(409)]).create({ ifExists: "error" }));
  });

  it("gives what has it, whoever made it", async () => {
    const { create, asked } = creating([refused(409), listed(other, { ...older, plan: "pro" })]);
    expect(await create({ ifExists: "return" })).toMatchObject({ data: { id: "t0" }, status: 200 });
    expect(asked()).toBe("POST GET");
  });

  it("gives what may be this call's own or somebody's, where that can't be told", async () => {
    const changed = { ...made, plan: "pro" };
    const { create } = creating([lost, listed(changed), listed(changed)]);
    expect(await create({ ifExists: "return" })).toMatchObject({ data: { id: "t1" } });
  });

  it("P18 is looked for within the call's own deadline, with what the create has left of it", async () => {
    const { create, asked, clock } = creating([refused(429, "no", { "retry-after": "6" }), refused(409), silent]);
    await caughtAs(ConflictError, create({ ifExists: "return", timeout: 10_000 }));
    expect(asked()).toBe("POST POST GET");
    expect(clock.elapsed()).toBe(10_000);
  });

  it("stays an error where nothing has it, or the list can't be read", async () => {
    await caughtAs(ConflictError, creating([refused(409), listed(other)]).create({ ifExists: "return" }));
    await caughtAs(ConflictError, creating([refused(409), refused(403)]).create({ ifExists: "return" }));
  });

  it("is not looked for where the create was refused for something else", async () => {
    const { create, asked } = creating([refused(400)], {});
    await caughtAs(BadRequestError, create({ ifExists: "return" }));
    expect(asked()).toBe("POST");
    const unclear = creating([lost, refused(400)]);
    await caughtAs(OutcomeUnknownError, unclear.create({ ifExists: "return" }));
    expect(unclear.asked()).toBe("POST GET");
  });
});
