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

/** Answers for the caller, who may think about it as long as the wait lasts. Nothing but `"approve"` approves. */
export type Approve = (request: ApprovalRequest) => Promise<ApprovalAnswer>;

/** What came of asking; after `"wait"` nothing did, so far. */
type Heard =
  | { readonly answer: "approve" }
  | { readonly answer: "dismiss"; readonly reason: string | undefined }
  /** It threw an error. */
  | { readonly answer: "failed"; readonly cause: unknown }
  /** It answered something else. */
  | { readonly answer: "unusable" };

/** An answer that counts, and what it is about. */
export interface Decided {
  readonly heard: Heard;
  readonly task: LexiTask;
}

/** A question that has been put. */
interface Asked {
  readonly task: LexiTask;
  readonly over: AbortController;
  readonly settled: Promise<void>;
}

/** Puts the question to the caller, once at a time. An answer that comes when nobody waits for it any more is lost. */
export class Consent {
  readonly #approve: Approve;
  #asked: Asked | undefined;
  #decided: Decided | undefined;

  constructor(approve: Approve) {
    this.#approve = approve;
  }

  /** Asks, unless somebody is thinking about that very task already. */
  ask(task: LexiTask, campaign: Campaign): void {
    if (this.#asked?.task.id === task.id) return;
    this.withdraw();
    const over = new AbortController();
    // Copies: what the callback does with them changes nothing here.
    const request = { task: structuredClone(task), campaign: structuredClone(campaign), signal: over.signal };
    const answered = new Promise<ApprovalAnswer>((resolve) => resolve(this.#approve(request))).then(
      read,
      (cause: unknown): Heard => ({ answer: "failed", cause }),
    );
    const settled = new Promise<void>((resolve) => {
      void answered.then((heard) => {
        if (over.signal.aborted) return;
        // Not yet: nothing is cut short for that, and the next look asks anew.
        if (heard === "wait") {
          this.#asked = undefined;
          return;
        }
        this.#decided = { heard, task };
        resolve();
      });
    });
    this.#asked = { task, over, settled };
  }

  /** Settles with the decision that is being waited for. */
  get settled(): Promise<void> | undefined {
    return this.#asked?.settled;
  }

  /** What was decided, until it is withdrawn. */
  get decided(): Decided | undefined {
    return this.#decided;
  }

  /** From here on no answer counts. */
  withdraw(): void {
    this.#asked?.over.abort();
    this.#asked = undefined;
    this.#decided = undefined;
  }
}

/** To the letter: what only looks like a yes is none. */
function read(answer: unknown): Heard | "wait" {
  if (answer === "approve") return { answer };
  if (answer === "wait") return answer;
  if (answer === "dismiss") return { answer, reason: undefined };
  try {
    const names = isRecord(answer) ? Object.keys(answer) : [];
    const reason = isRecord(answer) && names.length === 1 ? answer["dismiss"] : undefined;
    if (typeof reason === "string") return { answer: "dismiss", reason };
  } catch {
    // An object that can't be looked at is no answer either.
  }
  return { answer: "unusable" };
}
