import fc from "fast-check";
import { isPuffleError, type List, Puffle } from "puffle-sdk";
import { createSandbox, type Fault, type Sandbox } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { seedOf } from "../support/seed.ts";

interface Place {
  readonly cursor?: string;
  readonly page?: number;
}

/** A list of the sandbox: how it is filled, read from a place on, and grows while it is read. */
interface Kind {
  readonly reads: Parameters<Sandbox["fail"]>[0];
  readonly fill: (puffle: Puffle, sandbox: Sandbox, count: number) => Promise<string>;
  readonly list: (puffle: Puffle, of: string, limit: number, from: Place) => List<{ readonly id: string }>;
  /** Undefined where it can't grow without shifting. */
  readonly grow?: (puffle: Puffle, sandbox: Sandbox, of: string, serial: number) => Promise<unknown>;
}

const person = (index: number) => ({
  type: "person" as const,
  name: { full: `Lead ${index}` },
  contacts: [{ value: `lead${index}@example.com` }],
});
const people = (count: number) => Array.from({ length: count }, (_, index) => person(index));

const KINDS: Readonly<Record<string, Kind>> = {
  "leads of the workspace": {
    reads: "listLeads",
    fill: async (_, sandbox, count) => sandbox.addList({ name: "Carriers", leads: people(count) }),
    list: (puffle, _, limit, from) => puffle.leads.list({ limit, ...from }),
    grow: (puffle, _, __, serial) => puffle.leads.create(person(10_000 + serial)),
  },
  "leads of a list": {
    reads: "listListLeads",
    fill: async (_, sandbox, count) => sandbox.addList({ name: "Carriers", leads: people(count) }),
    list: (puffle, of, limit, from) => puffle.lists.leads.list(of, { limit, ...from }),
    grow: (puffle, _, of, serial) => puffle.lists.import(of, [person(10_000 + serial)]),
  },
  signals: {
    reads: "listSignals",
    fill: async (_, sandbox, count) => String(sandbox.addSignals(count).length),
    list: (puffle, _, limit, from) => puffle.signals.list({ limit, ...from }),
    grow: async (_, sandbox) => sandbox.addSignals(1),
  },
  "a campaign's roster": {
    reads: "listCampaignLeads",
    async fill(puffle, _, count) {
      const [sender] = await puffle.senders.list({ type: "email" });
      const body = { type: "email", name: "Q3", sender_account_ids: [sender?.id ?? ""] } as const;
      const { id } = await puffle.campaigns.create(body);
      const leads = people(count).map(({ contacts: [{ value } = { value: "" }] }) => ({ email: value }));
      await puffle.campaigns.leads.add(id, leads);
      return id;
    },
    list: (puffle, of, limit, from) => puffle.campaigns.leads.list(of, { limit, ...from }),
  },
};

/** Worse than any retry cures, so that the reader has to go on by itself. */
const FAULTS: readonly Fault[] = [
  { status: 403 },
  { status: 500, times: 3 },
  { drop: "before", times: 4 },
  { drop: "after" },
];

const reading = fc.record({
  kind: fc.constantFrom(...Object.values(KINDS)),
  count: fc.integer({ min: 1, max: 90 }),
  limit: fc.integer({ min: 1, max: 20 }),
  growAfter: fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 5 }),
  faults: fc.array(fc.tuple(fc.constantFrom(...FAULTS), fc.nat(9)), { maxLength: 3 }),
});

describe("P59 a list, while pages fail and others add to it", () => {
  it("gives every item that was there once, if its reader goes on where the error says", async () => {
    await fc.assert(
      fc.asyncProperty(reading, async ({ kind, count, limit, growAfter, faults }) => {
        const sandbox = createSandbox();
        const puffle = new Puffle(sandbox.options);
        const of = await kind.fill(puffle, sandbox, count);
        const there = (await kind.list(puffle, of, 50, {}).all({ limit: 1_000 })).map(({ id }) => id);
        expect(there).toHaveLength(count);
        for (const [fault, skip] of faults) sandbox.fail(kind.reads, { ...fault, skip });

        const read: string[] = [];
        let from: Place = {};
        for (let tries = 0; ; tries++) {
          expect(tries).toBeLessThan(20);
          try {
            for await (const { id } of kind.list(puffle, of, limit, from)) {
              read.push(id);
              // What goes wrong while somebody adds is their trouble.
              if (growAfter.includes(read.length)) await kind.grow?.(puffle, sandbox, of, read.length).catch(() => {});
            }
            break;
          } catch (error) {
            if (!isPuffleError(error)) throw error;
            const { cursor, page } = error;
            from = { ...(cursor !== undefined && { cursor }), ...(page !== undefined && { page }) };
          }
        }
        expect(new Set(read).size).toBe(read.length);
        expect(read).toEqual(expect.arrayContaining(there));
      }),
      { numRuns: 300, seed: seedOf(20_266), endOnFailure: true },
    );
  });
});
