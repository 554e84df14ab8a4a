import {
  BadRequestError,
  type BuildReport,
  CampaignNotDraftError,
  type CampaignRef,
  type EmailNode,
  IncompleteError,
  InputError,
  type NewNode,
  NotFoundError,
  OutcomeUnknownError,
  Puffle,
  PuffleError,
  type SequenceNode,
} from "puffle-sdk";
import type { Fault } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { json } from "../support/fetch.ts";
import { scriptedClient } from "./support/scripted.ts";
import {
  activeCampaign,
  countOf,
  edited,
  emailDraft,
  linkedInDraft,
  requestsOf,
  setUp,
  somebodyElse,
  tapped,
  type World,
} from "./support/world.ts";

const HOUR = 3_600_000;

const opener: EmailNode = { type: "email", subject: "Quick question", body: "Hi %first_name%" };
const followUp: EmailNode = { type: "email", subject: "", body: "Following up", is_reply: true };
const threeDays = { type: "delay", delay_days: 3 } as const;
const mailSteps: readonly (EmailNode | typeof threeDays)[] = [opener, threeDays, followUp];

/** A node in a word or two. */
function brief({ type, subject, body, delay_days, delay_hours, delay_minutes, ai_node }: SequenceNode): string {
  if (type === "delay") return `delay ${delay_days ?? 0}d ${delay_hours ?? 0}h ${delay_minutes ?? 0}m`;
  if (type === "ai") return `ai ${ai_node?.purpose ?? "?"}`;
  return [type, subject || body].filter(Boolean).join(" ");
}

function briefs(nodes: readonly SequenceNode[]): string[] {
  return nodes.map(brief);
}

/** The sequence as the service has it. */
function sequence({ sandbox }: World, { id }: { id: string }): string[] {
  return briefs(sandbox.campaign(id).sequence_nodes);
}

/** An email campaign whose sequence is one email and the end. */
async function begun(world: World) {
  const campaign = await emailDraft(world);
  await world.puffle.sequenceNodes.build(campaign, [opener]);
  return campaign;
}

/** The node is added, and the client is not told. */
const AFTER: Readonly<Record<string, Fault>> = {
  "the connection is lost": { drop: "after" },
  "the answer is torn off": { truncate: true },
  "the JSON ends too early": { cut: true },
  "nothing ever comes": { stall: "headers" },
  "the body stalls": { stall: "body" },
  "the gateway gives up": { status: 504, work: true },
  "the service fails after the work": { status: 500, work: true },
  "the body is empty": { answer: "" },
};

/** Nothing is added, and the client can't know. */
const BEFORE: Readonly<Record<string, Fault>> = {
  "the connection is lost": { drop: "before" },
  "nothing ever comes": { stall: "before" },
  "the service is busy": { status: 503 },
  "the gateway gives up": { status: 504 },
  "the service fails": { status: 500 },
  "there were too many requests": { status: 429, retryAfter: 3 },
};

describe("adding a node", () => {
  it("P33 puts it before the end, and gives back the whole sequence in order", async () => {
    const world = setUp();
    const campaign = await begun(world);
    const nodes = await world.puffle.sequenceNodes.add(campaign, threeDays);
    expect(briefs(nodes)).toEqual(["email Quick question", "delay 3d 0h 0m", "end"]);
    expect(nodes.map(({ position }) => position)).toEqual([0, 1, 2]);
    expect(nodes).toEqual(world.sandbox.campaign(campaign.id).sequence_nodes);
  });

  it("P33 puts it where the position says", async () => {
    const world = setUp();
    const campaign = await begun(world);
    await world.puffle.sequenceNodes.add(campaign, { ...threeDays, position: 0 });
    expect(sequence(world, campaign)).toEqual(["delay 3d 0h 0m", "email Quick question", "end"]);
  });

  it("P32 sends the node's members as they are and nothing else", async () => {
    const world = setUp();
    const campaign = await begun(world);
    const bodies: unknown[] = [];
    const fetch = tapped(world.sandbox.fetch, { before: ({ method, body }) => method === "POST" && bodies.push(body) });
    const node = { ...followUp, signature: "Robin", position: 1 };
    await new Puffle({ ...world.sandbox.options, fetch }).sequenceNodes.add(campaign.id, Object.freeze(node));
    expect(bodies).toEqual([node]);
  });

  it("P34 reads the sequence when the service could not", async () => {
    const world = setUp();
    const campaign = await begun(world);
    world.sandbox.fail("addSequenceNode", { readBack: "fails" });
    const nodes = await world.puffle.sequenceNodes.add(campaign, threeDays);
    expect(briefs(nodes)).toEqual(["email Quick question", "delay 3d 0h 0m", "end"]);
    expect(countOf(world.sandbox, "addSequenceNode")).toBe(1);
  });

  it("P34 does not claim success when the sequence then lacks the node", async () => {
    const world = setUp();
    const campaign = await begun(world);
    world.sandbox.fail("addSequenceNode", { status: 200, body: { mutated: true } });
    const error = await caughtAs(PuffleError, world.puffle.sequenceNodes.add(campaign, threeDays));
    expect([error.outcome, error.next]).toEqual(["sent", "check_outcome"]);
    expect(countOf(world.sandbox, "addSequenceNode")).toBe(1);
  });

  it("P36 says that only drafts can be changed, in all the service's wordings", async () => {
    const sentences = new Set<string | undefined>();
    for (let seed = 1; seed <= 10; seed++) {
      const world = setUp({ seed });
      const campaign = await activeCampaign(world);
      const { sequenceNodes } = world.puffle;
      const [first] = world.sandbox.campaign(campaign.id).sequence_nodes;
      const node = first?.id ?? "none";
      const before = sequence(world, campaign);
      for (const change of [
        sequenceNodes.add(campaign.id, opener),
        sequenceNodes.move(campaign, node, 1),
        sequenceNodes.delete(campaign, node),
        sequenceNodes.update(campaign, node, { body: "Other words" }),
      ]) {
        const error = await caughtAs(CampaignNotDraftError, change);
        expect([error.status, error.code === "campaign_not_draft" || error.code === "invalid_request"]).toEqual([
          400,
          true,
        ]);
        sentences.add(error.said);
      }
      expect(sequence(world, campaign)).toEqual(before);
    }
    expect(sentences.size).toBeGreaterThan(2);
  });

  it("P10 says that there is no such campaign, and adds nothing", async () => {
    const world = setUp();
    await caughtAs(NotFoundError, world.puffle.sequenceNodes.add("8c2b2d4e-e29b-41d4-a716-446655440000", opener));
    expect(countOf(world.sandbox, "addSequenceNode")).toBe(0);
  });
});

