import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { operations } from "../../generated/puffle.operations.ts";

interface Described {
  readonly operationId?: string;
  readonly "x-sdk-method"?: string;
}

/** The last column of the guide's table, in a reader's words. */
const AFTER_A_LOST_ANSWER = { safe: "", reconcile: "looks", never: "never", key: "the same key" };

test("the guide for who has fetch calls names every route of the contract, with its method and what happens to a lost answer", () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  const { paths }: { paths: Record<string, Record<string, Described>> } = parse(read("openapi/puffle.yaml"));
  const methods = new Map(
    Object.values(paths)
      .flatMap((item) => Object.values(item))
      .flatMap(({ operationId, "x-sdk-method": names }) => (operationId && names ? [[operationId, names]] : [])),
  );
  const rows = [
    ...read("docs/migration.md").matchAll(/^\| `((?:GET|POST|PUT|PATCH|DELETE) [^`]+)` *\|(.*)\|(.*)\|$/gm),
  ];

  expect(rows.map(([, route, names, after]) => [route, names?.trim(), after?.trim()]).sort()).toEqual(
    Object.entries(operations)
      .map(([id, { method, path, repeat }]) => [
        `${method} ${path}`,
        (methods.get(id) ?? "")
          .split(", ")
          .map((name) => `\`${name}\``)
          .join(", "),
        AFTER_A_LOST_ANSWER[repeat],
      ])
      .sort(),
  );
});
