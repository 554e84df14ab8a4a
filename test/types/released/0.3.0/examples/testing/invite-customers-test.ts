/** How the sandbox is used in a test suite of your own: a service in memory, its own clock, faults, an outbox. */
import { Puffle } from "puffle-sdk";
import { createSandbox } from "puffle-sdk/sandbox";
import { expect, test } from "vitest";
import { inviteCustomers } from "./invite-customers.ts";

const customers = [
  { email: "ada@example.com", first_name: "Ada" },
  { email: "grace@example.com", first_name: "Grace" },
];

test("every customer is invited by name", async () => {
  const sandbox = createSandbox({ replyRate: 0, bounceRate: 0 });

  const campaign = await inviteCustomers(new Puffle(sandbox.options), customers);
  await sandbox.clock.advance(24 * 3_600_000);

  expect(campaign.status).toBe("active");
  expect(sandbox.outbox.messages.map(({ subject }) => subject).sort()).toEqual([
    "You are invited, Ada",
    "You are invited, Grace",
  ]);
});

test("nobody is invited twice when the launch's answer is lost", async () => {
  const sandbox = createSandbox();
  sandbox.fail("launchCampaign", { drop: "after" });

  await inviteCustomers(new Puffle(sandbox.options), customers);
  await sandbox.clock.advance(24 * 3_600_000);

  expect(sandbox.outbox.recipients()).toHaveLength(2);
  expect(sandbox.outbox.writtenTwice()).toEqual([]);
});