describe("an ai node", () => {
  const ai = { type: "ai", purpose: "Warm opening", output_type: "email" } as const;

  it("P35 is added and described in one call", async () => {
    const world = setUp();
    const campaign = await begun(world);
    const nodes = await world.puffle.sequenceNodes.add(campaign, ai);
    const added = nodes.find(({ type }) => type === "ai");
    expect(added?.ai_node).toEqual({ purpose: "Warm opening", output_type: "email" });
    expect(nodes).toEqual(world.sandbox.campaign(campaign.id).sequence_nodes);
  });

  it("P35 sends purpose and output type in the second step only", async () => {
    const world = setUp();
    const campaign = await begun(world);
    const sent: unknown[] = [];
    const fetch = tapped(world.sandbox.fetch, {
      before: ({ method, body }) => method !== "GET" && sent.push([method, body]),
    });
    await new Puffle({ ...world.sandbox.options, fetch }).sequenceNodes.add(campaign, ai);
    expect(sent).toEqual([
      ["POST", { type: "ai" }],
      ["PUT", { ai_node: { purpose: "Warm opening", output_type: "email" } }],
    ]);
  });

  for (const [what, fault] of Object.entries({ ...AFTER, ...BEFORE })) {
    it(`P17 P35 is there once and described, whichever step is disturbed: ${what}`, async () => {
      for (const operation of ["addSequenceNode", "updateSequenceNode"] as const) {
        const world = setUp();
        const campaign = await begun(world);
        world.sandbox.fail(operation, fault);
        await world.puffle.sequenceNodes.add(campaign, ai);
        expect(sequence(world, campaign)).toEqual(["email Quick question", "ai Warm opening", "end"]);
      }
    });
  }

  it("P34 P35 is described also when the service could not read the sequence back", async () => {
    const world = setUp();
    const campaign = await begun(world);
    world.sandbox.fail("addSequenceNode", { readBack: "fails" });
    const nodes = await world.puffle.sequenceNodes.add(campaign, ai);
    expect(briefs(nodes)).toEqual(["email Quick question", "ai Warm opening", "end"]);
  });

  it("P35 names the node that exists when the second step fails for good", async () => {
    const world = setUp();
    const campaign = await begun(world);
    world.sandbox.fail("updateSequenceNode", { status: 400, body: { error: "Unknown output type" } });
    const error = await caughtAs(
      IncompleteError<{ nodeId: string; nodes: readonly SequenceNode[] }>,
      world.puffle.sequenceNodes.add(campaign, ai),
    );
    const node = world.sandbox.campaign(campaign.id).sequence_nodes.find(({ type }) => type === "ai");
    expect(error.report.nodeId).toBe(node?.id);
    expect(error.message).toContain(String(node?.id));
    expect(briefs(error.report.nodes)).toEqual(["email Quick question", "ai ?", "end"]);
    expect([error.outcome, error.cause instanceof BadRequestError]).toEqual(["sent", true]);
    await world.puffle.sequenceNodes.update(campaign, error.report.nodeId, {
      ai_node: { purpose: "Warm opening", output_type: "email" },
    });
    expect(sequence(world, campaign)).toEqual(["email Quick question", "ai Warm opening", "end"]);
  });

  it("P35 keeps two ai nodes apart that are added at the same time", async () => {
    const world = setUp();
    const campaign = await begun(world);
    const { sequenceNodes } = world.puffle;
    const results = await Promise.allSettled([
      sequenceNodes.add(campaign, { ...ai, purpose: "First" }),
      sequenceNodes.add(campaign, { ...ai, purpose: "Second" }),
    ]);
    const purposes = sequence(world, campaign).filter((node) => node.startsWith("ai"));
    const told = results.some((result) => result.status === "rejected" && result.reason instanceof OutcomeUnknownError);
    if (!told) expect(purposes.sort()).toEqual(["ai First", "ai Second"]);
    else expect(purposes).not.toContain("ai ?");
  });

  it("P35 describes no row twice and leaves none out when two programs add one each, or names the rows in doubt", async () => {
    const world = setUp();
    const campaign = await begun(world);
    const programs = [world.puffle, somebodyElse(world)];
    const results = await Promise.allSettled(
      programs.map(({ sequenceNodes }, index) =>
        sequenceNodes.add(campaign.id, { ...ai, purpose: `Purpose ${index}` }),
      ),
    );
    const rows = world.sandbox.campaign(campaign.id).sequence_nodes.filter(({ type }) => type === "ai");
    expect(rows).toHaveLength(2);
    const described = rows.flatMap(({ ai_node }) => ai_node?.purpose ?? []);
    expect(new Set(described).size).toBe(described.length);
    const doubts = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(described.length + doubts.length).toBe(2);
    for (const doubt of doubts) {
      expect(doubt).toBeInstanceOf(OutcomeUnknownError);
      expect(doubt.candidates).toEqual(rows.map(({ id }) => id));
    }
  });
});

