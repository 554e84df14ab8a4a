import type { Readable, Writable } from "node:stream";
import { confirm, isCancel } from "@clack/prompts";
import type { Approve } from "puffle-sdk/leadlex";
import type { PatientClock } from "./patient-clock.ts";

/** Whoever was asked has left without an answer. */
class NoAnswer extends Error {}

/** Where somebody can be asked. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** The terminal, if this is one and somebody sits there. */
export function terminalOf(output: NodeJS.WriteStream): Terminal | undefined {
  return process.stdin.isTTY && output.isTTY ? { input: process.stdin, output } : undefined;
}

/**
 * Asks whoever sits at the terminal. No is a dismissal; leaving without an answer approves and dismisses nothing.
 * @param who is written to after a yes, as the question says it
 * @param clock the client's, in the sandbox: it waits for the answer
 */
export function askAt({ input, output }: Terminal, who: string, clock: PatientClock | undefined): Approve {
  return async ({ campaign, signal }) => {
    const message = `Start "${campaign.name}"? ${who} will be written to.`;
    const ask = () => confirm({ message, initialValue: false, signal, input, output });
    const answer = await (clock ? clock.whileThinking(ask) : ask());
    if (isCancel(answer)) throw new NoAnswer("the question was left without an answer");
    return answer ? "approve" : { dismiss: "declined at the prompt" };
  };
}

/**
 * What to do where nothing was approved.
 * @param asked whether somebody was asked, and left without an answer
 */
export function wayOn({ live, asked, taskId }: { live: boolean; asked: boolean; taskId: string | undefined }): string {
  const why = asked ? "the question was left without an answer" : "the start needs a person's approval";
  if (live)
    return `Nothing was approved: ${why}. It waits as task ${taskId}: approve or dismiss it in the dashboard, or with lexi.tasks.`;
  const how = asked ? "Run it again to be asked again" : "Run it at a terminal to be asked";
  return `Nothing was approved: ${why}. ${how}, or add --yes.`;
}
