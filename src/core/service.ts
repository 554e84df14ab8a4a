import type { OperationTable } from "./contract.ts";
import type { OnDemand } from "./on-demand.ts";

/** What the core is told about the service it talks to. */
export interface Service {
  /** The name in messages. */
  readonly name: string;
  readonly baseURL: string;
  /** Where key and address are read from when the options don't say. */
  readonly env: { readonly key: string; readonly baseURL: string };
  readonly operations: OperationTable;
  /** Loads what is not needed to start up; the same object every time. */
  onDemand(): Promise<OnDemand>;
}
