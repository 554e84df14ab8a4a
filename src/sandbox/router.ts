import { operations } from "../../generated/puffle.operations.ts";
import type { OperationId } from "./wire.ts";

/** Which operation a request is for. */
export interface Route {
  readonly operation: OperationId;
  /** The path's template. */
  readonly template: string;
  /** What stands in its places. */
  readonly path: Readonly<Record<string, string>>;
}

interface Row {
  readonly operation: OperationId;
  readonly method: string;
  readonly template: string;
  readonly segments: readonly string[];
}

/** Whether the contract has an operation of that name. */
export function isOperation(name: string): name is OperationId {
  return Object.hasOwn(operations, name);
}

/** Finds operations by method and path, from the contract's own table. */
export class Router {
  readonly #rows: readonly Row[];

  constructor() {
    const rows = Object.entries(operations).flatMap(([operation, { method, path }]): Row[] =>
      isOperation(operation) ? [{ operation, method, template: path, segments: path.split("/") }] : [],
    );
    // A word of its own wins over a place for an id: /campaigns/settings is no campaign.
    const places = ({ segments }: Row) => segments.filter((segment) => segment.startsWith("{")).length;
    this.#rows = rows.sort((a, b) => places(a) - places(b));
  }

  find(method: string, pathname: string): Route | undefined {
    const segments = pathname.split("/");
    for (const row of this.#rows) {
      if (row.method !== method || row.segments.length !== segments.length) continue;
      const path = match(row.segments, segments);
      if (path) return { operation: row.operation, template: row.template, path };
    }
    return undefined;
  }
}

function match(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const path: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const segment = segments[index] ?? "";
    if (!expected.startsWith("{")) {
      if (segment !== expected) return undefined;
      continue;
    }
    const value = decoded(segment);
    if (!value) return undefined;
    path[expected.slice(1, -1)] = value;
  }
  return path;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