describe("when the answer to an added node is lost", () => {
  for (const [what, fault] of Object.entries(AFTER)) {
    it(`P17 adds it once, and finds that it did: ${what}`, async () => {
      const world = setUp();
      const campaign = await begun(world);
      world.sandbox.fail("addSequenceNode", fault);
      const nodes = await world.puffle.sequenceNodes.add(campaign, threeDays);
      expect(briefs(nodes)).toEqual(["email Quick question", "delay 3d 0h 0m", "end"]);
      await world.sandbox.clock.advance(HOUR);
      expect(sequence(world, campaign)).toEqual(briefs(nodes));
      expect(countOf(world.sandbox, "addSequenceNode")).toBe(1);
    });
  }

  for (const [what, fault] of Object.entries(BEFORE)) {
    it(`P17 adds it once, by sending it again: ${what}`, async () => {
      const world = setUp();
      const campaign = await begun(world);
      world.sandbox.fail("addSequenceNode", fault);
      const nodes = await world.puffle.sequenceNodes.add(campaign, threeDays);
      expect(briefs(nodes)).toEqual(["email Quick question", "delay 3d 0h 0m", "end"]);
      await world.sandbox.clock.advance(HOUR);
      expect(sequence(world, campaign)).toEqual(briefs(nodes));
      expect(countOf(world.sandbox, "addSequenceNode")).toBe(2);
    });
  }

  it("P17 is not misled by identical nodes that were there before", async () => {
    for (const fault of [
      { drop: "before" },
      { drop: "after" },
      { truncate: true },
      { status: 504, work: true },
    ] as const) {
      const world = setUp();
      const campaign = await begun(world);
      await world.puffle.sequenceNodes.add(campaign, threeDays);
      await world.puffle.sequenceNodes.add(campaign, threeDays);
      world.sandbox.fail("addSequenceNode", fault);
      await world.puffle.sequenceNodes.add(campaign, threeDays);
      expect(sequence(world, campaign).filter((node) => node === "delay 3d 0h 0m")).toHaveLength(3);
    }
  });

  it("P17 is not misled by another node that somebody else adds at the same time", async () => {
    for (const fault of [{ drop: "before" }, { drop: "after" }] as const) {
      const world = setUp();
      const campaign = await begun(world);
      const other = somebodyElse(world);
      world.sandbox.fail("addSequenceNode", fault);
      const fetch = tapped(world.sandbox.fetch, {
        async before({ method, nth }) {
          if (method === "GET" && nth === 2)
            await other.sequenceNodes.add(campaign.id, { type: "delay", delay_hours: 1 });
        },
      });
      await new Puffle({ ...world.sandbox.options, fetch }).sequenceNodes.add(campaign, threeDays);
      expect(sequence(world, campaign).sort()).toEqual([
        "delay 0d 1h 0m",
        "delay 3d 0h 0m",
        "email Quick question",
        "end",
      ]);
    }
  });

  it("P17 names both when the same node stands there twice, and nobody can tell whose is whose", async () => {
    const world = setUp();
    const campaign = await begun(world);
    const other = somebodyElse(world);
    world.sandbox.fail("addSequenceNode", { drop: "after" });
    const fetch = tapped(world.sandbox.fetch, {
      async before({ method, nth }) {
        if (method === "GET" && nth === 2) await other.sequenceNodes.add(campaign.id, threeDays);
      },
    });
    const { sequenceNodes } = new Puffle({ ...world.sandbox.options, fetch });
    const error = await caughtAs(OutcomeUnknownError, sequenceNodes.add(campaign, threeDays));
    const delays = world.sandbox.campaign(campaign.id).sequence_nodes.filter(({ type }) => type === "delay");
    expect([...error.candidates].sort()).toEqual(delays.map(({ id }) => id).sort());
    expect([error.candidates.length, error.next]).toEqual([2, "check_outcome"]);
    expect(countOf(world.sandbox, "addSequenceNode")).toBe(2);
  });

  for (const latency of [30_100, 31_000, 45_000, 49_000]) {
    it(`P17 waits for an attempt that comes ${latency / 1_000} s late instead of adding it twice`, async () => {
      const world = setUp();
      const campaign = await begun(world);
      world.sandbox.fail("addSequenceNode", { latency });
      await world.puffle.sequenceNodes.add(campaign, threeDays);
      await world.sandbox.clock.advance(HOUR);
      expect(sequence(world, campaign)).toEqual(["email Quick question", "delay 3d 0h 0m", "end"]);
      expect(countOf(world.sandbox, "addSequenceNode")).toBe(1);
    });
  }

  for (const status of [502, 504]) {
    it(`P17 waits for an attempt that is carried out 4 s after a gateway has answered ${status} for it`, async () => {
      const world = setUp();
      const campaign = await begun(world);
      const { clock, fetch: send } = world.sandbox;
      let posts = 0;
      const fetch: typeof globalThis.fetch = async (input, init) => {
        if (init?.method !== "POST" || ++posts > 1) return send(input, init);
        const { method, headers, body } = init;
        clock.timer(4_000, () => void send(input, { method, headers: new Headers(headers), body: body ?? null }));
        return new Response("", { status });
      };
      const { sequenceNodes } = new Puffle({ ...world.sandbox.options, fetch });
      await sequenceNodes.add(campaign, threeDays);
      await clock.advance(HOUR);
      expect(sequence(world, campaign)).toEqual(["email Quick question", "delay 3d 0h 0m", "end"]);
      expect(posts).toBe(1);
    });
  }

  it("P17 tells when an attempt came so late that the node stands there twice", async () => {
    const world = setUp();
    const campaign = await begun(world);
    // Lands between the second attempt and its answer.
    world.sandbox.fail("addSequenceNode", { latency: 50_800 });
    world.sandbox.fail("addSequenceNode", { latency: 2_000, skip: 1 });
    const result = await world.puffle.sequenceNodes.add(campaign, threeDays).catch((error: unknown) => error);
    const delays = world.sandbox.campaign(campaign.id).sequence_nodes.filter(({ type }) => type === "delay");
    const candidates = result instanceof OutcomeUnknownError ? [...result.candidates].sort() : [];
    expect(candidates).toEqual(delays.map(({ id }) => id).sort());
    expect(delays).toHaveLength(2);
  });

  it("P17 says that nobody knows when the campaign can't be read, and adds nothing more", async () => {
    const world = setUp();
    const campaign = await begun(world);
    world.sandbox.fail("addSequenceNode", { drop: "after" });
    world.sandbox.fail("getCampaign", { status: 503, times: 20, skip: 1 });
    const error = await caughtAs(OutcomeUnknownError, world.puffle.sequenceNodes.add(campaign, threeDays));
    expect(error.message).toContain("campaigns.get(campaignId)");
    expect(countOf(world.sandbox, "addSequenceNode")).toBe(1);
  });

  it("P17 is settled by reading also where nothing may be retried", async () => {
    const world = setUp();
    const campaign = await begun(world);
    world.sandbox.fail("addSequenceNode", { drop: "after" });
    const nodes = await world.puffle.sequenceNodes.add(campaign, threeDays, { retry: false });
    expect(briefs(nodes)).toEqual(["email Quick question", "delay 3d 0h 0m", "end"]);
  });
});

