/**
 * Journey 4: answer the people who have written back.
 * `npx tsx examples/journeys/replies.ts`
 */
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { isPuffleError, Puffle, type ThreadMessage } from "puffle-sdk";

/** What to answer: a text, `"archive"`, or nothing yet. */
export type Answer = (messages: readonly ThreadMessage[]) => Promise<string | undefined>;

/** What became of the threads that wait for an answer, by id. */
export interface Answered {
  readonly sent: string[];
  readonly archived: string[];
  /** Left as they are, and what a person has to do about them. */
  readonly left: { readonly thread: string; readonly why: string }[];
}

/** Goes through what waits for an answer. One that may have been sent is never sent again: it is left to a person. */
export async function answerReplies(puffle: Puffle, answer: Answer): Promise<Answered> {
  await puffle.context.require();
  const answered: Answered = { sent: [], archived: [], left: [] };
  for (const { id } of await puffle.threads.list({ view: "needs_reply" }).all({ limit: 100 })) {
    const { messages, senderDisconnected } = await puffle.threads.get(id);
    if (senderDisconnected) {
      answered.left.push({ thread: id, why: "its sender must be connected again, in the dashboard" });
      continue;
    }
    const text = await answer(messages);
    if (text === "archive") {
      await puffle.threads.update(id, { status: "archived" });
      answered.archived.push(id);
    } else if (text) {
      await send(puffle, id, text, answered);
    }
  }
  return answered;
}

async function send(puffle: Puffle, thread: string, text: string, answered: Answered): Promise<void> {
  try {
    await puffle.threads.messages.send(thread, { body_text: text, threading_mode: "reply" });
    answered.sent.push(thread);
  } catch (error) {
    if (!isPuffleError(error)) throw error;
    const doubt = error.outcome === "not_sent" ? "not sent" : `look whether it was sent (${error.outcome})`;
    answered.left.push({ thread, why: `${doubt}: ${error.message}` });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answered = await answerReplies(new Puffle(), async (messages) => {
    for (const { direction, body_text } of messages) console.log(`${direction === "inbound" ? "<" : ">"} ${body_text}`);
    return terminal.question('Your answer ("archive", or nothing to leave it): ');
  });
  terminal.close();
  console.log(`${answered.sent.length} answered, ${answered.archived.length} archived.`);
  for (const { thread, why } of answered.left) console.log(`${thread}: ${why}`);
}
