import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { shapes as generated } from "../../generated/puffle.answers.ts";
import { QuickLook } from "../../src/core/fits.ts";
import { createValidator, SchemaBuilder, type Shape, type Shapes } from "../../src/core/shapes.ts";

/** Shapes that refer to each other, in a circle too. */
const named: Shapes = {
  schemas: {
    Leaf: { of: { id: "string", "size?": "integer?" } },
    Tree: { of: { id: "string", "children?": { list: "#Tree" }, "parent?": "#Tree?" } },
    Status: { open: ["on", "off"] },
    Names: { map: "#Leaf" },
  },
};

/** No contract names a member like one that every object has, and zod takes those for members too. */
const names = fc.constantFrom("a", "b", "c", "id", "length", "then", "");
const dataNames = fc.oneof(names, fc.constantFrom("toString", "constructor", "hasOwnProperty"));
const scalars = ["string", "integer", "number", "boolean", "unknown"];

const { shape } = fc.letrec<{ shape: Shape; object: Shape }>((tie) => ({
  shape: fc.oneof(
    { depthSize: "small" },
    { arbitrary: fc.constantFrom(...scalars, ...scalars.map((one) => `${one}?`)), weight: 4 },
    { arbitrary: fc.constantFrom("#Leaf", "#Tree", "#Tree?", "#Status", "#Names", "#Gone"), weight: 2 },
    { arbitrary: tie("object"), weight: 3 },
  ),
  object: fc
    .tuple(
      fc.boolean(),
      fc.oneof(
        fc
          .uniqueArray(fc.tuple(names, fc.boolean(), tie("shape")), { maxLength: 4, selector: ([name]) => name })
          .map((members) => ({
            of: Object.fromEntries(members.map(([name, optional, one]) => [optional ? `${name}?` : name, one])),
          })),
        tie("shape").map((map) => ({ map })),
        tie("shape").map((list) => ({ list })),
        fc.array(tie("shape"), { minLength: 1, maxLength: 3 }).map((either) => ({ either })),
        fc.uniqueArray(fc.constantFrom("on", "off", "new"), { minLength: 1 }).map((open) => ({ open })),
        fc.constantFrom("string", "integer", "number", "boolean").map((type) => ({ type })),
      ),
    )
    .map(([nullable, one]): Shape => (nullable ? { ...one, nullable: true } : one)),
}));

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, true, false, 0, 1, -1, 1.5, 2 ** 53, 1e300, "", "on", "off", "melted", "7"),
    fc.dictionary(dataNames, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    fc.record(
      { id: fc.constantFrom<unknown>("x", 7), children: tie("value"), size: tie("value") },
      { requiredKeys: [] },
    ),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
}));

/** A value that fits the shape, more often than not. */
function fitting(of: Shape, depth = 0): fc.Arbitrary<unknown> {
  if (depth > 4) return fc.constant(null);
  if (typeof of === "string") {
    if (of.endsWith("?")) return fc.oneof(fc.constant(null), fitting(of.slice(0, -1), depth));
    if (of.startsWith("#")) return fitting(named.schemas[of.slice(1)] ?? "unknown", depth + 1);
    if (of === "string") return fc.string();
    if (of === "boolean") return fc.boolean();
    if (of === "integer") return fc.integer();
    if (of === "number") return fc.double({ noNaN: true, noDefaultInfinity: true });
    return fc.jsonValue();
  }
  if ("of" in of) {
    const members = Object.entries(of.of).map(([name, one]): [string, fc.Arbitrary<unknown>] => [
      name.replace(/\?$/, ""),
      fitting(one, depth + 1),
    ]);
    const needed = Object.keys(of.of).filter((name) => !name.endsWith("?"));
    return fc.record(Object.fromEntries(members), { requiredKeys: needed, noNullPrototype: true });
  }
  if ("map" in of) return fc.dictionary(fc.string(), fitting(of.map, depth + 1), { maxKeys: 3, noNullPrototype: true });
  if ("list" in of) return fc.array(fitting(of.list, depth + 1), { maxLength: 3 });
  if ("either" in of) return fc.oneof(...of.either.map((one) => fitting(one, depth + 1)));
  if ("open" in of) return fc.constantFrom(...of.open);
  return fitting(of.type, depth);
}

/** Quick look and schema, asked the same. */
function agree(of: Shape, data: unknown, shapes: Shapes = named): void {
  const quick = new QuickLook(shapes).make(of)(data);
  const schema = z.safeParse(new SchemaBuilder(shapes).build(of), data).success;
  expect(quick, `quick look and schema differ on ${JSON.stringify(of)} for ${JSON.stringify(data)}`).toBe(schema);
}

