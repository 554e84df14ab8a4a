/** Which operation a request is for. */
export interface Route<Operation extends string> {
  readonly operation: Operation;
  /** The path's template. */
  readonly template: string;
  /** What stands in its places. */
  readonly path: Readonly<Record<string, string>>;
}

/** What the router reads of a contract's table. */
export type Paths<Operation extends string> = Readonly<
  Record<Operation, { readonly method: string; readonly path: string }>
>;

interface Row<Operation extends string> {
  readonly operation: Operation;
  readonly method: string;
  readonly template: string;
  readonly segments: readonly string[];
}

/** Whether the contract has an operation of that name. */
export function isOperation<Operation extends string>(table: Paths<Operation>, name: string): name is Operation {
  return Object.hasOwn(table, name);
}

/** Finds operations by method and path, from the contract's own table. */
export class Router<Operation extends string> {
  readonly #rows: readonly Row<Operation>[];

  constructor(table: Paths<Operation>) {
    const rows = Object.keys(table).flatMap((operation): Row<Operation>[] => {
      if (!isOperation(table, operation)) return [];
      const { method, path } = table[operation];
      return [{ operation, method, template: path, segments: path.split("/") }];
    });
    // A word of its own wins over a place for an id: /campaigns/settings is no campaign.
    const places = ({ segments }: Row<Operation>) => segments.filter((segment) => segment.startsWith("{")).length;
    this.#rows = rows.sort((a, b) => places(a) - places(b));
  }

  find(method: string, pathname: string): Route<Operation> | undefined {
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
