import { asGiven } from "../../core/as-given.ts";
import type { Items } from "../../core/batches.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CreateOptions } from "../../core/create-once.ts";
import type { CallOptions } from "../../core/options.ts";
import { flows } from "../flows.ts";
import type { DeletionReport, SignalTypeChange, UpdateOptions, UpdateReport } from "../signal-changes.ts";
import type { NewSignalType, PuffleEngine, SignalType } from "../types.ts";
import { withIds } from "../with-ids.ts";

/** What the scan looks for: six built-in types, and your own by keyword; 20 at most together. */
export class SignalTypes {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /**
   * Lists the types by position. The first read makes the built-in ones. May be resent.
   * @param query.ids only these; an empty selection is refused, so that it never means all
   * @param query.skipSourceEnable passed on; what it takes is not documented
   */
  list(
    query: { readonly ids?: readonly string[] | string; readonly skipSourceEnable?: string } = {},
    options?: CallOptions,
  ): Call<SignalType[]> {
    const read = async () => {
      const given = { query: withIds("listSignalTypes", query) };
      return this.#engine.call("listSignalTypes", given, options, { pick: "types" }).withResponse();
    };
    return toCall(read());
  }

  /**
   * Creates a keyword type, with every source on. Labels are unique. Its first scan may take an hour to come.
   *
   * May not be resent blindly: the types are read first, so that a lost answer is settled by what has come since, and only
   * what is proved to be this call's own is returned (P17).
   * @param body.keywords what the sources are searched for; `prompt` judges what is found. Both together work best
   * @param options.ifExists `"return"` fetches the type that has the label already (P11)
   * @throws SignalTypeLimitError when there are 20 (P73); DuplicateNameError, BadRequestError
   * @throws OutcomeUnknownError with the candidates
   */
  create(body: NewSignalType, options?: CreateOptions): Call<SignalType> {
    const given = asGiven(body);
    return toCall(flows().then(({ createSignalType }) => createSignalType(this.#engine, given, options)));
  }

  /**
   * Changes types, 50 a request, like `signals.update`. Built-in types can't be renamed and ignore `prompt`. May be resent.
   * @param items each an `id` and at least one change; `sourceOverrides` replaces the whole set, and turns off what is not in it
   * @returns what became of every item (P70)
   * @throws InputError, IncompleteError
   */
  async update(items: Items<SignalTypeChange>, options?: UpdateOptions): Promise<UpdateReport> {
    const { updateSignalTypes } = await flows();
    return updateSignalTypes(this.#engine, items, options);
  }

  /**
   * Deletes types for good, 50 a request; their signals stay. Built-in ones are refused (`built_in`): turn them off with
   * `update`. May be resent: what a lost attempt has deleted counts as deleted.
   * @returns what became of every id (P70)
   * @throws InputError, IncompleteError
   */
  async delete(ids: Items<string>, options?: UpdateOptions): Promise<DeletionReport> {
    const { deleteSignalTypes } = await flows();
    return deleteSignalTypes(this.#engine, ids, options);
  }
}
