import type { Call } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import type { LeadLexEngine, LexiChat, LexiMessage } from "../types.ts";
import { LexiTasks } from "./lexi-tasks.ts";

/** Lexi, the assistant of LeadLex. */
export class Lexi {
  /** What Lexi wants to do and a person has to approve. */
  readonly tasks: LexiTasks;
  readonly #engine: LeadLexEngine;

  /** @internal */
  constructor(engine: LeadLexEngine) {
    this.#engine = engine;
    this.tasks = new LexiTasks(engine);
  }

  /**
   * Says something to Lexi. It costs a credit, five where Lexi looks for prospects. Never resent when its outcome is unknown.
   * @param body the `message`, and a `context`; its `conversation_id` continues a conversation
   * @returns Lexi's answer; with `requires_approval`, a `task_id` for `lexi.tasks`
   * @throws InsufficientCreditsError; OutcomeUnknownError: look at `lexi.tasks.list()`
   */
  chat(body: LexiMessage, options?: CallOptions): Call<LexiChat> {
    return this.#engine.call("chatWithLexi", { body }, options);
  }
}
