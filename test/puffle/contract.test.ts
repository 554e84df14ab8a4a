import {
  type ApiResponse,
  type Call,
  type CallOptions,
  type CampaignRef,
  InputError,
  type NewNode,
  NotFoundError,
  Puffle,
  ServerError,
  type WorkspaceContextUpdate,
} from "puffle-sdk";
import { describe, expect, it } from "vitest";
import { operations } from "../../generated/puffle.operations.ts";
import { caughtAs, unhandledDuring } from "../support/errors.ts";
import { json, refused } from "../support/fetch.ts";
import { scriptedClient } from "./support/scripted.ts";
import { countOf, emailDraft, people, setUp } from "./support/world.ts";

const ID = "8c2b2d4e-e29b-41d4-a716-446655440000";
const context: WorkspaceContextUpdate["context"] = { user: {}, company: {}, content: {}, market: {} };

/** An answer with every member that any method picks. */
const answer = {
  domain: { id: "d1" },
  domains: [{ id: "d1" }],
  run: { id: "r1" },
  enrichments: [{ id: "e1" }],
  campaigns: [{ id: "c1" }],
  campaign: { id: "c1", type: "email", status: "draft" },
  sequence_nodes: [{ id: "n1" }],
  prospect: { id: "p1" },
  node: { id: "n1" },
  messages: [{ id: "m1" }],
  message: { id: "m1" },
  thread: { id: "t1", status: "draft" },
  threads: [{ id: "t1" }],
  attachment: { bucket: "b", path: "p1" },
  accounts: [{ id: "s1" }],
  account: { id: "a1" },
  senders: [],
  context: { company: { product: "x" } },
  profile: null,
  lead: { id: "l1" },
  list: { id: "l1" },
  lists: [{ id: "l1" }],
  tasks: [{ id: "t1" }],
  types: [{ id: "t1" }],
  more: true,
};

interface SingleRequest {
  readonly operation: keyof typeof operations;
  readonly path: string;
  readonly query?: string;
  readonly body?: unknown;
  /** The member that is handed out; the whole answer where there is none. */
  readonly picks?: keyof typeof answer;
  readonly call: (puffle: Puffle, options?: CallOptions) => Call<unknown>;
}

const campaign = `/api/campaigns/${ID}`;
const updates = { first_name: "Ada" };
const newCampaign = { type: "email", name: "Q3", sender_account_ids: ["s1"] } as const;

const newLead = { type: "person", name: { full: "Ada" } } as const;