describe("a node of the wrong kind", () => {
  const wrong: Readonly<Record<string, readonly [type: "email" | "linkedin", node: object]>> = {
    "an email in a LinkedIn campaign": ["linkedin", opener],
    "a message in an email campaign": ["email", { type: "message", body: "Hi" }],
    "an invitation in an email campaign": ["email", { type: "connection_request" }],
  };
  for (const [what, [channel, node]] of Object.entries(wrong)) {
    it(`P31 ${what} is refused before anything is sent, where the campaign tells its channel`, async () => {
      const { sandbox, puffle } = setUp();
      const campaign: CampaignRef = { id: "8c2b2d4e-e29b-41d4-a716-446655440000", type: channel };
      for (const act of [
        () => puffle.sequenceNodes.add(campaign, node as NewNode),
        () => puffle.sequenceNodes.build(campaign, [node as NewNode]),
      ]) {
        const error = await caughtAs(InputError, act());
        expect(error.problems.map(({ field }) => field)).toEqual([expect.stringMatching(/^nodes?(\[0\])?\.type$/)]);
        expect(error.message).toContain(channel);
      }
      expect(sandbox.requests).toEqual([]);
    });

    it(`P31 ${what} is refused after reading the campaign, where only its id is given`, async () => {
      const world = setUp();
      const campaign = await (channel === "email" ? emailDraft(world) : linkedInDraft(world));
      const before = sequence(world, campaign);
      const requests = await requestsOf(world.sandbox, async () => {
        await caughtAs(InputError, world.puffle.sequenceNodes.build(campaign.id, [node as NewNode]));
        await caughtAs(PuffleError, world.puffle.sequenceNodes.add(campaign.id, node as NewNode));
      });
      expect(requests.filter(({ method }) => method !== "GET")).toEqual([]);
      expect(sequence(world, campaign)).toEqual(before);
    });
  }

  it("P31 is the service's 400 where nobody can tell the campaign's channel", async () => {
    const sentences = new Set<string | undefined>();
    for (let seed = 1; seed <= 30; seed++) {
      const world = setUp({ seed });
      const campaign = await linkedInDraft(world);
      const fetch = tapped(world.sandbox.fetch, {
        after: ({ method }, response) =>
          method === "GET"
            ? edited(response, (body) => ({ ...body, campaign: { ...Object(body["campaign"]), type: undefined } }))
            : response,
      });
      const { sequenceNodes } = new Puffle({ ...world.sandbox.options, fetch });
      const error = await caughtAs(BadRequestError, sequenceNodes.add(campaign.id, opener));
      expect([error.status, error.next]).toEqual([400, "fix_request"]);
      sentences.add(error.said);
    }
    expect(sentences.size).toBeGreaterThan(2);
  });

  it("P31 is let through where the campaign is of a channel that this SDK does not know yet", async () => {
    const { puffle, script } = scriptedClient([], {
      forever: json({
        campaign: { id: "c1", type: "letter", status: "draft" },
        sequence_nodes: [{ id: "n1", type: "email", subject: "Quick question", body: "Hi %first_name%", position: 0 }],
      }),
    });
    const error = await caughtAs(PuffleError, puffle.sequenceNodes.add({ id: "c1", type: "letter" }, opener));
    expect(error).not.toBeInstanceOf(InputError);
    expect(script.requests.map(({ method }) => method)).toContain("POST");
  });
});

