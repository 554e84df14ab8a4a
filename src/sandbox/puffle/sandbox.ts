import { type SandboxClock, VirtualClock } from "../clock.ts";
import { Exchange } from "../exchange.ts";
import { createFetch } from "../in-process.ts";
import { type ClientOptions, type Listening, listen } from "../listen.ts";
import { RequestLog } from "../requests.ts";
import type { Campaign } from "./campaign.ts";
import { followLink } from "./connect.ts";
import { answer } from "./conversations.ts";
import { createFaults, type Fault } from "./faults.ts";
import { checkOptions, type SandboxOptions } from "./options.ts";
import type { Outbox } from "./outbox.ts";
import type { SandboxRequest } from "./requests.ts";
import { Service } from "./service.ts";
import { addSignal } from "./signal-rows.ts";
import { type ThreadSnapshot, threadSnapshot } from "./threads.ts";
import { listedCampaignView } from "./views.ts";
import type { OperationId, Schemas } from "./wire.ts";
import type { SandboxList, SandboxSender } from "./workspace.ts";
import { World } from "./world.ts";

const API_KEY = "pk_sandbox_0123456789abcdef";
const BASE_URL = "https://sandbox.puffle.test";

/** A Puffle service in memory. Each is a world of its own; two never affect each other. */
export interface Sandbox {
  readonly service: "puffle";
  /** A key that is accepted. */
  readonly apiKey: string;
  /** Where the sandbox says it is; `fetch` answers for any origin. */
  readonly baseURL: string;
  /** The time in here. Give it to the client too, as `options` does. */
  readonly clock: SandboxClock;
  /** The service, in process. */
  readonly fetch: typeof globalThis.fetch;
  /** Spread into `new Puffle(...)`. */
  readonly options: ClientOptions;
  /** Every message that reached a person. */
  readonly outbox: Outbox;
  /** What came in, newest last; the last 20 000. */
  readonly requests: readonly SandboxRequest[];
  /** Credits that are left. */
  readonly credits: number;
  /**
   * Has something go wrong with the next requests to an operation, or to any.
   * @throws TypeError naming everything that is wrong with the fault
   */
  fail(operation: OperationId | "*", fault: Fault): void;
  /** Forgets all faults that are still to come. */
  clearFaults(): void;
  /** Every request with this key answers 401 from now on. */
  revoke(apiKey: string): void;
  /** @returns the sender as the service shows it, with its id */
  addSender(sender: SandboxSender): Schemas["Sender"];
  /**
   * Changes a sender: its status, its inbox, whether it still exists upstream.
   * @throws Error when there is no such sender
   */
  changeSender(id: string, changes: Partial<Omit<SandboxSender, "type" | "id">>): Schemas["Sender"];
  /**
   * A person follows a link of `senders.connectLinkedIn()` and connects an account.
   * @param url the link: the latest one, not used before, at most an hour old
   * @throws Error where it is none of these
   * @returns the sender as the service shows it, with its id
   */
  connectLinkedIn(url: string, sender?: Omit<SandboxSender, "type">): Schemas["Sender"];
  /** @returns the list's id, for importing from it */
  addList(list: SandboxList): string;
  /**
   * Puts signals at the head of the feed, without a scan.
   * @param signals how many, or members of each; what is left out is drawn from the seed
   * @returns the signals as the service shows them, with their ids
   */
  addSignals(signals: number | readonly Partial<Schemas["Signal"]>[]): Schemas["Signal"][];
  /**
   * A campaign as it is now, with everything that belongs to it: a copy, not the thing itself.
   * @throws Error when there is no such campaign
   */
  campaign(id: string): CampaignSnapshot;
  /** All campaigns as they are now, oldest first. */
  campaigns(): CampaignSnapshot[];
  /** All threads as they are now, oldest first, each with its messages: copies. */
  threads(): ThreadSnapshot[];
  /**
   * Has the person at the other end of a thread write back.
   * @throws Error when there is no such thread, or when nobody has written to that person in it
   */
  reply(threadId: string, text: string): void;
  /**
   * Opens a real port on this machine, on the loopback address only. Node alone.
   * @param port 0, the default, for any free one
   */
  listen(port?: number): Promise<Listening>;
}

/** A campaign with its sequence, roster and messages, in the wire's shapes. */
export interface CampaignSnapshot {
  readonly campaign: Schemas["Campaign"];
  readonly sequence_nodes: readonly Schemas["SequenceNode"][];
  readonly prospects: readonly Schemas["CampaignLead"][];
  readonly messages: readonly Schemas["GeneratedMessage"][];
}

/**
 * Makes a Puffle service in memory: stateful, with a clock of its own and faults on demand.
 * @throws TypeError naming every option that is wrong
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { speed, seed, startAt, apiKeys, workspace, rates, onRequest } = checkOptions(options);
  const clock = new VirtualClock(speed, startAt);
  const world = new World({ seed, workspace, rates, now: () => clock.now() });
  const service = new Service(world, apiKeys);
  const faults = createFaults();
  const log = new RequestLog(onRequest);
  const exchange = new Exchange({ service, clock, faults, log });
  const apiKey = apiKeys?.[0] ?? API_KEY;
  const fetch = createFetch(exchange, clock);

  return {
    service: "puffle",
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
    get credits() {
      world.catchUp();
      return world.credits;
    },
    fail: (operation, fault) => faults.add(operation, fault),
    clearFaults: () => faults.clear(),
    revoke: (key) => service.revoke(key),
    addSender(sender) {
      world.catchUp();
      return structuredClone(world.addSender(sender).row);
    },
    changeSender(id, changes) {
      world.catchUp();
      return structuredClone(world.changeSender(id, changes).row);
    },
    connectLinkedIn(url, sender) {
      world.catchUp();
      followLink(world, url);
      return structuredClone(world.addSender({ ...sender, type: "linkedin" }).row);
    },
    addList(list) {
      world.catchUp();
      return world.addList(list).id;
    },
    addSignals(signals) {
      world.catchUp();
      const given = typeof signals === "number" ? Array.from({ length: signals }, () => ({})) : signals;
      return given.map((one) => structuredClone(world.signals.signalView(addSignal(world, one))));
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
    threads() {
      world.catchUp();
      return [...world.threads].map(threadSnapshot);
    },
    reply(threadId, text) {
      world.catchUp();
      const conversation = world.threads.get(threadId);
      if (!conversation) throw new Error(`sandbox.reply: there is no thread ${threadId}`);
      if (!conversation.messages.some(({ direction }) => direction === "outbound"))
        throw new Error(`sandbox.reply: nobody has written in thread ${threadId} yet`);
      answer(world, conversation, text);
    },
    listen: (port) => listen({ exchange, clock, apiKey, prefix: service.prefix }, port),
  };
}

/** Rows of leads and messages are flat but for one member, and many: copied by hand they cost a tenth. */
function snapshot(world: World, campaign: Campaign): CampaignSnapshot {
  return {
    campaign: structuredClone(listedCampaignView(world, campaign)),
    sequence_nodes: structuredClone(campaign.nodes),
    prospects: [...campaign.roster].map(({ row }) => ({
      ...row,
      ...(row.custom_fields && { custom_fields: structuredClone(row.custom_fields) }),
    })),
    messages: campaign.messages.all().map(({ row }) => ({ ...row })),
  };
}
