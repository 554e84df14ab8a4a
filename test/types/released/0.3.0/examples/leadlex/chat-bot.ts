/**
 * Starts a campaign that a person approves in a chat, with a process for each half: one asks and exits, the other begins
 * when somebody has pressed a button. In between nothing runs, for as long as people take.
 *
 * `npx tsx examples/leadlex/chat-bot.ts ask CAMPAIGN_ID`
 * `npx tsx examples/leadlex/chat-bot.ts pressed approve TASK_ID`, or `pressed dismiss TASK_ID`
 */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { LeadLex, type LexiTask, StartEndedError, StartRefusedError, TaskNotPendingError } from "puffle-sdk/leadlex";

/** What the bot says in its chat. */
export interface Chat {
  say(text: string): Promise<void>;
  /** A question with two buttons. What is pressed comes back with the task's id: see `pressed`. */
  ask(text: string, taskId: string): Promise<void>;
}

/** Where tokens are kept, by the task's id: files, rows, keys. */
export interface Tokens {
  read(taskId: string): Promise<string>;
  write(taskId: string, token: string): Promise<void>;
}

export interface Bot {
  readonly leadlex: LeadLex;
  readonly chat: Chat;
  readonly tokens: Tokens;
}

/** The first half: starts the campaign, and asks where it needs approval. May be run again if it was cut off. */
export async function ask({ leadlex, chat, tokens }: Bot, campaignId: string): Promise<void> {
  const task = await begin(leadlex, campaignId);
  const { name } = await leadlex.campaigns.get(campaignId);
  if (!task) return chat.say(`"${name}" has been started: it needed no approval.`);
  const { total = "an unknown number of" } = await leadlex.campaigns.contacts.list(campaignId, { per_page: 1 });
  // Kept before anybody is asked: somebody may be quick.
  await tokens.write(task.id, JSON.stringify(leadlex.campaigns.startOperation(campaignId)));
  await chat.ask(`Start "${name}", to ${total} people?`, task.id);
}

/** @returns what is to be approved; undefined where nothing is */
async function begin(leadlex: LeadLex, campaignId: string): Promise<LexiTask | undefined> {
  try {
    const start = await leadlex.campaigns.start(campaignId);
    return start.status === "active" ? undefined : start.task;
  } catch (error) {
    if (!(error instanceof StartRefusedError)) throw error;
    // Perhaps a process before this one started it and did not come to its question.
    const pending = await leadlex.lexi.tasks.list({ status: "pending" });
    const task = pending.find(
      ({ type, metadata }) => type === "campaign_start" && metadata?.campaign_id === campaignId,
    );
    if (!task) throw error;
    return task;
  }
}

/**
 * The second half: does what the button says, and waits until the campaign is launched. Who may press it is for the chat to
 * know: check that before.
 */
export async function pressed(
  { leadlex, chat, tokens }: Bot,
  button: "approve" | "dismiss",
  taskId: string,
): Promise<void> {
  const start = leadlex.operations.resume(await tokens.read(taskId));
  try {
    if (button === "approve") await leadlex.lexi.tasks.approve(taskId);
    else await leadlex.lexi.tasks.dismiss(taskId, "declined in the chat");
  } catch (error) {
    // Somebody has decided otherwise, here or in the dashboard: the wait shows what came of it.
    if (!(error instanceof TaskNotPendingError)) throw error;
  }
  try {
    const { campaign } = await start.wait();
    await chat.say(`"${campaign?.name}" has been started.`);
  } catch (error) {
    if (!(error instanceof StartEndedError)) throw error;
    await chat.say(`The campaign has not been started: ${error.state}.`);
  }
}

/** Tokens in a folder. */
export function tokensIn(folder: string): Tokens {
  const path = (taskId: string) => `${folder}/${encodeURIComponent(taskId)}.json`;
  return {
    read: (taskId) => readFile(path(taskId), "utf8"),
    async write(taskId, token) {
      await mkdir(folder, { recursive: true });
      await writeFile(`${path(taskId)}.new`, token); // whole, or not there at all
      await rename(`${path(taskId)}.new`, path(taskId));
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [half, what = "", taskId = ""] = process.argv.slice(2);
  // Stands in for a chat's own client.
  const chat: Chat = {
    say: async (text) => console.log(text),
    ask: async (text, id) => console.log(`${text} [approve] [dismiss] task ${id}`),
  };
  const bot = { leadlex: new LeadLex(), chat, tokens: tokensIn(process.env["TOKENS"] ?? "tokens") };
  if (half === "ask") await ask(bot, what);
  else if (half === "pressed" && (what === "approve" || what === "dismiss")) await pressed(bot, what, taskId);
  else throw new Error("What is to be done? ask CAMPAIGN_ID, pressed approve TASK_ID, or pressed dismiss TASK_ID.");
}