describe("nodes that can't be right", () => {
  const email: CampaignRef = { id: "8c2b2d4e-e29b-41d4-a716-446655440000", type: "email" };
  const linkedin: CampaignRef = { id: email.id, type: "linkedin" };

  const bad: readonly (readonly [what: string, campaign: CampaignRef, node: unknown, field: string])[] = [
    ["P37 a delay of nothing", email, { type: "delay" }, "node"],
    ["P37 a delay of zero minutes", email, { type: "delay", delay_days: 0, delay_minutes: 0 }, "node"],
    ["P37 a delay of 30 days and a minute", email, { type: "delay", delay_days: 30, delay_minutes: 1 }, "node"],
    ["P37 a delay of 31 days", email, { type: "delay", delay_days: 31 }, "node"],
    ["P37 a delay of 721 hours", email, { type: "delay", delay_hours: 721 }, "node"],
    ["P37 a delay of 43 201 minutes", email, { type: "delay", delay_minutes: 43_201 }, "node"],
    ["P37 a delay back in time", email, { type: "delay", delay_days: 2, delay_hours: -1 }, "node"],
    ["P37 a delay of half a day", email, { type: "delay", delay_days: 0.5 }, "node"],
    ["P37 a delay of NaN", email, { type: "delay", delay_days: Number.NaN }, "node"],
    ["P37 a delay without end", email, { type: "delay", delay_days: Number.POSITIVE_INFINITY }, "node"],
    ["P32 a delay in words", email, { type: "delay", delay_days: "3" }, "node.delay_days"],
    ["P32 an email without a subject", email, { type: "email", body: "Hi" }, "node.subject"],
    ["P32 an email without a body", email, { type: "email", subject: "Hi" }, "node.body"],
    ["P32 an email with null for a body", email, { type: "email", subject: "Hi", body: null }, "node.body"],
    ["P32 an email that waits", email, { ...opener, delay_days: 1 }, "node.delay_days"],
    ["P32 an email with an invitation's member", email, { ...opener, include_message: true }, "node.include_message"],
    ["P32 an email with a reply in words", email, { ...opener, is_reply: "yes" }, "node.is_reply"],
    ["P32 a message with a subject", linkedin, { type: "message", subject: "Hi", body: "Hi" }, "node.subject"],
    ["P32 a message without words", linkedin, { type: "message" }, "node.body"],
    ["P32 an ai node without a purpose", email, { type: "ai", output_type: "email" }, "node.purpose"],
    ["P32 an ai node without an output type", email, { type: "ai", purpose: "x" }, "node.output_type"],
    ["P32 an end with words", email, { type: "end", body: "Bye" }, "node.body"],
    ["a node of an unknown type", email, { type: "letter", body: "Hi" }, "node.type"],
    ["a node whose type is a member of every object", email, { type: "toString" }, "node.type"],
    ["a node without a type", email, { body: "Hi" }, "node.type"],
    ["a node that is null", email, null, "node"],
    ["a node that is a string", email, "email", "node"],
    ["P33 a position before the first", email, { ...opener, position: -1 }, "node.position"],
    ["P33 a position between two", email, { ...opener, position: 0.5 }, "node.position"],
    [
      "P32 an invitation of 301 characters",
      linkedin,
      { type: "connection_request", include_message: true, body: "x".repeat(301) },
      "node.body",
    ],
  ];
  for (const [what, campaign, node, field] of bad) {
    it(`${what} is refused before anything is sent`, async () => {
      const { sandbox, puffle } = setUp();
      const one = await caughtAs(InputError, puffle.sequenceNodes.add(campaign, node as NewNode));
      expect(one.problems.map((problem) => problem.field)).toContain(field);
      const good = campaign === email ? opener : { type: "message", body: "Hi" };
      const many = await caughtAs(InputError, puffle.sequenceNodes.build(campaign, [good, node] as NewNode[]));
      const placed = field === "node.position" ? "nodes[1].position" : field.replace(/^node/, "nodes[1]");
      expect(many.problems.map((problem) => problem.field)).toContain(placed);
      expect([one.next, many.next, one.outcome]).toEqual(["fix_request", "fix_request", "not_sent"]);
      expect(sandbox.requests).toEqual([]);
    });
  }

  it("P32 counts an invitation's characters as a person does", async () => {
    const nodes = [
      { id: "n1", type: "connection_request", position: 0 },
      { id: "n2", type: "end", position: 1 },
    ];
    const detail = { campaign: { id: "c1", type: "linkedin", status: "draft" }, sequence_nodes: nodes };
    const node = { type: "connection_request", include_message: true, body: "👋".repeat(300) } as const;
    const grown = [...nodes, { ...node, id: "n3", position: 2 }];
    const { puffle, script } = scriptedClient([json(detail), json({ sequence_nodes: grown })]);
    await puffle.sequenceNodes.add({ id: "c1", type: "linkedin" }, node);
    expect(script.requests[1]?.json).toEqual(node);
    const over = { ...node, body: `${node.body}👋` };
    const error = await caughtAs(InputError, puffle.sequenceNodes.add({ id: "c1", type: "linkedin" }, over));
    expect(error.message).toContain("301");
    expect(script.requests).toHaveLength(2);
  });

  it("P32 lets a long body through where the invitation does not carry it", async () => {
    const world = setUp();
    const campaign = await linkedInDraft(world);
    const node = { type: "connection_request", include_message: false, body: "x".repeat(400) } as const;
    const nodes = await world.puffle.sequenceNodes.add(campaign, node);
    expect(nodes.some(({ body }) => body === node.body)).toBe(true);
  });

  it("P37 takes the shortest and the longest delay, however they are written", async () => {
    const world = setUp();
    const campaign = await begun(world);
    for (const delay of [
      { delay_minutes: 1 },
      { delay_days: 30 },
      { delay_hours: 720 },
      { delay_minutes: 43_200 },
      { delay_days: 29, delay_hours: 23, delay_minutes: 60 },
      { delay_days: 0, delay_hours: 0, delay_minutes: 1 },
    ]) {
      await world.puffle.sequenceNodes.add(campaign, { type: "delay", ...delay });
    }
    expect(sequence(world, campaign).filter((node) => node.startsWith("delay"))).toHaveLength(6);
  });

  it("names everything that is wrong with all the nodes at once, and sends nothing", async () => {
    const { sandbox, puffle } = setUp();
    const nodes: unknown[] = [
      { type: "message", body: 7 },
      opener,
      { type: "delay" },
      { type: "email", subject: "x", body: "y", purpose: "z" },
      undefined,
    ];
    const error = await caughtAs(InputError, puffle.sequenceNodes.build(email, nodes as NewNode[]));
    expect(error.problems.map(({ field }) => field)).toEqual([
      "nodes[0].type",
      "nodes[0].body",
      "nodes[2]",
      "nodes[3].purpose",
      "nodes[4]",
    ]);
    for (const { field } of error.problems) expect(error.message).toContain(field);
    expect(sandbox.requests).toEqual([]);
  });

  it("refuses an empty sequence, and what is none", async () => {
    const { sandbox, puffle } = setUp();
    for (const nodes of [[], undefined, null, "email", { type: "email" }, new Set([opener])]) {
      const error = await caughtAs(InputError, puffle.sequenceNodes.build(email, nodes as NewNode[]));
      expect(error.problems.map(({ field }) => field)).toEqual(["nodes"]);
    }
    expect(sandbox.requests).toEqual([]);
  });

  it("refuses a sequence that is only an end", async () => {
    const { sandbox, puffle } = setUp();
    const error = await caughtAs(InputError, puffle.sequenceNodes.build(email, [{ type: "end" }]));
    expect(error.problems.map(({ field }) => field)).toEqual(["nodes"]);
    expect(sandbox.requests).toEqual([]);
  });

  it("refuses an end before the last node, and adds nothing", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const before = sequence(world, campaign);
    const error = await caughtAs(
      InputError,
      world.puffle.sequenceNodes.build(campaign, [opener, { type: "end" }, followUp]),
    );
    expect(error.problems.map(({ field }) => field)).toEqual(["nodes[1]"]);
    expect(sequence(world, campaign)).toEqual(before);
    expect(world.sandbox.requests.filter(({ method }) => method !== "GET")).toHaveLength(1);
  });
});