/** Every method that is a single request, and what it sends. */
const singles: Readonly<Record<string, SingleRequest>> = {
  "campaigns.list": {
    operation: "listCampaigns",
    path: "/api/campaigns",
    picks: "campaigns",
    call: (puffle, options) => puffle.campaigns.list(options),
  },
  "campaigns.get": {
    operation: "getCampaign",
    path: campaign,
    call: (puffle, options) => puffle.campaigns.get(ID, options),
  },
  "campaigns.create": {
    operation: "createCampaign",
    path: "/api/campaigns",
    body: newCampaign,
    picks: "campaign",
    call: (puffle, options) => puffle.campaigns.create(newCampaign, options),
  },
  "campaigns.update": {
    operation: "updateCampaign",
    path: campaign,
    body: { name: "Q4", sequence_nodes: [{ type: "end" }] },
    picks: "campaign",
    call: (puffle, options) => puffle.campaigns.update(ID, { name: "Q4", sequence_nodes: [{ type: "end" }] }, options),
  },
  "campaigns.senders": {
    operation: "getCampaignSenders",
    path: `${campaign}/senders`,
    call: (puffle, options) => puffle.campaigns.senders({ id: ID }, options),
  },
  "campaigns.settings": {
    operation: "getCampaignSettings",
    path: "/api/campaigns/settings",
    call: (puffle, options) => puffle.campaigns.settings(options),
  },
  "campaigns.leads.update": {
    operation: "updateLeadInCampaign",
    path: `${campaign}/leads`,
    body: { prospect_id: ID, updates },
    picks: "prospect",
    call: (puffle, options) => puffle.campaigns.leads.update(ID, ID, updates, options),
  },
  "campaigns.messages.list": {
    operation: "listGeneratedMessages",
    path: `${campaign}/generate-messages`,
    query: "status=all",
    picks: "messages",
    call: (puffle, options) => puffle.campaigns.messages.list(ID, { status: "all" }, options),
  },
  "campaigns.messages.resolve": {
    operation: "generateMessages",
    path: `${campaign}/generate-messages`,
    body: { action: "resolve" },
    picks: "messages",
    call: (puffle, options) => puffle.campaigns.messages.resolve(ID, options),
  },
  "campaigns.messages.generateAi": {
    operation: "generateMessages",
    path: `${campaign}/generate-messages`,
    body: { action: "generate_ai", prospect_ids: [ID] },
    call: (puffle, options) => puffle.campaigns.messages.generateAi(ID, { prospect_ids: [ID] }, options),
  },
  "campaigns.messages.update": {
    operation: "updateGeneratedMessage",
    path: `${campaign}/generate-messages`,
    body: { message_id: ID, subject: "Hello" },
    picks: "message",
    call: (puffle, options) => puffle.campaigns.messages.update(ID, ID, { subject: "Hello" }, options),
  },
  "sequenceNodes.update": {
    operation: "updateSequenceNode",
    path: `${campaign}/sequence/nodes/${ID}`,
    body: { body: "Hello" },
    picks: "node",
    call: (puffle, options) => puffle.sequenceNodes.update(ID, ID, { body: "Hello" }, options),
  },
  "leads.create": {
    operation: "createLead",
    path: "/api/leads",
    body: newLead,
    picks: "lead",
    call: (puffle, options) => puffle.leads.create(newLead, options),
  },
  "leads.update": {
    operation: "updateLead",
    path: "/api/leads",
    body: { title: "CEO", id: ID },
    picks: "lead",
    call: (puffle, options) => puffle.leads.update(ID, { title: "CEO" }, options),
  },
  "leads.delete": {
    operation: "deleteLead",
    path: "/api/leads",
    body: { id: ID },
    call: (puffle, options) => puffle.leads.delete(ID, options),
  },
  "leads.searches": {
    operation: "listLeadSearches",
    path: "/api/leads/search",
    query: `taskId=${ID}`,
    picks: "tasks",
    call: (puffle, options) => puffle.leads.searches({ taskId: ID }, options),
  },
  "leads.searchResults": {
    operation: "listLeadSearchResults",
    path: "/api/leads/search/results",
    query: `taskId=${ID}`,
    call: (puffle, options) => puffle.leads.searchResults(ID, options),
  },
  "lists.list": {
    operation: "listLists",
    path: "/api/lists",
    picks: "lists",
    call: (puffle, options) => puffle.lists.list(options),
  },
  "lists.create": {
    operation: "createList",
    path: "/api/lists",
    body: { name: "Spring" },
    picks: "list",
    call: (puffle, options) => puffle.lists.create({ name: "Spring" }, options),
  },
  "lists.update": {
    operation: "updateList",
    path: "/api/lists",
    body: { name: "Summer", id: ID },
    picks: "list",
    call: (puffle, options) => puffle.lists.update({ id: ID }, { name: "Summer" }, options),
  },
  "lists.delete": {
    operation: "deleteList",
    path: "/api/lists",
    body: { id: ID },
    call: (puffle, options) => puffle.lists.delete(ID, options),
  },
  "lists.checkDuplicates": {
    operation: "checkListDuplicates",
    path: "/api/lists/check-duplicates",
    body: { people: [{ fullName: "Ada" }] },
    call: (puffle, options) => puffle.lists.checkDuplicates({ people: [{ fullName: "Ada" }] }, options),
  },
  "signals.types.list": {
    operation: "listSignalTypes",
    path: "/api/signals/types",
    query: `ids=${ID},${ID}`,
    picks: "types",
    call: (puffle, options) => puffle.signals.types.list({ ids: [ID, ID] }, options),
  },
  "signals.sources.list": {
    operation: "listSignalSources",
    path: "/api/signals/sources",
    call: (puffle, options) => puffle.signals.sources.list(options),
  },
  "signals.settings.get": {
    operation: "getSignalSettings",
    path: "/api/signals/settings",
    call: (puffle, options) => puffle.signals.settings.get(options),
  },
  "signals.settings.update": {
    operation: "updateSignalSettings",
    path: "/api/signals/settings",
    body: { paused: true, scanTimeUtc: "06:15" },
    call: (puffle, options) => puffle.signals.settings.update({ paused: true, scanTimeUtc: "06:15" }, options),
  },
  "signals.keywordRuns": {
    operation: "getSignalAnalytics",
    path: "/api/signals/analytics",
    query: `type=keyword-runs&keywordId=${ID}`,
    call: (puffle, options) => puffle.signals.keywordRuns(ID, options),
  },
  "senders.list": {
    operation: "listSenders",
    path: "/api/senders",
    query: "type=linkedin",
    picks: "accounts",
    call: (puffle, options) => puffle.senders.list({ type: "linkedin" }, options),
  },
  "senders.get": {
    operation: "getSender",
    path: `/api/senders/${ID}`,
    call: (puffle, options) => puffle.senders.get(ID, options),
  },
  "senders.schedule": {
    operation: "getSenderSchedule",
    path: `/api/senders/${ID}/schedule`,
    call: (puffle, options) => puffle.senders.schedule(ID, options),
  },
  "threads.get": {
    operation: "getThread",
    path: `/api/threads/${ID}`,
    call: (puffle, options) => puffle.threads.get(ID, options),
  },
  "threads.create": {
    operation: "createThread",
    path: "/api/threads",
    body: { draft_subject: "Hello" },
    picks: "thread",
    call: (puffle, options) => puffle.threads.create({ draft_subject: "Hello" }, options),
  },
  "threads.update": {
    operation: "updateThread",
    path: `/api/threads/${ID}`,
    body: { status: "archived" },
    picks: "thread",
    call: (puffle, options) => puffle.threads.update({ id: ID }, { status: "archived" }, options),
  },
  "threads.deleteDraft": {
    operation: "deleteDraftThread",
    path: `/api/threads/${ID}`,
    call: (puffle, options) => puffle.threads.deleteDraft(ID, options),
  },
  "threads.messages.send": {
    operation: "sendThreadMessage",
    path: `/api/threads/${ID}/messages`,
    body: { body_text: "Hello" },
    call: (puffle, options) => puffle.threads.messages.send(ID, { body_text: "Hello" }, options),
  },
  "threads.attachments.upload": {
    operation: "uploadThreadAttachment",
    path: `/api/threads/${ID}/attachments`,
    picks: "attachment",
    call: (puffle, options) => puffle.threads.attachments.upload(ID, new File(["x"], "x.txt"), options),
  },
  "senders.connectLinkedIn": {
    operation: "connectLinkedInSender",
    path: "/api/unipile/connect",
    call: (puffle, options) => puffle.senders.connectLinkedIn(options),
  },
  "senders.inboxes.list": {
    operation: "listInboxes",
    path: "/api/email/accounts",
    picks: "accounts",
    call: (puffle, options) => puffle.senders.inboxes.list(options),
  },
  "senders.inboxes.create": {
    operation: "createInbox",
    path: "/api/email/accounts",
    body: { username: "robin", domain_id: ID },
    picks: "account",
    call: (puffle, options) => puffle.senders.inboxes.create({ username: "robin", domain_id: ID }, options),
  },
  "senders.inboxes.update": {
    operation: "updateInbox",
    path: `/api/email/accounts/${ID}`,
    body: { signature: "Robin" },
    picks: "account",
    call: (puffle, options) => puffle.senders.inboxes.update(ID, { signature: "Robin" }, options),
  },
  "senders.inboxes.delete": {
    operation: "deleteInbox",
    path: `/api/email/accounts/${ID}`,
    call: (puffle, options) => puffle.senders.inboxes.delete(ID, options),
  },
  "senders.inboxes.retryWarmup": {
    operation: "retryInboxWarmup",
    path: `/api/email/accounts/${ID}/retry-warmup`,
    picks: "account",
    call: (puffle, options) => puffle.senders.inboxes.retryWarmup(ID, options),
  },
  "senders.inboxes.warmupAnalytics": {
    operation: "getWarmupAnalytics",
    path: "/api/email/accounts/warmup-analytics",
    call: (puffle, options) => puffle.senders.inboxes.warmupAnalytics(options),
  },
  "senders.domains.list": {
    operation: "listDomains",
    path: "/api/email/domains",
    query: "skip_sync=true",
    picks: "domains",
    call: (puffle, options) => puffle.senders.domains.list({ skip_sync: true }, options),
  },
  "senders.domains.create": {
    operation: "createDomain",
    path: "/api/email/domains",
    body: { domain: "mail.example.com" },
    picks: "domain",
    call: (puffle, options) => puffle.senders.domains.create({ domain: "mail.example.com" }, options),
  },
  "senders.domains.verify": {
    operation: "verifyDomain",
    path: `/api/email/domains/${ID}/verify`,
    picks: "domain",
    call: (puffle, options) => puffle.senders.domains.verify(ID, options),
  },
  "senders.domains.dnsRecords": {
    operation: "getDomainDnsRecords",
    path: `/api/email/domains/${ID}/dns-records`,
    call: (puffle, options) => puffle.senders.domains.dnsRecords(ID, options),
  },
  "senders.domains.update": {
    operation: "updateDomain",
    path: `/api/email/domains/${ID}`,
    body: { status: "pending" },
    picks: "domain",
    call: (puffle, options) => puffle.senders.domains.update(ID, { status: "pending" }, options),
  },
  "senders.domains.delete": {
    operation: "deleteDomain",
    path: `/api/email/domains/${ID}`,
    call: (puffle, options) => puffle.senders.domains.delete(ID, options),
  },
  "enrichment.catalog": {
    operation: "listEnrichments",
    path: "/api/enrichments",
    query: "q=email",
    picks: "enrichments",
    call: (puffle, options) => puffle.enrichment.catalog({ q: "email" }, options),
  },
  "enrichment.preview": {
    operation: "createEnrichment",
    path: "/api/enrichment",
    body: { enrichmentId: "work_email", scope: { type: "list", listId: ID }, mode: "preview" },
    call: (puffle, options) =>
      puffle.enrichment.preview({ enrichmentId: "work_email", scope: { type: "list", listId: ID } }, options),
  },
  "enrichment.get": {
    operation: "getEnrichmentRun",
    path: `/api/enrichment/${ID}`,
    picks: "run",
    call: (puffle, options) => puffle.enrichment.get(ID, options),
  },
  "enrichment.cancel": {
    operation: "cancelEnrichment",
    path: `/api/enrichment/${ID}/cancel`,
    picks: "run",
    call: (puffle, options) => puffle.enrichment.cancel(ID, options),
  },
  "context.get": {
    operation: "getContext",
    path: "/api/context",
    call: (puffle, options) => puffle.context.get(options),
  },
  "context.update": {
    operation: "updateContext",
    path: "/api/context",
    body: { context },
    picks: "context",
    call: (puffle, options) => puffle.context.update({ context }, options),
  },
  "account.get": {
    operation: "getAccount",
    path: "/api/account",
    call: (puffle, options) => puffle.account.get(options),
  },
  "account.update": {
    operation: "updateAccount",
    path: "/api/account",
    body: { firstName: "Ada" },
    call: (puffle, options) => puffle.account.update({ firstName: "Ada" }, options),
  },
  "credits.config": {
    operation: "getCreditsConfig",
    path: "/api/credits/config",
    call: (puffle, options) => puffle.credits.config(options),
  },
};

