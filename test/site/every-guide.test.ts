import { expect, it } from "vitest";
import { builtPages, isGuide } from "./pages.ts";
import { troubleOn } from "./visit.ts";

it("every guide opens on a phone without an error, a warning, a request to elsewhere, or scrolling sideways", async () => {
  const guides = builtPages().filter(isGuide);
  expect(guides.length).toBeGreaterThan(20);
  expect(await troubleOn(guides)).toEqual([]);
});
