import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LeadLex, StartRefusedError, systemClock } from "puffle-sdk/leadlex";
import { createLeadLexSandbox, type LeadLexSandbox, type LeadLexSandboxOptions } from "puffle-sdk/sandbox";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { approveUpTo } from "../../examples/leadlex/auto-approve.ts";
import { ask, type Bot, pressed, tokensIn } from "../../examples/leadlex/chat-bot.ts";
import { caughtAs } from "../support/errors.ts";
import { program } from "./run-demo.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "leadlex-tokens-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** A draft for so many people. */
async function ready(recipients: number, options: LeadLexSandboxOptions = {}) {
  const sandbox = createLeadLexSandbox(options);
  // Where the sandbox's time flies, a client by it would be out of time before it has begun.
  const leadlex = new LeadLex({ ...sandbox.options, ...(options.speed && { clock: systemClock }) });
  const list_id = sandbox.addList({ name: "Some", contacts: recipients });
  const { id } = await leadlex.campaigns.create({ name: "Q3", list_id, template: "Hi {{name}}" });
  return { sandbox, leadlex, id };
}

/** A bot with a client of its own, as every process has, and what it has said. */
function botOf(sandbox: LeadLexSandbox): Bot & { readonly said: string[] } {
  const said: string[] = [];
  const chat = {
    say: async (text: string) => void said.push(text),
    ask: async (text: string) => void said.push(text),
  };
  return { leadlex: new LeadLex(sandbox.options), chat, tokens: tokensIn(folder), said };
}

const taskOf = (sandbox: LeadLexSandbox) => sandbox.tasks()[0]?.id ?? "";
const countOf = ({ requests }: LeadLexSandbox, wanted: string) =>
  requests.filter(({ operation, status }) => operation === wanted && status === 200).length;

describe("the chat bot", () => {
  test("L02 asks in one process, and starts in another one after somebody has pressed the button", async () => {
    // In no time of the test's own: Lexi has launched the campaign by the time it is looked at.
    const { sandbox, id } = await ready(150, { speed: 100_000 });
    const { options, close } = await sandbox.listen();
    const env = { LEADLEX_API_KEY: sandbox.apiKey, LEADLEX_API_BASE_URL: options.baseURL, TOKENS: folder };
    const asked = await program("examples/leadlex/chat-bot.ts", ["ask", id], env);
    const task = taskOf(sandbox);
    expect([asked.code, asked.out]).toEqual([0, `Start "Q3", to 150 people? [approve] [dismiss] task ${task}\n`]);
    expect(sandbox.outbox.messages).toEqual([]);
    const [file = ""] = await readdir(folder);
    expect(await readFile(join(folder, file), "utf8")).not.toContain(sandbox.apiKey);

    const second = await program("examples/leadlex/chat-bot.ts", ["pressed", "approve", task], env);
    await close();
    expect([second.code, second.out, second.err]).toEqual([0, '"Q3" has been started.\n', ""]);
    expect([countOf(sandbox, "startCampaign"), countOf(sandbox, "approveLexiTask")]).toEqual([1, 1]);
    expect(sandbox.outbox.writtenTwice()).toEqual([]);
  });

  test("L02 a small campaign is started without a question", async () => {
    const { sandbox, id } = await ready(3);
    const bot = botOf(sandbox);
    await ask(bot, id);
    expect(bot.said).toEqual(['"Q3" has been started: it needed no approval.']);
    expect(await readdir(folder)).toEqual([]);
  });

  test("P17 a process that dies before its question asks it when it is run again, and starts nothing twice", async () => {
    const { sandbox, leadlex, id } = await ready(150);
    await leadlex.campaigns.start(id);
    const bot = botOf(sandbox);
    await ask(bot, id);
    expect(bot.said).toEqual(['Start "Q3", to 150 people?']);
    expect(sandbox.tasks()).toHaveLength(1);
    await pressed(botOf(sandbox), "approve", taskOf(sandbox));
    await caughtAs(StartRefusedError, ask(bot, id));
  });

  test("L03 the start ends with a dismissal, and a button pressed later changes nothing", async () => {
    const { sandbox, id } = await ready(150);
    await ask(botOf(sandbox), id);
    const bot = botOf(sandbox);
    await pressed(bot, "dismiss", taskOf(sandbox));
    await pressed(bot, "approve", taskOf(sandbox));
    expect(bot.said).toEqual(Array(2).fill("The campaign has not been started: dismissed."));
    expect(sandbox.tasks()).toMatchObject([{ status: "dismissed", reason: "declined in the chat" }]);
    expect(sandbox.outbox.messages).toEqual([]);
  });

  test("L03 a button pressed twice, and answers that are lost, start the campaign once", async () => {
    const { sandbox, id } = await ready(150);
    sandbox.fail("startCampaign", { drop: "after" });
    sandbox.fail("approveLexiTask", { drop: "after" });
    await ask(botOf(sandbox), id);
    const bot = botOf(sandbox);
    await Promise.all([1, 2].map(() => pressed(bot, "approve", taskOf(sandbox))));
    expect(bot.said).toEqual(Array(2).fill('"Q3" has been started.'));
    await sandbox.clock.advance(14 * 24 * 3_600_000);
    expect(sandbox.outbox.recipients()).toHaveLength(150);
    expect(sandbox.outbox.writtenTwice()).toEqual([]);
  });
});

describe("automatic approval", () => {
  test("L02 approves up to its limit", async () => {
    const { leadlex, id } = await ready(150);
    const approve = approveUpTo(leadlex, 150, () => expect.unreachable("it was left to a person"));
    expect(await leadlex.campaigns.startAndWait(id, { approve })).toMatchObject({ approval: "given_here" });
  });

  test("L02 leaves a larger one to a person in the dashboard, and counts its people once", async () => {
    const { sandbox, leadlex, id } = await ready(151);
    const left: (number | undefined)[] = [];
    // A person decides after three hours.
    sandbox.clock.timer(3 * 3_600_000, () => sandbox.approve(taskOf(sandbox)));
    const approve = approveUpTo(leadlex, 150, (recipients) => void left.push(recipients));
    expect(await leadlex.campaigns.startAndWait(id, { approve })).toMatchObject({ approval: "given_elsewhere" });
    expect(left).toEqual([151]);
    expect(countOf(sandbox, "listCampaignContacts")).toBe(1);
    expect(countOf(sandbox, "listLexiTasks")).toBeGreaterThan(5);
    expect(countOf(sandbox, "approveLexiTask")).toBe(0);
  });

  test("runs from a shell", async () => {
    const { sandbox, id } = await ready(3, { speed: 100_000 });
    const { options, close } = await sandbox.listen();
    const env = { LEADLEX_API_KEY: sandbox.apiKey, LEADLEX_API_BASE_URL: options.baseURL };
    const { code, out } = await program("examples/leadlex/auto-approve.ts", [id], env);
    await close();
    expect([code, out]).toEqual([0, expect.stringMatching(/^Q3 is \w+, approval: not_needed\n$/)]);
  });
});