describe("every method that is a single request", () => {
  for (const [name, { operation, path, query = "", body, picks, call }] of Object.entries(singles)) {
    it(`${name} sends one request as the contract has it, and hands out ${picks ?? "the whole answer"}`, async () => {
      const headers = { "x-correlation-id": "c-42" };
      const { puffle, script } = scriptedClient([json(answer, 200, headers)], { forever: json({}, 500) });
      const begun = call(puffle, { headers: { "x-team": "7" } });
      const data = await begun;
      expect(data).toEqual(picks ? answer[picks] : answer);
      const response: ApiResponse<unknown> = await begun.withResponse();
      expect(response.data).toBe(data);
      expect([response.status, response.correlationId, response.headers.get("x-correlation-id")]).toEqual([
        200,
        "c-42",
        "c-42",
      ]);
      expect(response.attempts).toMatchObject([{ attempt: 1, status: 200, correlationId: "c-42" }]);
      expect(script.requests).toHaveLength(1);
      const [request] = script.requests;
      expect([request?.method, request?.url.pathname, request?.url.search]).toEqual([
        operations[operation].method,
        path,
        query && `?${query}`,
      ]);
      expect(request?.json).toEqual(body);
      expect(request?.headers.get("x-team")).toBe("7");
      expect(request?.headers.get("authorization")).toBe("Bearer pk_test_0123456789");
    });

    it(`${name} begins when it is called, and its failure is the caller's alone to handle`, async () => {
      const { puffle, script } = scriptedClient([], { forever: refused(403, "no such plan") });
      const unhandled = await unhandledDuring(async () => {
        const begun = call(puffle);
        const error = await caughtAs(Error, begun.withResponse());
        expect([error.name, Reflect.get(error, "operation")]).toEqual(["PermissionDeniedError", operation]);
      });
      expect(unhandled).toEqual([]);
      expect(script.requests).toHaveLength(1);
    });

    it(`${name} refuses unknown options and wrong ones, all at once, and sends nothing`, async () => {
      const { puffle, script } = scriptedClient([], { forever: json(answer) });
      const options: object = { tiemout: 5, timeout: -1, headers: { Authorization: "x" }, retry: { 418: false } };
      const error = await caughtAs(InputError, call(puffle, options));
      expect(error.problems.map(({ field }) => field).sort()).toEqual([
        "headers.Authorization",
        "retry.418",
        "tiemout",
        "timeout",
      ]);
      expect([error.operation, error.outcome, error.next]).toEqual([operation, "not_sent", "fix_request"]);
      expect(script.requests).toEqual([]);
    });

    if (picks) {
      it(`${name} does not hand out nothing where the answer lacks ${picks}`, async () => {
        const lacking = { ...answer, [picks]: undefined };
        for (const body of [lacking, { ...answer, [picks]: null }, { ...answer, [picks]: "c1" }]) {
          const { puffle, script } = scriptedClient([], { forever: json(body) });
          const error = await caughtAs(Error, call(puffle));
          const { effect } = operations[operation];
          expect([error.name, error.message.includes(picks)]).toEqual(["UnreadableResponseError", true]);
          expect(Reflect.get(error, "outcome")).toBe(effect === "read" ? "not_sent" : "sent");
          expect(script.requests).toHaveLength(1);
        }
      });
    }
  }

  it("P17 sends a safe write again until it knows, and the very same bytes", async () => {
    for (const [name, { operation, call }] of Object.entries(singles)) {
      if (operations[operation].repeat !== "safe" || operations[operation].effect === "read") continue;
      const { puffle, script } = scriptedClient([refused(503), refused(504)], { forever: json(answer) });
      const { attempts } = await call(puffle).withResponse();
      expect([name, attempts.length, new Set(script.requests.map(({ body }) => body)).size]).toEqual([name, 3, 1]);
    }
  });
});

