import type { ContractRetry } from "./policy.ts";
import { member } from "./record.ts";

/** What an operation can do to the world. */
export type Effect = "read" | "write" | "destroy" | "spend" | "send" | "human";

/**
 * What may happen when a call is sent again although nobody knows whether the first one arrived. `key`: no harm, as long
 * as its body carries the same `idempotencyKey`.
 */
export type Repeat = "safe" | "key" | "reconcile" | "never";

/** One row of the operation table that is generated from the contract. */
export interface OperationInfo {
  readonly method: string;
  readonly path: string;
  readonly effect: Effect;
  readonly repeat: Repeat;
  readonly retry?: Readonly<Record<string, ContractRetry>>;
  readonly page?: PageInfo;
  /** The body's array parameter and how many items it takes. */
  readonly maxItems?: { readonly parameter: string; readonly max: number };
  readonly poll?: PollInfo;
  /** Reading it more often than this, in ms, is refused. */
  readonly minInterval?: number;
  /** Where a member of the body decides what the operation does. */
  readonly variants?: {
    readonly on: string;
    readonly values: Readonly<Record<string, { readonly effect: Effect; readonly repeat: Repeat }>>;
  };
  /** The member that newer answers wrap the one object in, within the service's own envelope. */
  readonly envelope?: string;
}

/** How a list is read on: names of query parameters, dotted paths into the answer. */
export interface PageInfo {
  readonly style: "page" | "cursor";
  readonly limit: string;
  readonly page?: string;
  readonly total?: string;
  readonly cursor?: string;
  readonly next?: string;
  readonly more?: string;
  /** The member that tells one item from another; default `id`. */
  readonly identity?: string;
}

/** The job that a call starts: how to read it and when it has ended. Times in ms. */
export interface PollInfo {
  readonly success: readonly string[];
  readonly failure: readonly string[];
  readonly ended: readonly string[];
  readonly interval: number;
  readonly maxInterval: number;
  readonly deadline: number;
}

export type OperationTable = Readonly<Record<string, OperationInfo>>;

type JsonOf<Content> = Content extends { content: { "application/json": infer Body } } ? Body : never;
type ResponsesOf<Operation> = Operation extends { responses: infer Responses } ? Responses : never;

/** What an operation answers on success. */
export type AnswerOf<Operation> = {
  [Status in keyof ResponsesOf<Operation>]: Status extends 200 | 201 | 202 | 206
    ? JsonOf<ResponsesOf<Operation>[Status]>
    : never;
}[keyof ResponsesOf<Operation>];

type PathOf<Operation> = Operation extends { parameters: { path: infer Path } } ? { path: Path } : { path?: never };
type QueryOf<Operation> = Operation extends { parameters: { query: infer Query } }
  ? { query: Query }
  : Operation extends { parameters: { query?: infer Query } }
    ? { query?: Query }
    : { query?: never };
type BodyOf<Operation> = Operation extends { requestBody: { content: { "multipart/form-data": unknown } } }
  ? { body: FormData }
  : Operation extends { requestBody: { content: infer Content } }
    ? { body: Content[keyof Content] }
    : Operation extends { requestBody?: { content: infer Content } }
      ? { body?: Content[keyof Content] }
      : { body?: never };

/** What is given to the SDK and not changed by it: a readonly array will do wherever an array does. */
export type Immutable<T> = T extends string
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Immutable<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]: Immutable<T[Name]> }
      : T;

/** What an operation takes: path parameters, query and body, as far as it has them. */
export type InputOf<Operation> = PathOf<Operation> & QueryOf<Operation> & BodyOf<Operation>;

/**
 * What may happen when this very call is sent again: a variant's own rule where the body names one. Without the key that
 * tells two calls from one, what needs it must never be repeated (P54).
 */
export function repeatOf(info: OperationInfo, body: unknown): Repeat {
  const { repeat } = variantOf(info, body);
  return repeat === "key" && !member(body, "idempotencyKey") ? "never" : repeat;
}

/** What an operation with this body can do to the world. */
export function variantOf(info: OperationInfo, body: unknown): Pick<OperationInfo, "effect" | "repeat"> {
  const variant = info.variants && member(body, info.variants.on);
  const { values } = info.variants ?? {};
  // `*` is whatever text there is.
  return (typeof variant === "string" && own(values, variant)) || info;
}

/** A variant's own rule; names that every object has are only text here. */
function own<Rule>(values: Readonly<Record<string, Rule>> | undefined, variant: string): Rule | undefined {
  return values && (Object.hasOwn(values, variant) ? values[variant] : values["*"]);
}
