import { describe, expect, it } from "vitest";
import { wordings } from "../../../src/sandbox/leadlex/wording.ts";
import { readyDraft, setUp } from "./helpers.ts";

describe("LeadLex's sentences", () => {
  it("L05 differ from seed to seed where no document has them, and the code does not", async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 30; seed++) {
      const { sandbox, call } = setUp({ seed });
      const id = await readyDraft(sandbox, call, { recipients: 0 });
      const { code, error } = await call("startCampaign", { path: { id } });
      expect(code).toBe("validation_error");
      seen.add(error);
    }
    expect(seen.size).toBe(wordings.start_empty.length);
  });

  it("are several for each condition, and none is empty", () => {
    for (const sentences of Object.values(wordings)) {
      expect(sentences.length).toBeGreaterThan(1);
      const words = sentences.map((one) => one({ what: "thing", count: 3 }));
      expect(new Set(words).size).toBe(sentences.length);
      for (const one of words) expect(one.trim()).not.toBe("");
    }
  });
});