/** Every other method that takes options. */
const composites: Readonly<Record<string, (puffle: Puffle, options: CallOptions) => PromiseLike<unknown>>> = {
  "sequenceNodes.add": (puffle, options) => puffle.sequenceNodes.add(ID, { type: "delay", delay_days: 1 }, options),
  "sequenceNodes.build": (puffle, options) =>
    puffle.sequenceNodes.build(ID, [{ type: "delay", delay_days: 1 }], options),
  "sequenceNodes.move": (puffle, options) => puffle.sequenceNodes.move(ID, ID, 0, options),
  "sequenceNodes.delete": (puffle, options) => puffle.sequenceNodes.delete(ID, ID, options),
  "campaigns.leads.list": (puffle, options) => puffle.campaigns.leads.list(ID, {}, options),
  "campaigns.leads.add": (puffle, options) => puffle.campaigns.leads.add(ID, people(1), options),
  "campaigns.leads.remove": (puffle, options) => puffle.campaigns.leads.remove(ID, [ID], options),
  "campaigns.leads.importFromList": (puffle, options) =>
    puffle.campaigns.leads.importFromList(ID, { listId: ID }, options),
  "campaigns.launch": (puffle, options) => puffle.campaigns.launch(ID, options),
  "campaigns.launchAndWait": (puffle, options) => puffle.campaigns.launchAndWait(ID, options),
  "campaigns.waitUntilActive": (puffle, options) => puffle.campaigns.waitUntilActive(ID, options),
  "campaigns.launchOperation": (puffle, options) => puffle.campaigns.launchOperation(ID).poll(options),
  "campaigns.watch": async (puffle, options) => {
    for await (const seen of puffle.campaigns.watch(ID, options)) if (seen.done) return;
  },
  "campaigns.watchMany": async (puffle, options) => {
    for await (const seen of puffle.campaigns.watchMany([ID], options)) if (seen.open === 0) return;
  },
  "campaigns.pause": (puffle, options) => puffle.campaigns.pause(ID, options),
  "campaigns.resume": (puffle, options) => puffle.campaigns.resume(ID, options),
  "campaigns.pauseWhenActive": (puffle, options) => puffle.campaigns.pauseWhenActive(ID, options),
  "campaigns.checkReadiness": (puffle, options) => puffle.campaigns.checkReadiness(ID, options),
  "leads.list": (puffle, options) => puffle.leads.list({}, options),
  "leads.search": (puffle, options) => puffle.leads.search({ prompt: "x", fetch_count: 1 }, options),
  "leads.searchOperation": (puffle, options) => puffle.leads.searchOperation(ID).poll(options),
  "lists.leads.list": (puffle, options) => puffle.lists.leads.list(ID, {}, options),
  "lists.leads.add": (puffle, options) => puffle.lists.leads.add(ID, [ID], options),
  "lists.leads.remove": (puffle, options) => puffle.lists.leads.remove(ID, [ID], options),
  "lists.import": (puffle, options) => puffle.lists.import(ID, [newLead], options),
  "threads.list": (puffle, options) => puffle.threads.list({}, options),
  "threads.messages.list": (puffle, options) => puffle.threads.messages.list(ID, {}, options),
  "threads.sendOneOff": (puffle, options) =>
    puffle.threads.sendOneOff({ sender: ID, to: "ada@example.test", subject: "Hello", body: "Hello" }, options),
  "signals.list": (puffle, options) => puffle.signals.list({}, options),
  "signals.update": (puffle, options) => puffle.signals.update([{ id: ID, vote: null }], options),
  "signals.leads": (puffle, options) => puffle.signals.leads({}, options),
  "signals.updateLeads": (puffle, options) => puffle.signals.updateLeads([{ entityId: ID, status: "new" }], options),
  "signals.generate": (puffle, options) => puffle.signals.generate([{ id: ID, dm: true }], options),
  "signals.search": (puffle, options) => puffle.signals.search({ query: "x" }, options),
  "signals.searchOperation": (puffle, options) => puffle.signals.searchOperation(ID).poll(options),
  "signals.searches": (puffle, options) => puffle.signals.searches({}, options),
  "signals.analytics": (puffle, options) => puffle.signals.analytics({}, options),
  "signals.types.create": (puffle, options) => puffle.signals.types.create({ label: "x" }, options),
  "signals.types.update": (puffle, options) => puffle.signals.types.update([{ id: ID, enabled: true }], options),
  "signals.types.delete": (puffle, options) => puffle.signals.types.delete([ID], options),
  "signals.sources.update": (puffle, options) =>
    puffle.signals.sources.update([{ id: "news", enabled: true }], options),
  "context.require": (puffle, options) => puffle.context.require(options),
  "senders.domains.verifyAndWait": (puffle, options) => puffle.senders.domains.verifyAndWait(ID, options),
  "senders.domains.verifyOperation": (puffle, options) => puffle.senders.domains.verifyOperation(ID).poll(options),
  "enrichment.start": (puffle, options) =>
    puffle.enrichment.start({ enrichmentId: "work_email", scope: { type: "list", listId: ID } }, options),
  "enrichment.operation": (puffle, options) => puffle.enrichment.operation(ID).poll(options),
  "enrichment.items": (puffle, options) => puffle.enrichment.items(ID, {}, options),
  "credits.estimate": (puffle, options) => puffle.credits.estimate("EMAIL_LOOKUP", 1, options),
  request: (puffle, options) => puffle.request("GET /api/senders", {}, options),
};

