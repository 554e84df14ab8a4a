import { type CallOptions, OutcomeUnknownError, type Puffle } from "puffle-sdk";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { setUp } from "./support/world.ts";

type Operation = "createList" | "createLead" | "createThread" | "createInbox" | "createDomain" | "addSequenceNode";

/** Every call that looks for a while whether a lost attempt has left something. */
const calls: Readonly<Record<Operation, (puffle: Puffle, options: CallOptions) => PromiseLike<unknown>>> = {
  createList: (puffle, options) => puffle.lists.create({ name: "Carriers" }, options),
  createLead: (puffle, options) =>
    puffle.leads.create({ type: "person", name: { full: "Ada" }, contacts: [{ value: "ada@example.com" }] }, options),
  createThread: (puffle, options) =>
    puffle.threads.create({ participant_email: "ada@example.com", draft_subject: "Hello" }, options),
  createInbox: async (puffle, options) => {
    const [sender] = await puffle.senders.list({ type: "email" });
    return puffle.senders.inboxes.create({ username: "hello", domain_id: String(sender?.domain_id) }, options);
  },
  createDomain: (puffle, options) => puffle.senders.domains.create({ domain: "mail.acme.test" }, options),
  addSequenceNode: async (puffle, options) => {
    const [sender] = await puffle.senders.list({ type: "email" });
    const body = { type: "email", name: "Q3", sender_account_ids: [sender?.id ?? ""] } as const;
    const { id } = await puffle.campaigns.create(body);
    return puffle.sequenceNodes.add(id, { type: "delay", delay_days: 1 }, options);
  },
};

describe("P17 a call that looks whether its lost attempt comes", () => {
  it.each(Object.entries(calls))(
    "%s looks no longer than its deadline, and says then that nobody knows",
    async (operation, call) => {
      const { sandbox, puffle } = setUp();
      // The connection breaks when almost all of the time is gone.
      sandbox.fail(operation as Operation, { latency: 1_500, drop: "before", times: 9 });
      const seen = () => sandbox.requests.filter((request) => request.operation === operation);
      const running = caughtAs(OutcomeUnknownError, Promise.resolve(call(puffle, { timeout: 3_000 })));
      const error = await running;
      const [first] = seen();
      expect(error.operation).toBe(operation);
      expect(seen()).toHaveLength(1);
      expect(sandbox.clock.now() - (first?.at ?? 0)).toBeLessThanOrEqual(3_050);
    },
  );
});
