import type { Call } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import { flows } from "../flows.ts";
import type {
  PuffleEngine,
  WorkspaceContext,
  WorkspaceContextResult,
  WorkspaceContextUpdate,
  WorkspaceProfile,
} from "../types.ts";

/** What the workspace knows about its company and market. */
export class Context {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /** Reads context and profile; both are null in a workspace that is not set up. May be resent. */
  get(options?: CallOptions): Call<WorkspaceContextResult> {
    return this.#engine.call("getContext", {}, options);
  }

  /**
   * Reads context and profile, and insists on both: the first thing to do before any work (P78). May be resent.
   * @throws WorkspaceNotReadyError when either is missing: stop, and ask the person whose workspace it is
   */
  async require(
    options?: CallOptions,
  ): Promise<{ readonly context: WorkspaceContext; readonly profile: WorkspaceProfile }> {
    const { requireContext } = await flows();
    return requireContext(this.#engine, options);
  }

  /**
   * Replaces the whole context; of the profile, only the members that are sent. May be resent.
   * @returns the context as it was saved
   * @throws BadRequestError when a part is missing
   */
  update(body: WorkspaceContextUpdate, options?: CallOptions): Call<WorkspaceContext> {
    return this.#engine.call("updateContext", { body }, options, { pick: "context" });
  }
}