describe("every method that is made of several calls", () => {
  for (const [name, call] of Object.entries(composites)) {
    it(`${name} refuses unknown options and wrong ones, all at once, and sends nothing`, async () => {
      const { puffle, script } = scriptedClient([], { forever: json(answer) });
      const options: object = { tiemout: 5, attemptTimeout: "1 s", signal: {} };
      const error = await caughtAs(InputError, call(puffle, options));
      expect(error.problems.map(({ field }) => field).sort()).toEqual(["attemptTimeout", "signal", "tiemout"]);
      expect(script.requests).toEqual([]);
    });

    // The read of the prices is shared with others who wait for it, so it has nobody's own options.
    if (name === "credits.estimate") continue;
    it(`${name} hands its options to every request`, async () => {
      const { puffle, script } = scriptedClient([], { forever: json({ ...answer, total: 0, prospects: [] }) });
      await Promise.allSettled([call(puffle, { headers: { "x-team": "7" } })]);
      expect(script.requests.length).toBeGreaterThan(0);
      expect(script.requests.map(({ headers }) => headers.get("x-team"))).toEqual(script.requests.map(() => "7"));
    });
  }
});

describe("what is given to a method", () => {
  it("is sent as it was when the method was called, whatever becomes of it then", async () => {
    const { puffle, script } = scriptedClient([], { forever: json({ ...answer, deleted: 1, total: 3 }) });
    const campaign = { type: "email" as const, name: "first", sender_account_ids: [ID] };
    const changes = { first_name: "first" };
    const ids = [ID];
    const node = { type: "email" as const, subject: "first" };
    const calls = [
      puffle.campaigns.create(campaign),
      puffle.campaigns.leads.update(ID, ID, changes),
      puffle.campaigns.leads.remove(ID, ids),
      puffle.sequenceNodes.update(ID, ID, node),
    ];
    campaign.name = "second";
    changes.first_name = "second";
    ids[0] = "second";
    node.subject = "second";
    await Promise.allSettled(calls);
    const bodies = script.requests.flatMap(({ body }) => (body ? [body] : []));
    expect(bodies).toHaveLength(calls.length);
    for (const body of bodies) expect(body).not.toContain("second");
  });
});

