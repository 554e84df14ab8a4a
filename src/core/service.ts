import type { Answer } from "./attempts.ts";
import type { Check } from "./checks.ts";
import type { OperationTable } from "./contract.ts";
import type { PuffleError } from "./errors.ts";
import type { OnDemand } from "./on-demand.ts";
import type { CallOptions } from "./options.ts";
import type { Budget } from "./waits.ts";

/** What the core is told about the service it talks to. */
export interface Service {
  /** The name in messages. */
  readonly name: string;
  readonly baseURL: string;
  /** Where key and address are read from when the options don't say. */
  readonly env: { readonly key: string; readonly baseURL: string };
  readonly operations: OperationTable;
  /** The header that names the correlation id. */
  readonly traceHeader: string;
  /** Whether a limit on requests is one for all operations together, so that a 429 holds up all of them. */
  readonly oneLimit?: boolean;
  /** How long a call may take where nobody says, in ms; default 60 000. */
  readonly timeout?: number;
  /** The options that its clients have besides the common ones, each with its check; made when asked for. */
  options?(): Readonly<Record<string, Check>>;
  /** Loads what is not needed to start up; the same object every time. */
  onDemand(): Promise<OnDemand>;
  /** Is shown the headers of every answer, refusals included. */
  heard?(headers: Headers): void;
  /** What an operation's answer holds, out of the envelope that it came in; undefined where it came in none. */
  unwrap?(operation: string, body: object): object | undefined;
  /**
   * Asked before a call that can cost credits is sent; throws where it must not be.
   * @returns to be told what became of the call; undefined where nobody needs to be
   */
  reserve?(call: PaidCall): Promise<Paid>;
}

/** A call that can cost credits, before it is sent. */
export interface PaidCall {
  readonly operation: string;
  readonly path: Readonly<Record<string, unknown>> | undefined;
  /** As it will be sent. */
  readonly body: string | FormData | undefined;
  readonly options: CallOptions | undefined;
  readonly budget: Budget;
}

/** Is told how a call that can cost credits has ended. */
export type Paid = (outcome: PuffleError | Answer) => void;