describe("building a sequence", () => {
  it("P33 makes it the sequence of a fresh email draft, its empty first node filled in", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const seed = campaign.sequence_nodes?.[0]?.id;
    const report = await world.puffle.sequenceNodes.build(campaign, mailSteps);
    expect(briefs(report.nodes)).toEqual(["email Quick question", "delay 3d 0h 0m", "email Following up", "end"]);
    expect(report.added).toBe(3);
    expect(report.nodes).toEqual(world.sandbox.campaign(campaign.id).sequence_nodes);
    expect(report.nodes[0]?.id).toBe(seed);
    expect(report.nodes[2]?.is_reply).toBe(true);
  });

  it("P33 makes it the sequence of a fresh LinkedIn draft, from the id alone", async () => {
    const world = setUp();
    const { id } = await linkedInDraft(world);
    const report = await world.puffle.sequenceNodes.build(id, [
      { type: "connection_request", include_message: true, body: "Let us connect" },
      { type: "delay", delay_hours: 5 },
      { type: "message", body: "Thanks for connecting" },
      { type: "end" },
    ]);
    expect(sequence(world, { id })).toEqual([
      "connection_request Let us connect",
      "delay 0d 5h 0m",
      "message Thanks for connecting",
      "end",
    ]);
    expect(report.added).toBe(3);
    expect(report.nodes[0]?.include_message).toBe(true);
  });

  it("leaves an invitation without words as it was seeded", async () => {
    const world = setUp();
    const campaign = await linkedInDraft(world);
    const report = await world.puffle.sequenceNodes.build(campaign, [
      { type: "connection_request" },
      { type: "message", body: "Thanks" },
    ]);
    expect(briefs(report.nodes)).toEqual(["connection_request", "message Thanks", "end"]);
    expect([report.added, countOf(world.sandbox, "updateSequenceNode")]).toEqual([2, 0]);
  });

  it("removes the seeded node where the first one is of another type", async () => {
    const world = setUp();
    const campaign = await linkedInDraft(world);
    const report = await world.puffle.sequenceNodes.build(campaign, [
      { type: "message", body: "Hello again" },
      { type: "delay", delay_days: 1 },
    ]);
    expect(sequence(world, campaign)).toEqual(["message Hello again", "delay 1d 0h 0m", "end"]);
    expect(briefs(report.nodes)).toEqual(sequence(world, campaign));
    expect(report.added).toBe(2);
  });

  it("P35 builds with ai nodes, first or later", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const report = await world.puffle.sequenceNodes.build(campaign, [
      { type: "ai", purpose: "Open", output_type: "email" },
      threeDays,
      { type: "ai", purpose: "Close", output_type: "email" },
    ]);
    expect(sequence(world, campaign)).toEqual(["ai Open", "delay 3d 0h 0m", "ai Close", "end"]);
    expect(briefs(report.nodes)).toEqual(sequence(world, campaign));
  });

  it("P34 builds on where the service can't read any change back", async () => {
    const world = setUp();
    const campaign = await linkedInDraft(world);
    world.sandbox.fail("addSequenceNode", { readBack: "fails", times: 9 });
    world.sandbox.fail("deleteSequenceNode", { readBack: "fails", times: 9 });
    const report = await world.puffle.sequenceNodes.build(campaign, [
      { type: "message", body: "One" },
      { type: "delay", delay_days: 1 },
      { type: "message", body: "Two" },
    ]);
    expect(briefs(report.nodes)).toEqual(["message One", "delay 1d 0h 0m", "message Two", "end"]);
    expect(sequence(world, campaign)).toEqual(briefs(report.nodes));
  });

  it("P17 is exactly what was asked for, whatever is lost on the way", async () => {
    for (const first of [opener, threeDays]) {
      for (const fault of [...Object.values(AFTER), ...Object.values(BEFORE)]) {
        for (const operation of [
          "addSequenceNode",
          "updateSequenceNode",
          "deleteSequenceNode",
          "getCampaign",
        ] as const) {
          const world = setUp();
          const campaign = await emailDraft(world);
          world.sandbox.fail(operation, fault);
          world.sandbox.fail(operation, { ...fault, skip: 2 });
          const steps = [first, threeDays, threeDays, followUp];
          const report = await world.puffle.sequenceNodes.build(campaign, steps, { timeout: 300_000 });
          const expected = [
            brief({ id: "", ...first }),
            "delay 3d 0h 0m",
            "delay 3d 0h 0m",
            "email Following up",
            "end",
          ];
          expect(briefs(report.nodes)).toEqual(expected);
          await world.sandbox.clock.advance(HOUR);
          expect(sequence(world, campaign)).toEqual(expected);
        }
      }
    }
  });

  it("sends nothing more when everything stands there already", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    await world.puffle.sequenceNodes.build(campaign, mailSteps);
    const requests = await requestsOf(world.sandbox, async () => {
      const report = await world.puffle.sequenceNodes.build(campaign, mailSteps);
      expect([report.added, report.nodes.length]).toEqual([3, 4]);
    });
    expect(requests.map(({ operation }) => operation)).toEqual(["getCampaign"]);
  });

  it("goes on behind what stands there already", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    await world.puffle.sequenceNodes.build(campaign, mailSteps.slice(0, 1));
    await world.puffle.sequenceNodes.build(campaign, mailSteps.slice(0, 2));
    const report = await world.puffle.sequenceNodes.build(campaign, mailSteps);
    expect(sequence(world, campaign)).toEqual(["email Quick question", "delay 3d 0h 0m", "email Following up", "end"]);
    expect(report.added).toBe(3);
  });

  const others: Readonly<Record<string, readonly NewNode[]>> = {
    "another first email": [{ ...opener, subject: "Another question" }],
    "other words": [{ ...opener, body: "Hello %first_name%" }],
    "another delay": [opener, { type: "delay", delay_days: 4 }],
    "a reply where none was wanted": [{ ...opener, is_reply: true }],
    "more nodes": [opener, threeDays, followUp, threeDays],
    "the same nodes in another order": [followUp, threeDays, opener],
  };
  for (const [what, nodes] of Object.entries(others)) {
    it(`leaves a campaign alone that has another sequence already: ${what}`, async () => {
      const world = setUp();
      const campaign = await emailDraft(world);
      await world.puffle.sequenceNodes.build(campaign.id, nodes);
      const before = sequence(world, campaign);
      const requests = await requestsOf(world.sandbox, async () => {
        const error = await caughtAs(InputError, world.puffle.sequenceNodes.build(campaign, mailSteps));
        expect(error.problems.map(({ field }) => field)).toEqual(["campaign"]);
      });
      expect(requests.map(({ operation }) => operation)).toEqual(["getCampaign"]);
      expect(sequence(world, campaign)).toEqual(before);
    });
  }

  it("P36 says that the campaign is no draft", async () => {
    const world = setUp();
    const campaign = await activeCampaign(world);
    const before = sequence(world, campaign);
    const longer: readonly EmailNode[] = [{ type: "email", subject: "Hello", body: "A word" }, followUp];
    await caughtAs(CampaignNotDraftError, world.puffle.sequenceNodes.build(campaign.id, longer));
    expect(sequence(world, campaign)).toEqual(before);
  });

  type Report = { readonly nodes: readonly SequenceNode[]; readonly added: number };

  /** Builds with the n-th request to an operation refused for good, then builds again. */
  async function cutOff(
    operation: "addSequenceNode" | "updateSequenceNode" | "deleteSequenceNode",
    nth: number,
    steps: readonly NewNode[],
    channel: "email" | "linkedin" = "email",
  ) {
    const world = setUp();
    const { id } = await (channel === "email" ? emailDraft(world) : linkedInDraft(world));
    world.sandbox.fail(operation, { status: 403, skip: nth - 1 });
    const error = await caughtAs(PuffleError, world.puffle.sequenceNodes.build(id, steps));
    const left = sequence(world, { id });
    world.sandbox.clearFaults();
    const report = await world.puffle.sequenceNodes.build(id, steps);
    return { error, left, report, now: sequence(world, { id }) };
  }

  it("tells how far it came, and goes on there when it is called again", async () => {
    for (let nth = 1; nth <= 3; nth++) {
      const steps = [opener, threeDays, followUp, threeDays];
      const { error, left, report, now } = await cutOff("addSequenceNode", nth, steps);
      expect(error).toBeInstanceOf(IncompleteError);
      const done: Report | undefined = error instanceof IncompleteError ? error.report : undefined;
      expect([done?.added, briefs(done?.nodes ?? [])]).toEqual([nth, left]);
      expect(error.message).toContain(`${nth} of 4`);
      expect(now).toEqual(["email Quick question", "delay 3d 0h 0m", "email Following up", "delay 3d 0h 0m", "end"]);
      expect(report.added).toBe(4);
    }
  });

  it("is the plain error when nothing was done yet", async () => {
    const { error, now } = await cutOff("updateSequenceNode", 1, mailSteps);
    expect([error.name, error.status]).toEqual(["PermissionDeniedError", 403]);
    expect(now).toEqual(["email Quick question", "delay 3d 0h 0m", "email Following up", "end"]);
  });

  it("goes on after it was cut off with the seeded node still in front", async () => {
    const steps: NewNode[] = [{ type: "message", body: "One" }, threeDays, { type: "message", body: "Two" }];
    for (let nth = 2; nth <= 3; nth++) {
      const { now, report } = await cutOff("addSequenceNode", nth, steps, "linkedin");
      expect(now).toEqual(["message One", "delay 3d 0h 0m", "message Two", "end"]);
      expect(report.added).toBe(3);
    }
  });

  it("goes on after it was cut off right before the seeded node was removed", async () => {
    const steps: NewNode[] = [{ type: "message", body: "One" }, threeDays];
    const { now } = await cutOff("deleteSequenceNode", 1, steps, "linkedin");
    expect(now).toEqual(["message One", "delay 3d 0h 0m", "end"]);
  });

  it("P35 goes on after it was cut off between the two steps of an ai node", async () => {
    const steps: NewNode[] = [opener, { type: "ai", purpose: "Close", output_type: "email" }, threeDays];
    const { error, now } = await cutOff("updateSequenceNode", 2, steps);
    expect(error.message).toMatch(/the ai node exists \(id [\w-]+\)/);
    expect(now).toEqual(["email Quick question", "ai Close", "delay 3d 0h 0m", "end"]);
  });

  it("P17 does not pass off as its own a sequence that somebody else has added to meanwhile", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const other = somebodyElse(world);
    const fetch = tapped(world.sandbox.fetch, {
      async before({ method, nth }) {
        if (method === "POST" && nth === 2)
          await other.sequenceNodes.add(campaign.id, { type: "delay", delay_hours: 1 });
      },
    });
    const { sequenceNodes } = new Puffle({ ...world.sandbox.options, fetch });
    const result = await sequenceNodes.build(campaign, mailSteps).catch((error: unknown) => error);
    expect(sequence(world, campaign)).toContain("delay 0d 1h 0m");
    expect(result).toBeInstanceOf(PuffleError);
  });

  it("P17 does not pass off as its own a sequence in which an attempt came so late that a step stands twice", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail("addSequenceNode", { latency: 53_000 });
    world.sandbox.fail("addSequenceNode", { latency: 10_000, skip: 2 });
    const result = await world.puffle.sequenceNodes.build(campaign, mailSteps).catch((error: unknown) => error);
    expect(sequence(world, campaign).filter((node) => node.startsWith("delay"))).toHaveLength(2);
    expect(result).toBeInstanceOf(PuffleError);
  });

  it("P17 adds every step once when two builds of one campaign run at the same time, or says that it did not", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const build = () => world.puffle.sequenceNodes.build(campaign, mailSteps);
    const results = await Promise.allSettled([build(), build()]);
    const exact = sequence(world, campaign).join() === "email Quick question,delay 3d 0h 0m,email Following up,end";
    expect(exact || results.some(({ status }) => status === "rejected")).toBe(true);
  });

  it("P17 adds every step once when two programs build one campaign at the same time, or one of them says that it did not", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const programs = [world.puffle, somebodyElse(world)];
    const results = await Promise.allSettled(programs.map((puffle) => puffle.sequenceNodes.build(campaign, mailSteps)));
    const exact = sequence(world, campaign).join() === "email Quick question,delay 3d 0h 0m,email Following up,end";
    const doubts = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(exact || doubts.length > 0).toBe(true);
    for (const doubt of doubts) expect(doubt).toMatchObject({ name: "IncompleteError", outcome: "unknown" });
  });

  /** Builds while somebody else does something right before the sequence is read at the end. */
  async function meddled(act: (other: Puffle, nodes: readonly SequenceNode[], id: string) => Promise<unknown>) {
    const world = setUp();
    const campaign = await emailDraft(world);
    const other = somebodyElse(world);
    const fetch = tapped(world.sandbox.fetch, {
      async before({ method, nth }) {
        if (method === "GET" && nth === 2)
          await act(other, world.sandbox.campaign(campaign.id).sequence_nodes, campaign.id);
      },
    });
    const { sequenceNodes } = new Puffle({ ...world.sandbox.options, fetch });
    const before = () => world.sandbox.campaign(campaign.id).sequence_nodes;
    const error = await caughtAs(IncompleteError<BuildReport>, sequenceNodes.build(campaign, mailSteps));
    return { error, nodes: before() };
  }

  const meddling: Readonly<
    Record<string, (other: Puffle, nodes: readonly SequenceNode[], id: string) => Promise<unknown>>
  > = {
    "was not added by this call": ({ sequenceNodes }, _, id) =>
      sequenceNodes.add(id, { type: "delay", delay_hours: 1 }),
    "is gone": ({ sequenceNodes }, nodes, id) => sequenceNodes.delete(id, String(nodes[1]?.id)),
    "was changed": ({ sequenceNodes }, nodes, id) =>
      sequenceNodes.update(id, String(nodes[0]?.id), { body: "Buy now" }),
    "was moved": ({ sequenceNodes }, nodes, id) => sequenceNodes.move(id, String(nodes[2]?.id), 0),
    "does not end with an end": ({ sequenceNodes }, nodes, id) => sequenceNodes.delete(id, String(nodes[3]?.id)),
  };
  for (const [what, act] of Object.entries(meddling)) {
    it(`P17 P82 says so, with the sequence and nobody's words, when a node at the end ${what}`, async () => {
      const { error, nodes } = await meddled(act);
      expect(error.message).toContain(what);
      expect([error.outcome, error.next, error.report.added]).toEqual(["unknown", "check_outcome", 3]);
      expect(error.report.nodes).toEqual(nodes);
      for (const words of ["Quick question", "Following up", "Buy now"]) expect(error.message).not.toContain(words);
      expect(error.cause).toBeInstanceOf(OutcomeUnknownError);
    });
  }
});