type ById = (puffle: Puffle, id: string) => PromiseLike<unknown>;

/** Every method that takes a campaign. */
const ofCampaigns: Readonly<Record<string, (puffle: Puffle, campaign: CampaignRef) => PromiseLike<unknown>>> = {
  "campaigns.get": (puffle, ref) => puffle.campaigns.get(ref),
  "campaigns.update": (puffle, ref) => puffle.campaigns.update(ref, { name: "Q4" }),
  "campaigns.launch": (puffle, ref) => puffle.campaigns.launch(ref),
  "campaigns.launchAndWait": (puffle, ref) => puffle.campaigns.launchAndWait(ref),
  "campaigns.launchOperation": async (puffle, ref) => puffle.campaigns.launchOperation(ref).poll(),
  "campaigns.watch": async (puffle, ref) => {
    for await (const seen of puffle.campaigns.watch(ref)) return seen;
    return undefined;
  },
  "campaigns.pause": (puffle, ref) => puffle.campaigns.pause(ref),
  "campaigns.resume": (puffle, ref) => puffle.campaigns.resume(ref),
  "campaigns.pauseWhenActive": (puffle, ref) => puffle.campaigns.pauseWhenActive(ref),
  "campaigns.checkReadiness": (puffle, ref) => puffle.campaigns.checkReadiness(ref),
  "campaigns.senders": (puffle, ref) => puffle.campaigns.senders(ref),
  "campaigns.leads.list": (puffle, ref) => puffle.campaigns.leads.list(ref),
  "campaigns.leads.add": (puffle, ref) => puffle.campaigns.leads.add(ref, people(1)),
  "campaigns.leads.update": (puffle, ref) => puffle.campaigns.leads.update(ref, ID, updates),
  "campaigns.leads.remove": (puffle, ref) => puffle.campaigns.leads.remove(ref, { all: true }),
  "campaigns.leads.importFromList": (puffle, ref) => puffle.campaigns.leads.importFromList(ref, { listId: ID }),
  "campaigns.messages.list": (puffle, ref) => puffle.campaigns.messages.list(ref),
  "campaigns.messages.resolve": (puffle, ref) => puffle.campaigns.messages.resolve(ref),
  "campaigns.messages.generateAi": (puffle, ref) => puffle.campaigns.messages.generateAi(ref),
  "campaigns.messages.update": (puffle, ref) => puffle.campaigns.messages.update(ref, ID, { subject: "x" }),
  "sequenceNodes.add": (puffle, ref) => puffle.sequenceNodes.add(ref, { type: "delay", delay_days: 1 }),
  "sequenceNodes.build": (puffle, ref) => puffle.sequenceNodes.build(ref, [{ type: "delay", delay_days: 1 }]),
  "sequenceNodes.move": (puffle, ref) => puffle.sequenceNodes.move(ref, ID, 0),
  "sequenceNodes.delete": (puffle, ref) => puffle.sequenceNodes.delete(ref, ID),
  "sequenceNodes.update": (puffle, ref) => puffle.sequenceNodes.update(ref, ID, { body: "x" }),
};

