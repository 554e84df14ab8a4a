import { describe, expect, it } from "vitest";
import { type OperationInfo, repeatOf, variantOf } from "../../src/core/contract.ts";
import { operations } from "../support/service.ts";

describe("P17 whether an operation may be repeated", () => {
  it("is what the contract says of it", () => {
    expect(repeatOf(operations.readThing, undefined)).toBe("safe");
    expect(repeatOf(operations.sendThing, {})).toBe("never");
    expect(repeatOf(operations.makeThing, {})).toBe("reconcile");
  });

  it("by its key needs a key", () => {
    expect(repeatOf(operations.buyThings, { idempotencyKey: "k1" })).toBe("key");
    for (const body of [{}, undefined, null, "idempotencyKey", { idempotencyKey: "" }])
      expect(repeatOf(operations.buyThings, body)).toBe("never");
  });

  it("may be for its body to say, and what it does with it", () => {
    const of = (body: unknown) => {
      const { effect, repeat } = variantOf(operations.mixThing, body);
      return [effect, repeat, repeatOf(operations.mixThing, body)];
    };
    expect(of({ mode: "plain" })).toEqual(["write", "safe", "safe"]);
    expect(of({ mode: "paid" })).toEqual(["spend", "never", "never"]);
    // What the contract does not know is taken for the worst of it.
    for (const mode of ["new", 7, null, undefined, "toString", ["plain"]])
      expect(of({ mode })).toEqual(["spend", "never", "never"]);
    expect(of(undefined)).toEqual(["spend", "never", "never"]);
  });

  it("may be for any value of a member, where the contract says so", () => {
    const info: OperationInfo = {
      method: "POST",
      path: "/things",
      effect: "send",
      repeat: "never",
      variants: {
        on: "mode",
        values: { dry: { effect: "read", repeat: "safe" }, "*": { effect: "write", repeat: "reconcile" } },
      },
    };
    expect(repeatOf(info, { mode: "dry" })).toBe("safe");
    expect(repeatOf(info, { mode: "anything" })).toBe("reconcile");
    expect(repeatOf(info, { mode: "toString" })).toBe("reconcile");
    expect(repeatOf(info, {})).toBe("never");
    expect(variantOf(info, { mode: 7 }).effect).toBe("send");
  });
});
