import { expect, it } from "vitest";
import { hash, written } from "../../src/core/hash.ts";

it("P38 a text has the same hash in every version: checkpoints that were kept hold it", () => {
  expect(["", "a", "ab", "ba", "ada@example.com", "ü李👩"].map((text) => hash(text))).toEqual([
    [1947474976, 767200783],
    [2430084928, 3203699855],
    [3119565478, 3627221650],
    [1068045989, 3515967392],
    [619176531, 1709972561],
    [3305482855, 2799610945],
  ]);
});

it("a hash goes on from another, and is written in sixteen characters", () => {
  expect(hash("b", hash("a"))).not.toEqual(hash("a", hash("b")));
  expect(hash("b", hash("a"))).toEqual(hash("b", hash("a")));
  expect([written([0, 255]), written([0xffffffff, 1])]).toEqual(["00000000000000ff", "ffffffff00000001"]);
});
