import { type SandboxClock, VirtualClock } from "../clock.ts";
import { Exchange } from "../exchange.ts";
import { createFetch } from "../in-process.ts";
import { type ClientOptions, type Listening, listen } from "../listen.ts";
import { RequestLog, type ServiceRequest } from "../requests.ts";
import type { Campaign } from "./campaign.ts";
import { viewOf } from "./contacts.ts";
import { Deliveries, type LeadLexDelivery } from "./deliveries.ts";
import { createFaults, type LeadLexFault } from "./faults.ts";
import { Keys } from "./keys.ts";
import { RateLimits } from "./limits.ts";
import { checkOptions, type LeadLexSandboxOptions } from "./options.ts";
import type { LeadLexOutbox } from "./outbox.ts";
import { PREFIX, Service } from "./service.ts";
import { approve, dismiss, type Task, taskView } from "./task.ts";
import { campaignRow, campaignView, enrolmentView, statsView, stepView } from "./views.ts";
import type { OperationId, Schemas } from "./wire.ts";
import type { LeadLexContact, LeadLexList } from "./workspace.ts";
import { World } from "./world.ts";

const API_KEY = "wbk_sandbox0123456789abcdefghijklmnopqrstuvwxyz012345678";
const BASE_URL = `https://sandbox.leadlex.test${PREFIX}`;

/** A request that came in. Never the key, never the body. */
export type LeadLexRequest = ServiceRequest<OperationId>;

/** A LeadLex service in memory. Each is a world of its own; two never affect each other. */
export interface LeadLexSandbox {
  readonly service: "leadlex";
  /** A key that is accepted. */
  readonly apiKey: string;
  /** Where the sandbox says it is; `fetch` answers for any origin, with or without the path that stands before `/v1`. */
  readonly baseURL: string;
  /** The time in here. Give it to the client too, as `options` does. */
  readonly clock: SandboxClock;
  /** The service, in process. */
  readonly fetch: typeof globalThis.fetch;
  /** Spread into `new LeadLex(...)`. */
  readonly options: ClientOptions;
  /** Every email that reached a person. */
  readonly outbox: LeadLexOutbox;
  /** What came in, newest last; the last 20 000. */
  readonly requests: readonly LeadLexRequest[];
  /** Every attempt to deliver an event to a webhook, oldest first: copies. */
  readonly deliveries: readonly LeadLexDelivery[];
  /** Credits that are left. */
  readonly credits: number;
  /**
   * Has something go wrong with the next requests to an operation, or to any.
   * @throws TypeError naming everything that is wrong with the fault
   */
  fail(operation: OperationId | "*", fault: LeadLexFault): void;
  /** Forgets all faults that are still to come. */
  clearFaults(): void;
  /** Every request with this key answers 401 from now on. */
  revoke(apiKey: string): void;
  /**
   * Puts contacts into the workspace.
   * @param contacts the contacts, or how many to make up
   * @returns as the service shows them, with their ids
   */
  addContacts(contacts: readonly LeadLexContact[] | number): Schemas["Contact"][];
  /** All contacts as they are now, oldest first, with everything that was written in their notes: copies. */
  contacts(): LeadLexContactSnapshot[];
  /** @returns the list's id, for creating a campaign with it */
  addList(list: LeadLexList): string;
  /**
   * A campaign as it is now, with everything that belongs to it: a copy, not the thing itself.
   * @throws Error when there is no such campaign
   */
  campaign(id: string): LeadLexCampaignSnapshot;
  /** All campaigns as they are now, oldest first. */
  campaigns(): LeadLexCampaignSnapshot[];
  /** All of Lexi's tasks as they are now, oldest first: copies. */
  tasks(): LeadLexTaskSnapshot[];
  /**
   * A person approves a task in the dashboard.
   * @throws Error when there is no such task, or when it is not pending
   */
  approve(taskId: string): void;
  /**
   * A person dismisses a task in the dashboard.
   * @throws Error when there is no such task, or when it is not pending
   */
  dismiss(taskId: string, reason?: string): void;
  /**
   * Waits until no delivery to a webhook is on its way. A retry that is not due yet is not waited for: move the time on with
   * `clock.advance()`.
   */
  delivered(): Promise<void>;
  /**
   * Opens a real port on this machine, on the loopback address only. Node alone.
   * @param port 0, the default, for any free one
   */
  listen(port?: number): Promise<Listening>;
}

