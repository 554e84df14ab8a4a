import type { components } from "../../generated/puffle.types.ts";
import type { BatchOptions, Rejection, Unsettled } from "../core/batches.ts";
import type { BatchCheckpoint } from "../core/checkpoint.ts";
import type { Immutable } from "../core/contract.ts";
import type { CallOptions } from "../core/options.ts";

type Schemas = components["schemas"];

/** At least one of the members, and any of the others. */
type SomeOf<T> = { readonly [Name in keyof T]-?: Required<Pick<T, Name>> & Partial<T> }[keyof T];
type ChangesTo<T extends { readonly id: string }> = { readonly id: T["id"] } & SomeOf<Omit<T, "id">>;

/** A signal and at least one change to it (P71). `vote: null` takes a vote back; `dismissed` hides it, and has no way back. */
export type SignalChange = ChangesTo<Immutable<Schemas["SignalUpdate"]>>;
/** A person or a company behind signals, by `entityId`, and its new status. */
export type SignalLeadChange = Immutable<Schemas["SignalLeadUpdate"]>;
/** A type and at least one change to it. `sourceOverrides` replaces the whole set: sources not named in it are turned off. */
export type SignalTypeChange = ChangesTo<Immutable<Schemas["SignalTypeUpdate"]>>;
/** A source and at least one change to it. A wrong `config` is not refused, but drops the next scan. */
export type SignalSourceChange = ChangesTo<Immutable<Schemas["SignalSourceUpdate"]>>;
/** A signal and which drafts to write for it: `dm`, `comment`, or both. */
export type SignalDraftRequest =
  | { readonly id: string; readonly dm: true; readonly comment?: boolean }
  | { readonly id: string; readonly comment: true; readonly dm?: boolean };

/** An item that the service refused by itself. */
export interface ItemError {
  readonly id: string;
  /** The service's word, such as `not_found` or `built_in`. */
  readonly error: string;
  /** Its place in the input, counting from 0. */
  readonly index: number;
}

/** What can be asked whether any item failed. */
export interface ItemsReport extends Pick<Unsettled, "unknown" | "notSent"> {
  readonly errors: readonly ItemError[];
  readonly rejected: readonly Rejection[];
  /** What was done, by the method's own name for it. */
  readonly updated?: readonly string[];
  readonly deleted?: readonly string[];
  readonly results?: readonly SignalDrafts[];
  readonly earlier?: number;
}

/** What became of items, whether they were changed or deleted. */
export interface ItemOutcomes extends Unsettled {
  /** Those that the service refused by themselves. */
  readonly errors: readonly ItemError[];
  /** How many were settled by the run whose checkpoint this one went on from: their ids are in that one's report. */
  readonly earlier: number;
  /** Where a later run may go on. */
  readonly checkpoint: BatchCheckpoint;
}

/**
 * What became of every item. The sums add up:
 * `received = updated.length + errors.length + rejected.length + repeated.length + unknown + notSent + earlier`.
 */
export interface UpdateReport extends ItemOutcomes {
  /** The ids that were changed. */
  readonly updated: readonly string[];
}

/** The same of a deletion, with `deleted` in place of `updated`. */
export interface DeletionReport extends ItemOutcomes {
  /** The ids that are gone. */
  readonly deleted: readonly string[];
}

/** How far a run over items has come, after each request's worth. */
export interface ItemsProgress {
  readonly received: number;
  readonly done: number;
  /** How many the service refused by themselves. */
  readonly failed: number;
  readonly chunks: number;
}

export interface ItemsOptions extends CallOptions {
  /** Is told how far it has come, after each request's worth of items; the next one waits for a promise that it returns. */
  readonly onProgress?: ((progress: ItemsProgress) => unknown) | undefined;
}

export interface UpdateOptions
  extends CallOptions,
    BatchOptions<ItemsProgress & { readonly checkpoint: BatchCheckpoint }> {}

/** The drafts of one signal. */
export interface SignalDrafts {
  readonly id: string;
  /** Its place in the input, counting from 0. */
  readonly index: number;
  /** The direct message, where it was asked for and written. */
  readonly dm?: Schemas["SignalDirectMessage"];
  /** The comment, where it was asked for and written. */
  readonly comment?: Schemas["SignalComment"];
}

/** A signal of which at least one draft that was asked for was not written. */
export interface SignalDraftError extends ItemError {
  readonly sides: readonly ("dm" | "comment")[];
}

/**
 * What became of every item. The sums add up:
 * `received = results.length + rejected.length + repeated.length + unknown + notSent`.
 */
export interface SignalDraftsReport extends Unsettled {
  /** One for each item that was answered, also where a draft is missing: those are in `errors` as well. */
  readonly results: readonly SignalDrafts[];
  readonly errors: readonly SignalDraftError[];
}
