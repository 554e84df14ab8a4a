import { expect, it } from "vitest";
import { checkIds } from "../../src/core/check-ids.ts";
import { InputError } from "../../src/core/errors.ts";
import { thrownAs } from "../support/errors.ts";

it("ids are looked at before anything is sent: those that are none are named, all at once", () => {
  const ids = { list_id: "l1", campaign_id: "", lead_id: 7, node_id: null };
  const error = thrownAs(InputError, () => checkIds("addThings", ids));
  expect(error.problems).toEqual([
    { field: "campaign_id", problem: "must be an id, got an empty string" },
    { field: "lead_id", problem: "must be an id (a string), got number" },
    { field: "node_id", problem: "must be an id (a string), got null" },
  ]);
  expect(error).toMatchObject({ operation: "addThings", code: "invalid_input", next: "fix_request" });
});

it("ids that are ids pass, and so does none at all", () => {
  checkIds("addThings", { list_id: "l1", campaign_id: "c1" });
  checkIds("addThings", {});
});