/** A campaign with its contacts, steps and numbers, in the wire's shapes. */
export interface LeadLexCampaignSnapshot {
  readonly campaign: Schemas["Campaign"] & Schemas["CampaignRow"];
  /** Oldest first. */
  readonly contacts: readonly Schemas["CampaignContact"][];
  readonly steps: readonly Schemas["Step"][];
  readonly stats: Schemas["CampaignStats"];
}

/** A contact, with what `notes` have added, oldest first. */
export type LeadLexContactSnapshot = Schemas["Contact"] & { readonly notes: readonly string[] };

/** A task, with the reason why it was dismissed. */
export type LeadLexTaskSnapshot = Schemas["LexiTask"] & { readonly reason: string | null };

/**
 * Makes a LeadLex service in memory: stateful, with a clock of its own and faults on demand.
 * @throws TypeError naming every option that is wrong
 */
export function createLeadLexSandbox(options: LeadLexSandboxOptions = {}): LeadLexSandbox {
  const { speed, startAt, apiKeys, plan, envelopes, onRequest, deliver, patience, ...settings } = checkOptions(options);
  const clock = new VirtualClock(speed, startAt);
  const now = () => clock.now();
  const world = new World({
    ...settings,
    now,
    lookAt: (at) => clock.event(at - clock.now(), () => world.catchUp()),
  });
  const deliveries = new Deliveries({ world, clock, deliver, patience });
  world.onEvent = (event) => deliveries.notify(event);
  const keys = new Keys(world.chance, apiKeys);
  const limits = new RateLimits(plan, world.chance, now);
  const service = new Service({ world, keys, limits, envelopes });
  const faults = createFaults();
  const log = new RequestLog(onRequest);
  const exchange = new Exchange({ service, clock, faults, log });
  const apiKey = apiKeys?.[0]?.key ?? API_KEY;
  const fetch = createFetch(exchange, clock);

  const pendingTask = (what: string, id: string): Task => {
    world.catchUp();
    const task = world.tasks.get(id);
    if (!task) throw new Error(`sandbox.${what}: there is no task ${id}`);
    if (task.status !== "pending") throw new Error(`sandbox.${what}: task ${id} is ${task.status}, not pending`);
    return task;
  };

  return {
    service: "leadlex",
    apiKey,
    baseURL: BASE_URL,
    clock,
    fetch,
    options: { apiKey, baseURL: BASE_URL, fetch, clock },
    outbox: world.outbox,
    get requests() {
      // Late work of a request whose caller has left shows there, too.
      world.catchUp();
      return log.entries;
    },
    get deliveries() {
      return deliveries.log;
    },
    async delivered() {
      world.catchUp();
      await deliveries.settled();
    },
    get credits() {
      world.catchUp();
      return world.credits;
    },
    fail: (operation, fault) => faults.add(operation, fault),
    clearFaults: () => faults.clear(),
    revoke: (key) => keys.revoke(key),
    addContacts(contacts) {
      world.catchUp();
      const made =
        typeof contacts === "number" ? world.madeUpContacts(contacts) : contacts.map((one) => world.addContact(one));
      return made.map(viewOf);
    },
    contacts() {
      world.catchUp();
      return [...world.people.contacts.values()].map((one) => ({ ...viewOf(one), notes: [...one.notes] }));
    },
    addList(list) {
      world.catchUp();
      return world.addList(list).id;
    },
    campaign(id) {
      world.catchUp();
      const campaign = world.campaigns.get(id);
      if (!campaign) throw new Error(`sandbox.campaign: there is no campaign ${id}`);
      return snapshot(world, campaign);
    },
    campaigns() {
      world.catchUp();
      return [...world.campaigns.values()].map((campaign) => snapshot(world, campaign));
    },
    tasks() {
      world.catchUp();
      return [...world.tasks.values()].map((task) => ({ ...taskView(task), reason: task.reason }));
    },
    approve: (taskId) => approve(world, pendingTask("approve", taskId)),
    dismiss: (taskId, reason) => dismiss(world, pendingTask("dismiss", taskId), reason),
    listen: (port) => listen({ exchange, clock, apiKey, prefix: PREFIX }, port),
  };
}

function snapshot(world: World, campaign: Campaign): LeadLexCampaignSnapshot {
  return {
    campaign: {
      ...campaignView(world, campaign),
      ...campaignRow(world, campaign),
      status: campaignView(world, campaign).status,
    },
    contacts: [...campaign.enrolments.values()].map((enrolment) => enrolmentView(world, enrolment)),
    steps: campaign.steps.map(stepView),
    stats: statsView(campaign),
  };
}
