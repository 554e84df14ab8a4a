import { expect, it } from "vitest";
import { builtPages, isGuide } from "./pages.ts";
import { troubleOn } from "./visit.ts";

it("every page of the reference and of the repository's files opens like the guides do", async () => {
  const others = builtPages().filter((page) => !isGuide(page));
  expect(others.length).toBeGreaterThan(100);
  expect(await troubleOn(others)).toEqual([]);
});
