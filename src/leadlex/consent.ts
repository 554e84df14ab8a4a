import { isRecord } from "../core/record.ts";
import type { Campaign, LexiTask } from "./types.ts";

/** What a person is asked to approve. */
export interface ApprovalRequest {
  readonly task: LexiTask;
  readonly campaign: Campaign;
  /** Aborted when the answer is of no use any more: it was decided elsewhere, or the wait has ended. */
  readonly signal: AbortSignal;
}

/** `"wait"`: not yet; the question is put again at a later look. */
export type ApprovalAnswer = "approve" | "wait" | "dismiss" | { readonly dismiss: string };

/** Answers for the caller. Nothing but `"approve"` approves. */
export type Approve = (request: ApprovalRequest) => ApprovalAnswer | Promise<ApprovalAnswer>;

/** What came of asking. */
export type Heard =
  | { readonly answer: "approve" | "wait" }
  | { readonly answer: "dismiss"; readonly reason: string | undefined }
  /** It threw an error. */
  | { readonly answer: "failed"; readonly cause: unknown }
  /** It answered something else. */
  | { readonly answer: "unusable" };

/** Puts the question to the caller, once at a time. An answer that comes when nobody waits for it any more is lost. */
export class Consent {
  readonly #approve: Approve;
  #asked: { readonly taskId: string; readonly settled: Promise<void>; readonly over: AbortController } | undefined;
  #heard: Heard | undefined;

  constructor(approve: Approve) {
    this.#approve = approve;
  }

  /** Asks, unless somebody is thinking about that very task already. */
  ask(task: LexiTask, campaign: Campaign): void {
    if (this.#asked?.taskId === task.id) return;
    this.withdraw();
    const over = new AbortController();
    // Copies: what the callback does with them changes nothing here.
    const request = { task: structuredClone(task), campaign: structuredClone(campaign), signal: over.signal };
    const settled = new Promise<ApprovalAnswer>((resolve) => resolve(this.#approve(request))).then(
      (answer: unknown) => this.#hear(over, read(answer)),
      (cause: unknown) => this.#hear(over, { answer: "failed", cause }),
    );
    this.#asked = { taskId: task.id, settled, over };
  }

  /** Settles with the answer that is being waited for. */
  get settled(): Promise<void> | undefined {
    return this.#asked?.settled;
  }

  /** The answer, once. */
  take(): Heard | undefined {
    const heard = this.#heard;
    if (heard) this.withdraw();
    return heard;
  }

  /** From here on no answer counts. */
  withdraw(): void {
    this.#asked?.over.abort();
    this.#asked = undefined;
    this.#heard = undefined;
  }

  #hear(over: AbortController, heard: Heard): void {
    if (!over.signal.aborted) this.#heard = heard;
  }
}

/** To the letter: what only looks like a yes is none. */
function read(answer: unknown): Heard {
  if (answer === "approve" || answer === "wait") return { answer };
  if (answer === "dismiss") return { answer, reason: undefined };
  const names = isRecord(answer) ? Object.keys(answer) : [];
  const reason = isRecord(answer) && names.length === 1 ? answer["dismiss"] : undefined;
  return typeof reason === "string" ? { answer: "dismiss", reason } : { answer: "unusable" };
}
