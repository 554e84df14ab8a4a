import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { operations } from "../../generated/puffle.operations.ts";
import { InputError } from "../../src/core/errors.ts";
import { expandPath, idProblem } from "../../src/core/path.ts";
import { thrownAs } from "../support/errors.ts";

const template = "/api/campaigns/{id}/sequence/nodes/{nodeId}";

describe("a path", () => {
  it("gets its values in their places", () => {
    expect(expandPath(template, { id: "c1", nodeId: "n_2-x" })).toBe("/api/campaigns/c1/sequence/nodes/n_2-x");
    expect(expandPath("/api/campaigns")).toBe("/api/campaigns");
    expect(expandPath("/{id}", { id: "a" })).toBe("/a");
    expect(expandPath("/x/{id}/y", { id: "{id}" })).toBe("/x/%7Bid%7D/y");
  });

  it.each([
    ["a slash", "a/b", "a%2Fb"],
    ["a way up", "../admin", "..%2Fadmin"],
    ["a backslash", "a\\..\\b", "a%5C..%5Cb"],
    ["a query", "a?admin=1", "a%3Fadmin%3D1"],
    ["a fragment", "a#b", "a%23b"],
    ["another host", "//evil.test", "%2F%2Fevil.test"],
    ["an escape", "%2e%2e%2f", "%252e%252e%252f"],
    ["a line end", "a\r\nb", "a%0D%0Ab"],
    ["a space", "a b", "a%20b"],
    ["three dots", "...", "..."],
    ["letters of other scripts", "ü李", "%C3%BC%E6%9D%8E"],
  ])("keeps %s inside its segment", (_, id, segment) => {
    expect(expandPath("/api/{id}/launch", { id })).toBe(`/api/${segment}/launch`);
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["an empty text", ""],
    ["white space", "  \t"],
    ["a dot", "."],
    ["two dots", ".."],
    ["a number", 7],
    ["an object", { id: "c1" }],
    ["an array", ["c1"]],
    ["a function", () => "c1"],
    ["half a character", "a\ud800"],
  ])("is refused for %s, before anything is sent", (_, id) => {
    const error = thrownAs(InputError, () => expandPath("/api/{id}/launch", { id }, "launchCampaign"));
    expect(error.problems).toMatchObject([{ field: "id" }]);
    expect(error.message).toContain("launchCampaign");
    expect(error.message).toContain("Nothing was sent");
    expect(error.next).toBe("fix_request");
  });

  it.each([
    [undefined, "must be an id (a string), got undefined"],
    [null, "must be an id (a string), got null"],
    [7, "must be an id (a string), got number"],
    [" ", "must be an id, got an empty string"],
    ["..", 'must be an id, got ".."'],
    ["a\ud800", "must be an id, got text that is not valid Unicode"],
  ])("says what is wrong with %j", (id, problem) => {
    expect(idProblem(id)).toBe(problem);
  });

  it("names everything that is wrong at once", () => {
    const error = thrownAs(InputError, () => expandPath(template, { id: "", nodeId: ".." }));
    expect(error.problems.map(({ field }) => field)).toEqual(["id", "nodeId"]);
  });

  it("takes no value from a prototype", () => {
    thrownAs(InputError, () => expandPath("/api/{constructor}", {}));
    thrownAs(InputError, () => expandPath("/api/{toString}", {}));
  });

  it("P06 whatever the id, the request stays where the contract says", () => {
    const templates = Object.values(operations).map(({ path }) => path);
    fc.assert(
      fc.property(fc.constantFrom(...templates), fc.string({ unit: "binary" }), (any, id) => {
        let path: string;
        try {
          path = expandPath(any, { id, nodeId: id });
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          return;
        }
        const url = new URL(path, "https://app.puffle.ai");
        expect(url.origin).toBe("https://app.puffle.ai");
        expect(url.pathname.split("/")).toHaveLength(any.split("/").length);
        expect([url.search, url.hash]).toEqual(["", ""]);
        any.split("/").forEach((segment, index) => {
          const found = url.pathname.split("/")[index];
          if (segment.startsWith("{")) expect(decodeURIComponent(String(found))).toBe(id);
          else expect(found).toBe(segment);
        });
      }),
      { numRuns: 500 },
    );
  });
});
