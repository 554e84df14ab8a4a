import { type Contract, operationsOf } from "./contract.ts";

/** The contract's own words and what the table calls them, in the table's order. */
const COLUMNS = {
  "x-effect": "effect",
  "x-repeat": "repeat",
  "x-retry": "retry",
  "x-page": "page",
  "x-max-items": "maxItems",
  "x-poll": "poll",
  "x-min-interval": "minInterval",
  "x-variants": "variants",
  "x-envelope": "envelope",
} as const;

/** What of a word only readers of the contract need: every byte of the table is loaded at the start. */
const FOR_READERS: Readonly<Record<string, readonly string[]>> = {
  "x-page": ["items", "max"],
  "x-poll": ["by", "status"],
};

/** The operation table: one row for each operation, without what only readers of the contract need. */
export function operationTable(contract: Contract): string {
  const rows = operationsOf(contract).map(({ method, path, operation }) => {
    const row: Record<string, unknown> = { method, path };
    for (const [word, column] of Object.entries(COLUMNS)) {
      const value = operation[word as keyof typeof COLUMNS];
      if (value !== undefined) row[column] = without(FOR_READERS[word] ?? [], withoutReasons(value));
    }
    return `  ${operation.operationId}: ${literal(row)},`;
  });
  return `
import type { OperationTable } from "../src/core/contract.ts";

/** What every operation does to the world, and what may be done when its answer is lost. */
export const operations = {
${rows.join("\n")}
} as const satisfies OperationTable;
`;
}

/** `why` and doubts are for readers. */
function withoutReasons(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([name]) => name !== "why" && !name.startsWith("x-"));
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutReasons(member)]));
}

function without(names: readonly string[], value: unknown): unknown {
  if (names.length === 0) return value;
  return Object.fromEntries(Object.entries(value ?? {}).filter(([name]) => !names.includes(name)));
}

/** A value as TypeScript source, names unquoted where they may be. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${/^[A-Za-z_]\w*$|^\d+$/.test(name) ? name : JSON.stringify(name)}: ${literal(member)}`,
  );
  return `{ ${members.join(", ")} }`;
}

/** What only failures need to know of the operations. */
export function failureWords(contract: Contract): string {
  const checks = operationsOf(contract).flatMap(({ operation }) =>
    operation["x-check"] === undefined ? [] : [[operation.operationId, operation["x-check"]]],
  );
  return `
/** Members that hold a person's name, address or words. */
export const personal: readonly string[] = ${JSON.stringify(contract["x-personal-fields"])};

/** What to read to see whether an operation happened. */
export const checks: Readonly<Record<string, string>> = ${literal(Object.fromEntries(checks))};
`;
}
