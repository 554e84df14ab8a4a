/**
 * Journey 5: write to one person, once.
 * `npx tsx examples/journeys/one-off-email.ts ada@example.com "Your question" "Hi Ada, ..."`
 */
import { fileURLToPath } from "node:url";
import { ExistingThreadError, isPuffleError, Puffle } from "puffle-sdk";

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/** How it ended: sent, not sent, or nobody knows; then a person looks at the thread before anything else is done. */
export type Sent =
  | { readonly outcome: "sent"; readonly thread: string | undefined }
  | { readonly outcome: "not_sent" | "unknown"; readonly why: string };

/** Whatever goes wrong, the recipient is written to at most once: nothing here, and nothing in the SDK, sends it again. */
export async function writeOnce(puffle: Puffle, letter: Letter): Promise<Sent> {
  await puffle.context.require();
  const senders = await puffle.senders.list({ type: "email" });
  const sender = senders.find(({ status }) => status === "active");
  if (!sender) return { outcome: "not_sent", why: "no email sender is active: a person must connect one" };
  try {
    const { thread, confirmed } = await puffle.threads.sendOneOff({ sender, ...letter });
    console.log(confirmed ? "Sent, and read back." : "Sent; it could not be read back.");
    return { outcome: "sent", thread: thread.id };
  } catch (error) {
    if (error instanceof ExistingThreadError)
      return { outcome: "not_sent", why: `there is a thread already: go on in ${error.existingThreads.join(", ")}` };
    if (!isPuffleError(error)) throw error;
    if (error.outcome === "sent") return { outcome: "sent", thread: undefined };
    return { outcome: error.outcome, why: error.message };
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [to = "", subject = "", body = ""] = process.argv.slice(2);
  const sent = await writeOnce(new Puffle(), { to, subject, body });
  if (sent.outcome !== "sent") console.error(`${sent.outcome}: ${sent.why}`);
  process.exitCode = sent.outcome === "sent" ? 0 : 1;
}