describe("moving, deleting and changing nodes", () => {
  async function built(world: World) {
    const campaign = await emailDraft(world);
    const { nodes } = await world.puffle.sequenceNodes.build(campaign, mailSteps);
    return { campaign, ids: nodes.map(({ id }) => id) };
  }

  it("moves a node, and gives back the sequence in order", async () => {
    const world = setUp();
    const { campaign, ids } = await built(world);
    const nodes = await world.puffle.sequenceNodes.move(campaign, String(ids[1]), 0);
    expect(nodes.map(({ id }) => id)).toEqual([ids[1], ids[0], ids[2], ids[3]]);
    expect(nodes).toEqual(world.sandbox.campaign(campaign.id).sequence_nodes);
  });

  it("deletes a node, and gives back the sequence in order", async () => {
    const world = setUp();
    const { campaign, ids } = await built(world);
    const nodes = await world.puffle.sequenceNodes.delete(campaign.id, String(ids[1]));
    expect(nodes.map(({ id }) => id)).toEqual([ids[0], ids[2], ids[3]]);
    expect(nodes.map(({ position }) => position)).toEqual([0, 1, 2]);
  });

  it("P34 reads the sequence when the service could not, after a move and after a deletion", async () => {
    const world = setUp();
    const { campaign, ids } = await built(world);
    world.sandbox.fail("moveSequenceNode", { readBack: "fails" });
    world.sandbox.fail("deleteSequenceNode", { readBack: "fails" });
    const moved = await world.puffle.sequenceNodes.move(campaign, String(ids[2]), 0);
    expect(moved.map(({ id }) => id)).toEqual([ids[2], ids[0], ids[1], ids[3]]);
    const left = await world.puffle.sequenceNodes.delete(campaign, String(ids[2]));
    expect(left.map(({ id }) => id)).toEqual([ids[0], ids[1], ids[3]]);
  });

  it("takes a node that is gone already for deleted", async () => {
    const world = setUp();
    const { campaign, ids } = await built(world);
    world.sandbox.fail("deleteSequenceNode", { drop: "after" });
    const nodes = await world.puffle.sequenceNodes.delete(campaign, String(ids[1]));
    expect(nodes.map(({ id }) => id)).toEqual([ids[0], ids[2], ids[3]]);
    expect(await world.puffle.sequenceNodes.delete(campaign, String(ids[1]))).toEqual(nodes);
  });

  it("does not take a missing campaign for a deleted node", async () => {
    const world = setUp();
    const missing = "8c2b2d4e-e29b-41d4-a716-446655440000";
    const error = await caughtAs(NotFoundError, world.puffle.sequenceNodes.delete(missing, missing));
    expect(error.status).toBe(404);
  });

  it("P10 does not take a missing node for moved", async () => {
    const world = setUp();
    const { campaign } = await built(world);
    await caughtAs(NotFoundError, world.puffle.sequenceNodes.move(campaign, campaign.id, 0));
  });

  it("P17 moves once when the answer is lost", async () => {
    const world = setUp();
    const { campaign, ids } = await built(world);
    world.sandbox.fail("moveSequenceNode", { drop: "after" });
    const nodes = await world.puffle.sequenceNodes.move(campaign, String(ids[0]), 2);
    expect(nodes.map(({ id }) => id)).toEqual([ids[1], ids[2], ids[0], ids[3]]);
  });

  it("changes only what is sent of a node", async () => {
    const world = setUp();
    const { campaign, ids } = await built(world);
    const node = await world.puffle.sequenceNodes.update(campaign, String(ids[0]), { body: "Other words" });
    expect([node.id, node.subject, node.body]).toEqual([ids[0], "Quick question", "Other words"]);
    expect(sequence(world, campaign)[0]).toBe("email Quick question");
  });
});
