import { isPuffleError, LeadLex, PuffleError } from "puffle-sdk/leadlex";
import { describe, expect, it } from "vitest";
import { VirtualClock } from "../support/clock.ts";
import { caught } from "../support/errors.ts";
import { recordedHooks, recordedLog } from "../support/events.ts";
import { json, lost, type Step, scripted } from "../support/fetch.ts";
import { everythingIn } from "../support/printed.ts";

const KEY = `wbk_live"+7f3a\\9c1e=5b&2d<48>60%secret`;
const SECRET = "whsec_4711_of_the_webhook";
const NAME = "Ada Lovelace";
const FORMS = [KEY, JSON.stringify(KEY).slice(1, -1), encodeURIComponent(KEY), Buffer.from(KEY).toString("base64")];

/** A refusal that echoes the key wherever there is room for it. */
function echo(status: number, code: string, details: object = {}): Step {
  const said = `refused: Bearer ${KEY}, ?key=${encodeURIComponent(KEY)}`;
  const body = { error: { code, message: said, details: { header: KEY, ...details } }, [KEY]: [KEY] };
  return json(body, status, { "x-request-id": `req ${KEY}`, "x-echo": KEY });
}

const draft = json({ data: { campaign: { id: "c1", status: "draft" } } });
const tasks = (...found: object[]) => json({ data: { tasks: found } });
const task = (status: string) => ({
  id: "t1",
  type: "campaign_start",
  status,
  description: `Write to ${NAME}`,
  metadata: { campaign_id: "c1" },
});
const pending = json({ data: { campaign_id: "c1", status: "pending_approval", task_id: "t1" } });
const once = { retry: false, timeout: 10_000 } as const;

interface Case {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly call: (leadlex: LeadLex) => PromiseLike<unknown>;
}

const cases: readonly Case[] = [
  {
    name: "StartRefusedError",
    steps: [echo(400, "validation_error"), draft, json({ data: { contacts: [] } })],
    call: (leadlex) => leadlex.campaigns.start("c1", once),
  },
  {
    name: "ApprovalRequiredError",
    steps: [pending],
    call: (leadlex) => leadlex.campaigns.startAndWait("c1"),
  },
  {
    name: "CampaignDismissedError",
    steps: [pending, tasks(), draft, tasks(), tasks(), tasks(task("dismissed"))],
    call: (leadlex) => leadlex.campaigns.startAndWait("c1", { approve: async () => "wait" }),
  },
  {
    name: "CampaignStartFailedError",
    steps: [pending, tasks(), draft, tasks(), tasks(), tasks(), tasks(task("failed"))],
    call: (leadlex) => leadlex.campaigns.startAndWait("c1", { approve: async () => "wait" }),
  },
  {
    name: "TaskVanishedError",
    steps: [pending, ...Array.from({ length: 3 }, () => [tasks(), draft, tasks(), tasks(), tasks(), tasks()]).flat()],
    call: (leadlex) => leadlex.campaigns.startAndWait("c1", { approve: async () => "wait" }),
  },
  {
    name: "TaskNotPendingError",
    steps: [echo(400, "validation_error"), tasks(), tasks(), tasks(), tasks(), tasks(task("dismissed"))],
    call: (leadlex) => leadlex.lexi.tasks.approve("t1", once),
  },
  {
    name: "CampaignNotActiveError",
    steps: [echo(409, "campaign_not_active"), draft],
    call: (leadlex) => leadlex.campaigns.pause("c1", once),
  },
  {
    name: "DuplicateNameError",
    steps: [echo(409, "duplicate_webhook")],
    call: (leadlex) => leadlex.webhooks.create({ url: "https://example.com/in", events: ["campaign.started"] }, once),
  },
  {
    name: "WebhookSecretLostError",
    steps: [json({ data: { webhook: { id: "w1", url: "https://example.com/in", secret: 7 } } })],
    call: (leadlex) => leadlex.webhooks.create({ url: "https://example.com/in", events: ["campaign.started"] }, once),
  },
  {
    name: "PermissionDeniedError",
    steps: [echo(403, "insufficient_permissions")],
    call: (leadlex) => leadlex.lexi.chat({ message: NAME }, once),
  },
  {
    name: "InsufficientCreditsError",
    steps: [echo(402, "insufficient_credits")],
    call: (leadlex) => leadlex.lexi.chat({ message: NAME }, once),
  },
  { name: "RateLimitError", steps: [echo(429, "rate_limited")], call: (leadlex) => leadlex.campaigns.get("c1", once) },
  { name: "OutcomeUnknownError", steps: [lost], call: (leadlex) => leadlex.contacts.create({ full_name: NAME }, once) },
];

describe("L05 P02 P82 no error of LeadLex", () => {
  it.each(cases)("shows the key, or in print anybody's name: $name", async ({ name, steps, call }) => {
    const clock = new VirtualClock();
    const script = scripted([...steps], { clock });
    const { hooks, calls } = recordedHooks();
    const { logger, lines } = recordedLog();
    const leadlex = new LeadLex({ apiKey: KEY, fetch: script.fetch, clock, hooks, logger });
    const error = await caught(call(leadlex));
    if (!isPuffleError(error)) throw error;
    expect(error.name).toBe(name);
    expect(script.beyond).toBe(0);
    const shown = everythingIn([error, error.toJSON(), calls, lines, leadlex]);
    for (const form of FORMS) expect(shown.includes(form), form).toBe(false);
    const printed = [error.message, JSON.stringify(error), String(error), JSON.stringify([calls, lines])].join("\n");
    expect(printed).not.toContain(NAME);
  });

  it("stays untried: every class that LeadLex adds is among them", async () => {
    const entry: object = await import("puffle-sdk/leadlex");
    const core: object = await import("puffle-sdk");
    const added = Object.entries(entry).filter(
      ([name, value]) => !Object.hasOwn(core, name) && Object(value).prototype instanceof PuffleError,
    );
    const covered = new Set(cases.map(({ name }) => name));
    // A base class that is never thrown itself; deliveries know no key, and are tried where they are verified.
    const others = ["StartEndedError", "WebhookVerificationError"];
    expect(added.map(([name]) => name).filter((name) => !covered.has(name))).toEqual(others);
  });

  it("shows a webhook's secret, and neither does a log line or a hook", async () => {
    const clock = new VirtualClock();
    const made = { id: "w1", url: "https://example.com/in", events: ["campaign.started"], secret: SECRET };
    const script = scripted([json({ data: { webhook: { ...made, active: "yes" } } })], { clock });
    const { hooks, calls } = recordedHooks();
    const { logger, lines } = recordedLog();
    const leadlex = new LeadLex({ apiKey: KEY, fetch: script.fetch, clock, hooks, logger });
    const webhook = await leadlex.webhooks.create({ url: made.url, events: ["campaign.started"] });
    expect(webhook.secret).toBe(SECRET);
    expect(calls.some(({ hook }) => hook === "onDrift")).toBe(true);
    expect(everythingIn([calls, lines, leadlex])).not.toContain(SECRET);
  });
});