/** Every method that takes an id of something else. */
const ofOthers: Readonly<Record<string, ById>> = {
  "signals.keywordRuns": (puffle, id) => puffle.signals.keywordRuns(id),
  "signals.searchOperation": (puffle, id) => puffle.signals.searchOperation(id).poll(),
  "senders.get": (puffle, id) => puffle.senders.get(id),
  "senders.schedule": (puffle, id) => puffle.senders.schedule(id),
  "threads.get": (puffle, id) => puffle.threads.get(id),
  "threads.update": (puffle, id) => puffle.threads.update({ id }, { status: "archived" }),
  "threads.deleteDraft": (puffle, id) => puffle.threads.deleteDraft({ id }),
  "threads.messages.list": async (puffle, id) => puffle.threads.messages.list(id),
  "threads.messages.send": (puffle, id) => puffle.threads.messages.send(id, { body_text: "x" }),
  "threads.attachments.upload": (puffle, id) => puffle.threads.attachments.upload({ id }, new File(["x"], "x")),
  "a sender to threads.sendOneOff": (puffle, id) =>
    puffle.threads.sendOneOff({ sender: { id }, to: "ada@example.test", subject: "x", body: "x" }),
  "a node to sequenceNodes.update": (puffle, id) => puffle.sequenceNodes.update(ID, id, { body: "x" }),
  "a node to sequenceNodes.move": (puffle, id) => puffle.sequenceNodes.move(ID, id, 0),
  "a node to sequenceNodes.delete": (puffle, id) => puffle.sequenceNodes.delete(ID, id),
  "a lead to campaigns.leads.update": (puffle, id) => puffle.campaigns.leads.update(ID, id, updates),
  "a list to campaigns.leads.importFromList": (puffle, id) => puffle.campaigns.leads.importFromList(ID, { listId: id }),
  "leads.update": (puffle, id) => puffle.leads.update(id, { title: "CEO" }),
  "leads.delete": (puffle, id) => puffle.leads.delete(id),
  "leads.searchResults": (puffle, id) => puffle.leads.searchResults(id),
  "leads.searchOperation": (puffle, id) => puffle.leads.searchOperation(id).poll(),
  "lists.update": (puffle, id) => puffle.lists.update({ id }, { name: "x" }),
  "lists.delete": (puffle, id) => puffle.lists.delete({ id }),
  "a list to lists.import": (puffle, id) => puffle.lists.import({ id }, [newLead]),
  "a list to lists.leads.list": async (puffle, id) => puffle.lists.leads.list({ id }),
  "a list to lists.leads.add": (puffle, id) => puffle.lists.leads.add({ id }, [ID]),
  "a list to lists.leads.remove": (puffle, id) => puffle.lists.leads.remove({ id }, [ID]),
  "a message to campaigns.messages.update": (puffle, id) => puffle.campaigns.messages.update(ID, id, { subject: "x" }),
};