describe("the quick look", () => {
  it("says yes exactly when the schema does, for any shape and any data", () => {
    fc.assert(
      fc.property(shape, value, (of, data) => agree(of, data)),
      { numRuns: 1_500 },
    );
  });

  it("says yes exactly when the schema does, for data that nearly fit", () => {
    const pairs = shape.chain((of) => fc.tuple(fc.constant(of), fitting(of)));
    fc.assert(
      fc.property(pairs, ([of, data]) => agree(of, data)),
      { numRuns: 1_500 },
    );
  });

  it("says yes to what fits, also with members that nobody knows", () => {
    const tree: unknown = { id: "a", more: 1, children: [{ id: "b", parent: null, children: [{ id: "c" }] }] };
    expect(new QuickLook(named).make("#Tree")(tree)).toBe(true);
    expect(new QuickLook(named).make("#Tree")({ id: "a", children: [{ id: 7 }] })).toBe(false);
  });

  it.each(Object.entries(generated.answers))("agrees with the schema on what %s answers", (_, of) => {
    for (const data of [{}, null, [], "x", { id: "x" }, { campaign: { id: "c1" } }, { success: true }, { items: [] }]) {
      agree(of, data, generated);
    }
  });
});

describe("a mismatch", () => {
  const shapes = {
    answers: {
      read: {
        of: {
          thing: "#Leaf",
          list: { list: { of: { name: "string", "status?": "#Status" } } },
          "map?": { map: { of: { n: "integer" } } },
          "either?": { either: ["string", { of: { id: "string" } }] },
        },
      },
    },
    schemas: named.schemas,
  };
  // Made anew each time: what a validator has made once it keeps.
  const validate = (id: string, data: unknown) => createValidator(shapes)(id, data);

  it("is told by its place and what is expected there", () => {
    const found = validate("read", {
      thing: { id: 7 },
      list: [{ name: null }, { name: "x" }],
      map: { Ada: { n: "1" } },
      either: 7,
    });
    expect(found.mismatches).toEqual([
      { path: "thing.id", expected: "of type string" },
      { path: "list.*.name", expected: "of type string" },
      { path: "map.*.n", expected: "of type number" },
      { path: "either", expected: "one of the contract's variants" },
    ]);
    expect(found.unknownValues).toEqual([]);
  });

  it.each([1.5, 2 ** 60, "1", null])("of a whole number is told as one of type: %s", (n) => {
    const found = validate("read", { thing: { id: "a" }, list: [], map: { x: { n } } });
    expect(found.mismatches).toEqual([{ path: "map.*.n", expected: expect.stringMatching(/^of type (int|number)/) }]);
  });

  it("of the whole body is told as such", () => {
    expect(validate("read", [])).toMatchObject({ mismatches: [{ path: "body" }] });
  });

  it("is told once for a list, however many items have it", () => {
    const list = Array.from({ length: 500 }, () => ({ name: 7, status: "melted" }));
    const found = validate("read", { thing: { id: "a" }, list });
    expect(found.mismatches).toEqual([{ path: "list.*.name", expected: "of type string" }]);
    expect(found.unknownValues).toEqual([{ path: "list.*.status", expected: "one of on, off" }]);
  });

  it("a value that an open enum does not know is drift, and no mismatch", () => {
    const found = validate("read", { thing: { id: "a" }, list: [{ name: "x", status: "melted" }] });
    expect(found.mismatches).toEqual([]);
    expect(found.unknownValues).toHaveLength(1);
  });

  it("members that nobody knows are none", () => {
    expect(validate("read", { thing: { id: "a", x: 1 }, list: [], more: [] })).toEqual({
      mismatches: [],
      unknownValues: [],
    });
  });

  it("of an operation without a shape is none", () => {
    expect(validate("unheard-of", { any: 1 })).toEqual({ mismatches: [], unknownValues: [] });
  });

  it("P82 has no data in it: neither values nor the names of maps", () => {
    const secret = fc.stringMatching(/^zz[a-z]{6,10}$/);
    const pairs = fc.tuple(shape, value, secret);
    fc.assert(
      fc.property(pairs, ([of, data, word]) => {
        const hidden: unknown = JSON.parse(
          JSON.stringify({ [word]: data, a: { [word]: word, b: [word, { [word]: word }] }, b: word, id: word }),
        );
        const found = createValidator({ answers: { read: of }, schemas: named.schemas })("read", hidden);
        const told = JSON.stringify(found);
        expect(told).not.toContain(word);
      }),
      { numRuns: 1_000 },
    );
  });
});
