import type { OperationTable } from "./contract.ts";
import type { CallOptions } from "./options.ts";

type Id<Table extends OperationTable, Types> = keyof Table & keyof Types & string;

/** Every operation of a contract as method and path: `"GET /api/leads"`. */
export type RouteOf<Table extends OperationTable, Types> = {
  [Name in Id<Table, Types>]: `${Table[Name]["method"]} ${Table[Name]["path"]}`;
}[Id<Table, Types>];

/** The operation that a route means. */
export type IdOfRoute<Table extends OperationTable, Types, Route> = {
  [Name in Id<Table, Types>]: `${Table[Name]["method"]} ${Table[Name]["path"]}` extends Route ? Name : never;
}[Id<Table, Types>];

/** What follows the route: the input may be left out where nothing of it is needed. */
export type RequestArguments<Input> = object extends Input
  ? [input?: Input, options?: CallOptions]
  : [input: Input, options?: CallOptions];
