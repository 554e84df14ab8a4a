import { describe, expect, it } from "vitest";
import { unlessGone } from "../../src/core/delete-once.ts";
import { NotFoundError, ServerError } from "../../src/core/errors.ts";
import { caughtAs } from "../support/errors.ts";
import { json, lost, refused, type Step } from "../support/fetch.ts";
import { testClient, thing } from "../support/service.ts";

const gone = { thing: { id: "t1" } };
const missing = (code?: string): Step =>
  json({ error: { code, message: "no such thing" } }, 404, { "x-correlation-id": "c9" });
const removing = (steps: readonly Step[], codes?: readonly string[]) =>
  unlessGone(testClient(steps).engine.call("setThing", { path: { id: "t1" }, body: {} }), gone, codes);

describe("P17 a delete", () => {
  it("that is answered is what was answered", async () => {
    expect(await removing([json(thing)])).toMatchObject({ data: thing, status: 200 });
  });

  it("whose lost attempt has done the work is a success, though it finds nothing when it is sent again", async () => {
    const { data, status, headers, correlationId, attempts } = await removing([lost, missing()]);
    expect([data, status, correlationId]).toEqual([gone, 404, "c9"]);
    expect(headers).toBeInstanceOf(Headers);
    expect(attempts).toMatchObject([{ failure: "lost" }, { status: 404 }]);
  });

  it("that finds nothing the first time is refused", async () => {
    expect(await caughtAs(NotFoundError, removing([missing()]))).toMatchObject({ outcome: "not_sent" });
  });

  it("that is refused for something else is refused, whatever was lost before", async () => {
    await caughtAs(ServerError, removing([lost, refused(500), refused(500)]));
  });

  it("is gone only by the codes that say so, where others mean something else", async () => {
    expect(await removing([lost, missing("thing_not_found")], ["thing_not_found"])).toMatchObject({ data: gone });
    const error = await caughtAs(NotFoundError, removing([lost, missing("parent_not_found")], ["thing_not_found"]));
    expect(error.code).toBe("parent_not_found");
  });
});