describe("ids that are none", () => {
  const wrong: readonly unknown[] = [
    "",
    "  ",
    ".",
    "..",
    undefined,
    null,
    7,
    Number.NaN,
    true,
    [],
    ["x"],
    {},
    () => ID,
    "\ud800",
  ];

  for (const [name, call] of Object.entries(ofCampaigns)) {
    it(`${name} sends nothing for a campaign that has none`, async () => {
      const { puffle, script } = scriptedClient([], { forever: json(answer) });
      for (const id of wrong) {
        for (const ref of [id, { id }, { id, type: "email" }]) {
          const error = await caughtAs(
            InputError,
            Promise.resolve().then(() => call(puffle, ref as CampaignRef)),
          );
          expect(error.problems.map(({ field }) => field)).toEqual(["id"]);
        }
      }
      expect(script.requests).toEqual([]);
    });
  }

  for (const [name, call] of Object.entries(ofOthers)) {
    it(`are refused before anything is sent: ${name}`, async () => {
      const { puffle, script } = scriptedClient([], { forever: json(answer) });
      for (const id of wrong) {
        const outcome = await Promise.resolve()
          .then(() => call(puffle, id as string))
          .catch((error: unknown) => error);
        expect([id, outcome instanceof InputError]).toEqual([id, true]);
      }
      expect(script.requests).toEqual([]);
    });
  }

  it("P33 a position that is none is refused before a node is moved", async () => {
    const { puffle, script } = scriptedClient([], { forever: json(answer) });
    for (const position of [-1, 0.5, Number.NaN, "0", undefined, null]) {
      await caughtAs(InputError, puffle.sequenceNodes.move(ID, ID, position as number));
    }
    expect(script.requests).toEqual([]);
  });
});

describe("what comes back", () => {
  it("P31 P33 fits the contract to the letter over a campaign's whole life as a draft", async () => {
    const world = setUp();
    const { sandbox, email } = world;
    const puffle = new Puffle({ ...sandbox.options, validation: "strict" });
    await puffle.context.require();
    const created = await puffle.campaigns.create({ type: "email", name: "Q3", sender_account_ids: [email] });
    const steps: NewNode[] = [
      { type: "email", subject: "Hello %first_name%", body: "A word" },
      { type: "delay", delay_days: 2 },
      { type: "ai", purpose: "Follow up", output_type: "email" },
    ];
    const { nodes } = await puffle.sequenceNodes.build(created.id, steps);
    await puffle.sequenceNodes.move(created, String(nodes[1]?.id), 0);
    await puffle.campaigns.leads.add(created, people(3));
    const listId = sandbox.addList({ name: "More", leads: [{ contacts: [{ value: "more@example.test" }] }] });
    await puffle.campaigns.leads.importFromList(created, { listId });
    await puffle.campaigns.messages.resolve(created);
    const { campaign: read, prospects_by_status } = await puffle.campaigns.get(created);
    expect([read.id, prospects_by_status]).toEqual([created.id, { pending: 4 }]);
    expect(await puffle.campaigns.update(created, { name: "Q4", daily_limit: 12 })).toMatchObject({
      id: created.id,
      name: "Q4",
      daily_limit: 12,
    });
    expect((await puffle.campaigns.list()).map(({ name }) => name)).toEqual(["Q4"]);
  });

  it("keeps members and values that the contract does not know", async () => {
    const body = { campaigns: [{ id: "c1", status: "hibernating", mood: "good" }], page: 1 };
    const { puffle } = scriptedClient([], { forever: json(body) });
    expect(await puffle.campaigns.list()).toEqual(body.campaigns);
  });

  it("is the changed campaign, and a replaced sequence is the whole sequence", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail("updateCampaign", { drop: "after" });
    const changed = await world.puffle.campaigns.update(campaign, {
      sequence_nodes: [{ type: "email", subject: "Only this", body: "A word" }, { type: "end" }],
      signature: "Robin",
    });
    expect([changed.signature, countOf(world.sandbox, "updateCampaign")]).toEqual(["Robin", 2]);
    const nodes = world.sandbox.campaign(campaign.id).sequence_nodes;
    expect(nodes.map(({ type, subject }) => [type, subject])).toEqual([
      ["email", "Only this"],
      ["end", null],
    ]);
  });

  it("P08 P81 names the service's correlation id and every attempt when it is an error", async () => {
    const world = setUp();
    world.sandbox.fail("getCampaignSettings", { status: 503, times: 9 });
    const error = await caughtAs(ServerError, world.puffle.campaigns.settings());
    expect(error.attempts.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(new Set(error.attempts.map(({ correlationId }) => correlationId)).size).toBe(3);
    expect(error.message).toContain(String(error.correlationId));
  });

  it("P80 asks a person about a campaign that this client has seen and that is gone", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail("getCampaign", { status: 404, body: { error: "Campaign not found" } });
    expect((await caughtAs(NotFoundError, world.puffle.campaigns.get(campaign))).next).toBe("ask_human");
    expect((await caughtAs(NotFoundError, world.puffle.campaigns.get(ID))).next).toBe("fix_request");
  });
});
